"""A lab's card, and what one can do with it."""

from dialogs.address import Code
from dialogs.after.ways import ways
from dialogs.labs import wording
from dialogs.labs.answering import to_questions
from dialogs.labs.offering import room, sits
from dialogs.people.menu import to_menu
from dialogs.rules.seats import Wish
from dialogs.screen import Button, Rows, Screen
from dialogs.site import Goto, screen
from dialogs.talk import Access, Talk
from dialogs.text import Html, lines
from storage import labs, shares, signups, waiting
from storage.labs import Lab
from storage.signups import Signup

ALONE = Wish(1, {})


def no_lab(talk: Talk) -> Screen:
    """For a lab that is not there, or not to be seen."""
    back = (Button(talk.label("📅 Labs"), to="labs"), to_menu(talk))
    return Screen(talk.say("This lab is not there any more. See what is coming:"), (back,))


def visible(talk: Talk, lab: int) -> Lab | None:
    """A lab that was published; coordinators see drafts too."""
    found = labs.get(talk.tx, lab)
    if found is None or not found.meetings or (found.status == "draft" and not talk.is_coordinator):
        return None
    return found


def is_open(talk: Talk, lab: Lab) -> bool:
    """Whether one can sign up."""
    return lab.is_open(talk.now)


def my_place(talk: Talk, signup: Signup | None) -> Html | None:
    """How one stands with this lab."""
    if signup is None or not signup.stands:
        return None
    if signup.state == "waiting":
        place = waiting.place(talk.tx, signup)
        return talk.say("⏳ You are on the waiting list: place {place}.", place=place)
    if signup.state == "seated":
        return talk.count("✅ You are coming: {n} person.", "✅ You are coming: {n} people.", signup.party)
    until = signup.offer_ends_at or talk.now
    day, hour = talk.words.day(until, talk.city.zone), talk.words.hour(until, talk.city.zone)
    return talk.count(
        "🎟 {n} seat is kept for you until {day}, {hour}.",
        "🎟 {n} seats are kept for you until {day}, {hour}.",
        signup.party,
        day=day,
        hour=hour,
    )


def keys(talk: Talk, lab: Lab, signup: Signup | None, via: str | None = None) -> Rows:
    """The ways on from a card. `via`: the link a visitor came by, so that its trace is kept if they agree."""
    back = (Button(talk.label("📅 Labs"), to="labs"), to_menu(talk))
    return (*_my_keys(talk, lab, signup, via), *to_questions(talk, lab.id), *ways(talk, lab, signup), back)


def _my_keys(talk: Talk, lab: Lab, signup: Signup | None, via: str | None) -> Rows:
    out = Button(talk.label("🙁 I can't come"), to=f"lab/{lab.id}/leave")
    tell = (Button(talk.label("📣 Tell a friend"), to=f"lab/{lab.id}/tell"),)
    is_in = signup is not None and signup.stands
    has_seat = signup is not None and signup.state == "seated"
    dates = (Button(talk.label("📆 To my calendar"), to=f"lab/{lab.id}/calendar"),) if has_seat else ()
    if not is_open(talk, lab):
        return ((out, *dates),) if is_in and talk.now < lab.ends_at and lab.status == "closed" else ()
    if signup is not None and signup.state == "offered":
        yes = Button(talk.label("✅ Yes, I am coming"), to=f"lab/{lab.id}/offer/yes")
        return (yes,), (Button(talk.label("🙁 No, I can't come"), to=f"lab/{lab.id}/offer/no"),), tell
    if is_in:
        return (Button(talk.label("👥 How many"), to=f"lab/{lab.id}/sign-up"), out), (*dates, *tell)
    is_full = _taken(talk, lab) >= lab.seats
    text = talk.label("⏳ Waiting list") if is_full else talk.label("✋ I want to come")
    return (Button(text, to=via or f"lab/{lab.id}/sign-up"),), tell


def _taken(talk: Talk, lab: Lab) -> int:
    """Seats that nobody new can have: all of them, where others wait for those that are left."""
    left = room(talk.tx, lab)
    return lab.seats - left.seats if sits(talk.tx, lab, left, ALONE) else lab.seats


def shown(talk: Talk, lab: Lab, via: str | None = None) -> Screen:
    """The card of a lab for this person."""
    signup = signups.of(talk.tx, lab.id, talk.person.id)
    taken, is_over = _taken(talk, lab), lab.status == "cancelled" or talk.now >= lab.ends_at
    mine = None if is_over else my_place(talk, signup)
    is_said = mine is not None and taken >= lab.seats  # "full" is for those who are not in
    text = wording.card(lab, talk.words, talk.city, talk.now, None if is_said else taken)
    return Screen(lines(text, None if mine is None else "", mine), keys(talk, lab, signup, via))


@screen("lab/{lab}", access=Access.VISITOR)
def card(talk: Talk, lab: int) -> Screen:
    """Everything about one lab, as it is now."""
    found = visible(talk, lab)
    return no_lab(talk) if found is None else shown(talk, found)


@screen("look/{code}", access=Access.VISITOR)
def look(talk: Talk, code: Code) -> Screen | Goto:
    """What a link is about, for somebody who has not agreed: nothing is noted."""
    share = shares.by_code(talk.tx, code)
    if share is None or share.lab_id is None:
        return Goto("labs" if share is None or share.announcement_id is None else f"told/{code}")
    found = visible(talk, share.lab_id)
    return no_lab(talk) if found is None else shown(talk, found, via=f"via/{code}")
