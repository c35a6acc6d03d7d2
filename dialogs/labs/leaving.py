"""Giving up a seat, or a place in line: what is free is offered to whoever is next."""

from dialogs.labs.calendar import way_out
from dialogs.labs.card import visible
from dialogs.labs.offering import off_the_list, offer_seats
from dialogs.labs.wording import title
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Screen
from dialogs.site import Goto, action, screen
from dialogs.talk import Talk
from dialogs.text import bold, lines
from storage import labs, signups


def give_up(talk: Talk, lab: int) -> bool:
    """Take the person who talks off a lab that is not over; False if they were not on it."""
    signups.hold(talk.tx, lab)
    found, signup = labs.get(talk.tx, lab), signups.of(talk.tx, lab, talk.person.id)
    if found is None or found.status == "cancelled" or not found.meetings or talk.now >= found.ends_at:
        return False
    if signup is None or not off_the_list(talk.tx, signup, "leaves", talk.now):
        return False
    offer_seats(talk.tx, talk.city, lab, talk.now)
    return True


@screen("lab/{lab}/leave")
def sure(talk: Talk, lab: int) -> Screen | Goto:
    """Whether they really cannot come."""
    found = visible(talk, lab)
    signup = signups.of(talk.tx, lab, talk.person.id)
    if found is None or signup is None or not signup.stands:
        return Goto(f"lab/{lab}")
    rows = (
        (Button(talk.label("🙁 I can't come"), to=leave.to(lab=lab)),),
        (Button(talk.label("😀 I am coming"), to=f"lab/{lab}"),),
    )
    head = bold(talk.words.name(title(found, talk.words, talk.city)))
    return Screen(lines(head, talk.say("Can't you come? Then somebody else can have your seat.")), rows)


@action("lab/{lab}/leave/yes")
def leave(talk: Talk, lab: int) -> Goto:
    """The seat is free again; of a lab that is over, or cancelled, nothing is taken back."""
    has_left = give_up(talk, lab)
    signup = signups.of(talk.tx, lab, talk.person.id)
    return Goto(left.to(lab=lab) if has_left or (signup and signup.state == "cancelled") else f"lab/{lab}")


@screen("lab/{lab}/left")
def left(talk: Talk, lab: int) -> Screen | Goto:
    """Thanks, and the way back."""
    found = visible(talk, lab)
    if found is None:
        return Goto("menu")
    thanks = talk.say("Thank you for telling us: somebody else can come in your place.")
    rows = (
        *way_out(talk, lab, signups.of(talk.tx, lab, talk.person.id)),
        (Button(talk.label("🔎 See the lab"), to=f"lab/{lab}"), to_menu(talk)),
    )
    return Screen(lines(bold(talk.words.name(title(found, talk.words, talk.city))), thanks), rows)
