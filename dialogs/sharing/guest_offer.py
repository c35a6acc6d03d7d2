"""A seat is offered to a guest: whoever brought them is asked, and answers with one tap.

The same rules as for everybody who waits. It must not know whose turn it is.
"""

from dialogs.labs import needing
from dialogs.labs.card import is_open
from dialogs.labs.offering import off_the_list, offer_seats, step
from dialogs.people.menu import to_menu
from dialogs.screen import Button, Rows, Screen
from dialogs.sharing.guest import brought, found_for, lab_name, offered_rows, one, until
from dialogs.site import Goto, action, letter
from dialogs.talk import Access, Talk
from dialogs.text import bold, lines
from storage import facilities, signups
from storage.labs import Lab
from storage.signups import Signup


def _is_kept(talk: Talk, guest: Signup) -> bool:
    return guest.state == "offered" and talk.now < (guest.offer_ends_at or talk.now)


@letter("guest/{signup}/offer")
def offer(talk: Talk, signup: int) -> Screen | None:
    """It is a guest's turn, and until when."""
    place = found_for(talk, signup)
    if place is None or not is_open(talk, place[1]) or not _is_kept(talk, place[0]):
        return None
    guest, lab = place
    told = talk.say("🎉 It is the turn of your guest № {number}!", number=guest.number)
    if guest.name:
        told = talk.say(
            "🎉 It is the turn of your guest № {number}, {name}!", number=guest.number, name=guest.name
        )
    asked = talk.say("Please ask them, and answer for them.")
    return Screen(
        lines(bold(told), lab_name(talk, lab), until(talk, guest), asked), offered_rows(talk, signup)
    )


def _held(talk: Talk, signup: int) -> tuple[Signup, Lab] | None:
    """A guest of the person who talks, read when the lab is held already."""
    place = found_for(talk, signup)
    if place is None:
        return None
    signups.hold(talk.tx, place[1].id)
    return found_for(talk, signup)


@action("guest/{signup}/offer/yes")
def accept(talk: Talk, signup: int) -> Goto:
    """The seat is theirs, if it is still kept for them."""
    place = _held(talk, signup)
    if place is None:
        return Goto(brought.to())
    guest, lab = place
    if guest.state != "offered" or not is_open(talk, lab):
        return Goto(one.to(signup=signup))
    if _is_kept(talk, guest):
        step(talk.tx, guest, "accepts", talk.now)
        return Goto(one.to(signup=signup), toast=talk.label("Done."))
    off_the_list(talk.tx, guest, "lapses", talk.now)
    offer_seats(talk.tx, talk.city, lab.id, talk.now)
    return Goto(brought.to(), toast=talk.label("It went to the next in line."))


@action("guest/{signup}/offer/no")
def decline(talk: Talk, signup: int) -> Goto:
    """The next in line is asked."""
    place = _held(talk, signup)
    if place is not None and off_the_list(talk.tx, place[0], "declines", talk.now):
        offer_seats(talk.tx, talk.city, place[1].id, talk.now)
        return Goto(brought.to(), toast=talk.label("Taken off the list."))
    return Goto(one.to(signup=signup))


def _again(talk: Talk, lab: Lab) -> Rows:
    again: Rows = ()
    if talk.access >= Access.LEADER and is_open(talk, lab):
        again = ((Button(talk.label("🙋 Sign them up again"), to=f"bring/{lab.id}"),),)
    return (*again, (Button(talk.label("🔎 See the lab"), to=f"lab/{lab.id}"), to_menu(talk)))


@letter("guest/{signup}/offer/over")
def lapsed(talk: Talk, signup: int) -> Screen | None:
    """Nobody answered in time."""
    place = found_for(talk, signup)
    if place is None or place[0].state != "expired":
        return None
    guest, lab = place
    told = talk.say(
        "A seat was kept for your guest № {number}. I had no answer, so it went to the next in line.",
        number=guest.number,
    )
    return Screen(lines(lab_name(talk, lab), told), _again(talk, lab))


@letter("guest/{signup}/offer/closed")
def closed(talk: Talk, signup: int) -> Screen | None:
    """Sign-up was closed before anybody answered."""
    place = found_for(talk, signup)
    if place is None or place[1].status != "closed" or place[0].state != "waiting":
        return None
    guest, lab = place
    told = talk.say(
        "Sign-up was closed before you could answer for your guest № {number}. We are sorry.",
        number=guest.number,
    )
    keeps = talk.say("They keep their place on the waiting list, in case it opens again.")
    rows = ((Button(talk.label("🔎 See the lab"), to=f"lab/{lab.id}"), to_menu(talk)),)
    return Screen(lines(lab_name(talk, lab), told, keeps), rows)


@letter("guest/{signup}/hopeless")
def hopeless(talk: Talk, signup: int) -> Screen | None:
    """A guest waits for more than the lab has now."""
    place = found_for(talk, signup)
    if place is None or place[0].state != "waiting" or not is_open(talk, place[1]):
        return None
    guest, lab = place
    needs = facilities.needs_of(talk.tx, guest.id)
    gone = [each for each in facilities.of(talk.tx, lab.id) if needs.get(each.id, 0) > each.places]
    if guest.party <= lab.seats and not gone:
        return None
    fewer = talk.count("The lab has {n} seat now.", "The lab has {n} seats now.", lab.seats)
    told = [fewer] if guest.party > lab.seats else []
    told += [
        talk.say("There are fewer places now: {what}", what=needing.name(talk.words, each)) for each in gone
    ]
    waits = talk.say("Your guest № {number} waits for more than that.", number=guest.number)
    off = talk.say("You can take them off the list, and sign up fewer.")
    rows = ((Button(talk.label("👥 My guests"), to=f"guests/{lab.id}"), to_menu(talk)),)
    return Screen(lines(lab_name(talk, lab), *told, waits, off), rows)
