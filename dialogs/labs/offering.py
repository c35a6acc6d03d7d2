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
from storage import facilities, fields, labs, outbox, signups, waiting
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
    return state is not None


def off_the_list(tx: Transaction, signup: Signup, event: Event, now: datetime) -> bool:
    """The same, where nothing is left of it: what was needed and answered goes with it."""
    if not step(tx, signup, event, now):
        return False
    facilities.set_needs(tx, signup.id, {})
    fields.wipe(tx, signup.id)
    signups.change(tx, signup.id, now, name=None, pass_code=None)
    return True


def room(tx: Transaction, lab: int, seats: int) -> Room:
    """What is left of a lab that is held: seats and places that are neither promised nor offered."""
    offered = facilities.of(tx, lab)
    wanted = facilities.wanted(tx, lab) if offered else {}
    return Room(
        seats - signups.taken(tx, lab), {one.id: one.places - wanted.get(one.id, 0) for one in offered}
    )


def wishes(tx: Transaction, left: Room, line: Iterator[Signup]) -> Iterator[tuple[int, Wish]]:
    """What each of a line wishes, in its order."""
    while some := tuple(islice(line, waiting.A_LOT)):
        needs = facilities.needs_of_each(tx, [signup.id for signup in some]) if left.places else {}
        for signup in some:
            yield signup.id, Wish(signup.party, needs.get(signup.id, {}))


def sits(tx: Transaction, lab: int, left: Room, wish: Wish, me: int = 0) -> bool:
    """Whether who now asks for seats has them at once, passing nobody who waits. The lab is held.

    `me`: their sign-up if they wait already; 0 for somebody new, who would stand behind all.
    """
    if not left.holds(wish):
        return False
    passes = waiting.lets_pass(tx, lab)
    line = wishes(tx, left, waiting.line(tx, lab, left.seats if passes else None, left.places, me))
    new = () if me else ((0, wish),)
    return me in turns(left, chain(((n, wish if n == me else other) for n, other in line), new), passes)


def offer_seats(tx: Transaction, city: City, lab: int, now: datetime) -> None:
    """Offer what is free to those whose turn it is, and tell them. The lab is held."""
    found = labs.get(tx, lab)
    if found is None or not found.is_open(now):
        return
    left = room(tx, lab, found.seats)
    if left.seats <= 0:
        return
    passes = waiting.lets_pass(tx, lab)
    line = waiting.line(tx, lab, left.seats if passes else None, left.places)
    for number in list(turns(left, wishes(tx, left, line), passes)):
        signup = signups.get(tx, number)
        assert signup is not None
        _offer(tx, city, found, signup, now)


def _offer(tx: Transaction, city: City, lab: Lab, signup: Signup, now: datetime) -> None:
    starts_at = next(meeting.starts_at for meeting in lab.meetings if meeting.starts_at > now)
    until = deadline(now, starts_at, city)
    waiting.offer(tx, signup.id, now, until.ends_at)
    address = f"lab/{lab.id}/offer"
    outbox.put(
        tx, "notice", until.told_at, person=signup.person_id, address=address, expires_at=until.ends_at
    )


def sweep(tx: Transaction, city: City, now: datetime) -> int:
    """Take back the offers that stand no more, and offer what is free, lab by lab; how many were taken back.

    Who let the time run out is told; who cannot be reached keeps their place in line.
    """
    count = 0
    for lab in sorted({*waiting.waited_for(tx), *(signup.lab_id for signup in waiting.fallen(tx, now))}):
        signups.hold(tx, lab)
        found = labs.get(tx, lab)
        for signup in waiting.fallen(tx, now, lab):
            count += 1
            if found is None or not found.is_open(now):
                step(tx, signup, "is too late", now)
            elif signup.offer_ends_at is None or signup.offer_ends_at > now:
                step(tx, signup, "is unreachable", now)
            else:
                step(tx, signup, "lapses", now)
                address, until = f"lab/{lab}/offer/over", now + SORRY_FOR
                outbox.put(tx, "notice", now, person=signup.person_id, address=address, expires_at=until)
        offer_seats(tx, city, lab, now)
    return count


def withdraw(tx: Transaction, lab: int, now: datetime) -> None:
    """A lab that was cancelled offers nothing any more. The lab is held."""
    for signup in signups.all_of(tx, lab, ("offered",)):
        step(tx, signup, "is too late", now)
