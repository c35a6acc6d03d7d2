"""Forgetting somebody: their seats to come are offered to others, then nothing is left but a stub.

It must not know who asked for it: the person, or two years in which they were not here.
"""

from datetime import datetime

from dialogs.city import City
from dialogs.labs.offering import offer_seats, step
from storage import keeping, people, signups
from storage.database import Transaction
from storage.kind import Kind


def forget(tx: Transaction, city: City, person: int, now: datetime) -> None:
    """Everything about a person goes."""
    labs = sorted({signup.lab_id for signup in signups.mine(tx, person, now)})
    for lab in labs:
        signups.hold(tx, lab)
        signup = signups.of(tx, lab, person)
        if signup is not None:
            step(tx, signup, "leaves", now)
    people.forget(tx, person, now)
    for lab in labs:
        offer_seats(tx, city, lab, now)


def sweep(tx: Transaction, city: City, kind: Kind, now: datetime) -> int:
    """Forget one of those who have not been here for long enough; how many."""
    gone = keeping.due(tx, kind, city.keep, now, 1, city.coordinator_ids)
    for person in gone:
        forget(tx, city, person, now)
    return len(gone)
