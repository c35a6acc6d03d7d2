"""Seats that are free are offered to those who wait, each with a moment until which it is kept for them.

It must not know how an offer is worded; `offered` tells it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, islice

from dialogs.city import City
from dialogs.rules.offers import deadline
from dialogs.rules.seats import Room, Wish, turns
from dialogs.rules.standing import Event, after
from storage import attendances, facilities, fields, labs, outbox, signups, waiting
from storage.database import Transaction
from storage.labs import Lab
from storage.signups import Signup

SORRY_FOR = timedelta(days=1)
"""So long it is tried to tell somebody that an offer has run out."""


def step(tx: Transaction, signup: Signup, event: Event, now: datetime) -> bool:
    """Let something happen to a sign-up; False where it cannot happen to one in its state."""
    state = after(signup.state, event)
    if state is not None:
        signups.set_state(tx, signup.id, state, now)
        if state not in signups.STANDING:
            attendances.drop_ahead(tx, signup.id, now)
    return state is not None


def off_the_list(tx: Transaction, signup: Signup, event: Event, now: datetime) -> bool:
    """The same, where nothing is left of it: what was needed and answered goes with it."""
    if not step(tx, signup, event, now):
        return False
    facilities.set_needs(tx, signup.id, {})
    fields.wipe(tx, signup.id)
    signups.change(tx, signup.id, now, name=None, pass_code=None)
    return True


def room(tx: Transaction, lab: Lab) -> Room:
    """What is left of a lab that is held: seats and places that are neither promised nor offered."""
    offered = facilities.of(tx, lab.id)
    wanted = facilities.wanted(tx, lab.id) if offered else {}
    places = {one.id: one.places - wanted.get(one.id, 0) for one in offered}
    return Room(lab.seats - signups.taken(tx, lab.id), places)


def _line(tx: Transaction, lab: Lab, left: Room, passes: bool, me: int = 0) -> Iterator[tuple[int, Wish]]:
    """Who waits, and for what. A party that is bigger than the whole lab holds up nobody, and is left out."""
    largest = left.seats if passes else lab.seats
    return wishes(tx, left, waiting.line(tx, lab.id, largest, left.places, me))


def wishes(tx: Transaction, left: Room, line: Iterator[Signup]) -> Iterator[tuple[int, Wish]]:
    """What each of a line wishes, in its order."""
    while some := tuple(islice(line, waiting.A_LOT)):
        needs = facilities.needs_of_each(tx, [signup.id for signup in some]) if left.places else {}
        for signup in some:
            yield signup.id, Wish(signup.party, needs.get(signup.id, {}))


def sits(tx: Transaction, lab: Lab, left: Room, wish: Wish, me: int = 0) -> bool:
    """Whether who now asks for seats has them at once, passing nobody who waits. The lab is held.

    `me`: their sign-up if they wait already; 0 for somebody new, who would stand behind all.
    """
    if not left.holds(wish):
        return False
    passes = waiting.lets_pass(tx, lab.id)
    line = _line(tx, lab, left, passes, me)
    new = () if me else ((0, wish),)
    return me in turns(left, chain(((n, wish if n == me else other) for n, other in line), new), passes)


def offer_seats(tx: Transaction, city: City, lab: int, now: datetime) -> None:
    """Offer what is free to those whose turn it is, and tell them. The lab is held."""
    found = labs.get(tx, lab)
    if found is None or not found.is_open(now):
        return
    left = room(tx, found)
    if left.seats <= 0:
        return
    passes = waiting.lets_pass(tx, lab)
    for number in list(turns(left, _line(tx, found, left, passes), passes)):
        signup = signups.get(tx, number)
        assert signup is not None
        _offer(tx, city, found, signup, now)


def _offer(tx: Transaction, city: City, lab: Lab, signup: Signup, now: datetime) -> None:
    starts_at = next(meeting.starts_at for meeting in lab.meetings if meeting.starts_at > now)
    until = deadline(now, starts_at, city)
    waiting.offer(tx, signup.id, now, until.ends_at)
    address = _about(signup, "offer")
    outbox.put(tx, "notice", until.told_at, person=signup.told, address=address, expires_at=until.ends_at)


def _about(signup: Signup, what: str) -> str:
    """Where it stands what is told of a sign-up: of a guest, to whoever brought them."""
    return f"guest/{signup.id}/{what}" if signup.person_id is None else f"lab/{signup.lab_id}/{what}"


def sweep(tx: Transaction, city: City, lab: int, now: datetime) -> None:
    """Take back the offers of a lab that stand no more, and offer what is free.

    Who let the time run out is told, and is off the list; who cannot be reached, or was never told of the
    offer, keeps their place in line.
    """
    signups.hold(tx, lab)
    found = labs.get(tx, lab)
    for signup in waiting.fallen(tx, now, lab):
        if found is None or not found.is_open(now):
            step(tx, signup, "is too late", now)
        elif signup.offer_ends_at is None or signup.offer_ends_at > now or not _was_told(tx, signup):
            step(tx, signup, "is unreachable", now)
        else:
            off_the_list(tx, signup, "lapses", now)
            _tell(tx, signup, "offer/over", now)
    offer_seats(tx, city, lab, now)


def _was_told(tx: Transaction, signup: Signup) -> bool:
    """Whether the last offer has arrived; so long ago that nobody knows any more counts as told."""
    if signup.told is None:
        return False
    offered = _about(signup, "offer")
    letters = outbox.letters(tx, signup.told, offered)
    told = [state for address, state in letters if address == offered]
    return not told or told[-1] in ("sent", "rejected")


def _tell(tx: Transaction, signup: Signup, what: str, now: datetime) -> None:
    if signup.told is not None:
        until, address = now + SORRY_FOR, _about(signup, what)
        outbox.put(tx, "notice", now, person=signup.told, address=address, expires_at=until)


def withdraw(tx: Transaction, lab: int, now: datetime) -> None:
    """A lab that is closed or cancelled offers nothing any more. The lab is held."""
    for signup in signups.all_of(tx, lab, ("offered",)):
        step(tx, signup, "is too late", now)
        _tell(tx, signup, "offer/closed", now)


def tell_hopeless(tx: Transaction, lab: int, now: datetime) -> None:
    """Tell those whose wish cannot come true any more: more people, or places, than the lab now has."""
    found, offered = labs.get(tx, lab), {one.id: one.places for one in facilities.of(tx, lab)}
    most = Room(found.seats if found else 0, offered)
    for signup in waiting.line(tx, lab):
        if not most.holds(Wish(signup.party, facilities.needs_of(tx, signup.id) if offered else {})):
            _tell(tx, signup, "hopeless", now)


def shorten(tx: Transaction, lab: int, now: datetime) -> None:
    """Offers end when the lab next begins, if it now begins earlier. The lab is held."""
    found = labs.get(tx, lab)
    ahead = [meeting.starts_at for meeting in found.meetings if meeting.starts_at > now] if found else []
    for signup in signups.all_of(tx, lab, ("offered",)):
        ends_at = min([*ahead[:1], signup.offer_ends_at or now])
        if ends_at != signup.offer_ends_at:
            waiting.offer(tx, signup.id, now, ends_at)
