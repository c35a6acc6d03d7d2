"""A seat is offered: one tap takes it, one lets it go; what is not answered in time goes to the next."""

from dialogs.labs import needing
from dialogs.labs.card import is_open, my_place, visible
from dialogs.labs.offering import off_the_list, offer_seats, step
from dialogs.labs.wording import card, title
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, letter, screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import facilities, signups
from storage.signups import Signup


def _open_offer(talk: Talk, signup: Signup | None) -> bool:
    if signup is None or signup.state != "offered" or signup.offer_ends_at is None:
        return False
    return talk.now < signup.offer_ends_at


@letter("lab/{lab}/offer")
def offer(talk: Talk, lab: int) -> Screen | None:
    """To somebody who waited: it is their turn, and until when."""
    found = visible(talk, lab)
    signup = signups.of(talk.tx, lab, talk.person.id)
    if found is None or signup is None or not is_open(talk, found) or not _open_offer(talk, signup):
        return None
    rows = (
        (Button(talk.label("✅ Yes, I am coming"), to=accept.to(lab=lab)),),
        (Button(talk.label("🙁 No, I can't come"), to=decline.to(lab=lab)),),
    )
    told = bold(talk.say("🎉 It is your turn!"))
    return Screen(lines(told, my_place(talk, signup), "", card(found, talk.words, talk.city, talk.now)), rows)


@action("lab/{lab}/offer/yes")
def accept(talk: Talk, lab: int) -> Goto:
    """The seat is theirs, if it is still kept for them; else they see how things stand."""
    signups.hold(talk.tx, lab)
    found, signup = visible(talk, lab), signups.of(talk.tx, lab, talk.person.id)
    if found is None or signup is None or signup.state == "seated" or not is_open(talk, found):
        return Goto(f"lab/{lab}/joined")
    if _open_offer(talk, signup):
        step(talk.tx, signup, "accepts", talk.now)
        return Goto(f"lab/{lab}/joined")
    if signup.state == "offered":
        off_the_list(talk.tx, signup, "lapses", talk.now)
        offer_seats(talk.tx, talk.city, lab, talk.now)
    return Goto(too_late.to(lab=lab) if signup.state in ("offered", "expired") else f"lab/{lab}")


@action("lab/{lab}/offer/no")
def decline(talk: Talk, lab: int) -> Goto:
    """The next in line is asked."""
    signups.hold(talk.tx, lab)
    signup = signups.of(talk.tx, lab, talk.person.id)
    if signup is not None and off_the_list(talk.tx, signup, "declines", talk.now):
        offer_seats(talk.tx, talk.city, lab, talk.now)
        return Goto(f"lab/{lab}/left")
    return Goto(f"lab/{lab}")


def _too_late(talk: Talk, lab: int) -> Screen | None:
    found, signup = visible(talk, lab), signups.of(talk.tx, lab, talk.person.id)
    if found is None or signup is None or signup.state != "expired" or not is_open(talk, found):
        return None
    told = talk.say("The seat was kept for you for a while. I had no answer, so it went to the next in line.")
    again = talk.say("Would you still like to come? Then wait with us again.")
    rows = (
        (Button(talk.label("⏳ Wait again"), to=f"lab/{lab}/sign-up/{signup.party}"),),
        (Button(talk.label("🔎 See the lab"), to=f"lab/{lab}"), to_menu(talk)),
    )
    return Screen(lines(bold(talk.words.name(title(found, talk.words, talk.city))), told, again), rows)


@letter("lab/{lab}/offer/over")
def lapsed(talk: Talk, lab: int) -> Screen | None:
    """To somebody who did not answer in time."""
    return _too_late(talk, lab)


@screen("lab/{lab}/offer/late")
def too_late(talk: Talk, lab: int) -> Screen | Goto:
    """The same, to somebody who answers now."""
    return _too_late(talk, lab) or Goto(f"lab/{lab}")


@letter("lab/{lab}/offer/closed")
def closed(talk: Talk, lab: int) -> Screen | None:
    """To somebody who had not answered yet when sign-up was closed. A cancelled lab is told elsewhere."""
    found, signup = visible(talk, lab), signups.of(talk.tx, lab, talk.person.id)
    if found is None or found.status != "closed" or signup is None or signup.state != "waiting":
        return None
    told = talk.say(
        "Sign-up was closed before you could answer: the seat is not kept any more. We are sorry."
    )
    keeps = talk.say("You keep your place on the waiting list, in case it opens again.")
    rows = ((Button(talk.label("🔎 See the lab"), to=f"lab/{lab}"), to_menu(talk)),)
    name = bold(talk.words.name(title(found, talk.words, talk.city)))
    return Screen(lines(name, told, keeps), rows)


@letter("lab/{lab}/hopeless")
def hopeless(talk: Talk, lab: int) -> Screen | None:
    """To somebody who waits for more than the lab has now: they can ask for less."""
    found, signup = visible(talk, lab), signups.of(talk.tx, lab, talk.person.id)
    if found is None or not is_open(talk, found) or signup is None or signup.state != "waiting":
        return None
    needs = facilities.needs_of(talk.tx, signup.id)
    gone = [one for one in facilities.of(talk.tx, lab) if needs.get(one.id, 0) > one.places]
    if signup.party <= found.seats and not gone:
        return None
    fewer = talk.count("The lab has {n} seat now.", "The lab has {n} seats now.", found.seats)
    told = [fewer] if signup.party > found.seats else []
    told += [
        talk.say("There are fewer places now: {what}", what=needing.name(talk.words, one)) for one in gone
    ]
    wait = talk.say("You wait for more than that. Would you like to ask for less?")
    rows = (
        (Button(talk.label("👥 How many"), to=f"lab/{lab}/sign-up"),),
        (Button(talk.label("🙁 I can't come"), to=f"lab/{lab}/leave"),),
    )
    name = bold(talk.words.name(title(found, talk.words, talk.city)))
    return Screen(lines(name, *told, wait), rows)
