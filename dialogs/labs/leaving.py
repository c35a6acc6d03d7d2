"""Giving up a seat, and giving it to the first in line that fits."""

from dialogs.labs.card import visible
from dialogs.labs.wording import card, title
from dialogs.people.menu import to_menu
from dialogs.rules.seats import promoted
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, letter, screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import signups


def fill_seats(talk: Talk, lab: int) -> None:
    """Seat those who wait and now fit, and tell them. The lab is already held."""
    found = visible(talk, lab)
    if found is None or found.status == "cancelled" or talk.now >= found.meetings[-1].starts_at:
        return
    free = found.seats - signups.taken(talk.tx, lab)
    for signup in promoted(free, signups.waiting(talk.tx, lab)):
        signups.set_state(talk.tx, signup.id, "seated", talk.now)
        talk.post(signup.person_id, got_seat.to(lab=lab), expires_at=found.ends_at)


def give_up(talk: Talk, lab: int) -> bool:
    """Take the person who talks off a lab; False if they were not on it."""
    signups.hold(talk.tx, lab)
    signup = signups.of(talk.tx, lab, talk.person.id)
    if signup is None or signup.state == "cancelled":
        return False
    signups.set_state(talk.tx, signup.id, "cancelled", talk.now)
    fill_seats(talk, lab)
    return True


@screen("lab/{lab}/leave")
def sure(talk: Talk, lab: int) -> Screen | Goto:
    """Whether they really cannot come."""
    found = visible(talk, lab)
    signup = signups.of(talk.tx, lab, talk.person.id)
    if found is None or signup is None or signup.state == "cancelled":
        return Goto(f"lab/{lab}")
    rows = (
        (Button(talk.label("🙁 I can't come"), to=leave.to(lab=lab)),),
        (Button(talk.label("😀 I am coming"), to=f"lab/{lab}"),),
    )
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    return Screen(lines(head, talk.say("Can't you come? Then somebody else can have your seat.")), rows)


@action("lab/{lab}/leave/yes")
def leave(talk: Talk, lab: int) -> Goto:
    """The seat is free again."""
    give_up(talk, lab)
    return Goto(left.to(lab=lab))


@screen("lab/{lab}/left")
def left(talk: Talk, lab: int) -> Screen | Goto:
    """Thanks, and the way back."""
    found = visible(talk, lab)
    if found is None:
        return Goto("menu")
    thanks = talk.say("Thank you for telling us: somebody else can come in your place.")
    rows = ((Button(talk.label("🔎 See the lab"), to=f"lab/{lab}"), to_menu(talk)),)
    return Screen(lines(bold(talk.words.name(title(found, talk.words, talk.city))), thanks), rows)


@letter("lab/{lab}/seat")
def got_seat(talk: Talk, lab: int) -> Screen | None:
    """To somebody who waited: the seat is theirs."""
    found = visible(talk, lab)
    signup = signups.of(talk.tx, lab, talk.person.id)
    if found is None or found.status == "cancelled" or signup is None or signup.state != "seated":
        return None
    head = bold(talk.say("🎉 A seat is free, and it is yours!"))
    rows = (
        (Button(talk.label("😀 I am coming"), to=f"lab/{lab}/joined"),),
        (Button(talk.label("🙁 I can't come"), to=f"lab/{lab}/leave"),),
    )
    return Screen(lines(head, "", card(found, talk.words, talk.city, talk.now)), rows)
