"""Remembers sign-ups: who comes, with how many, and since when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, insert, select, update

from storage.database import Transaction
from storage.tables import LabRow, MeetingRow, SignupRow

INSTANT = timedelta(microseconds=1)
"""The least by which two moments can differ in both databases."""


@dataclass(frozen=True, slots=True)
class Signup:
    """A sign-up for one lab; `party` people.

    Without `person_id`: of somebody who has no chat with us, a guest of `brought_by` if of anybody.
    """

    id: int
    lab_id: int
    person_id: int | None
    party: int
    state: str
    joined_at: datetime
    changed_at: datetime
    number: int
    name: str | None
    offer_ends_at: datetime | None
    brought_by: int | None

    @property
    def told(self) -> int | None:
        """Who is told what becomes of it: whose it is, or who brought the guest; None: nobody."""
        return self.brought_by if self.person_id is None else self.person_id

    @property
    def is_guest(self) -> bool:
        """Whether somebody else signed them up; who walked in came by themselves."""
        return self.person_id is None and self.state != "walked_in"

    @property
    def stands(self) -> bool:
        """Whether it holds a seat, an offer or a place in line."""
        return self.state in STANDING


STANDING = ("waiting", "offered", "seated")
"""States of a sign-up that has not come to nothing."""
COLUMNS: tuple[Any, ...] = (
    SignupRow.id,
    SignupRow.lab_id,
    SignupRow.person_id,
    SignupRow.party,
    SignupRow.state,
    SignupRow.joined_at,
    SignupRow.changed_at,
    SignupRow.number,
    SignupRow.name,
    SignupRow.offer_ends_at,
    SignupRow.brought_by,
)
_HOLD = select(LabRow.seats).where(LabRow.id == bindparam("lab")).with_for_update()
_TAKEN = select(func.coalesce(func.sum(SignupRow.party), 0)).where(
    SignupRow.lab_id == bindparam("lab"), SignupRow.state.in_(("seated", "offered"))
)
_OF = select(*COLUMNS).where(SignupRow.lab_id == bindparam("lab"), SignupRow.person_id == bindparam("person"))


def hold(tx: Transaction, lab: int) -> int | None:
    """Keep a lab's seats to ourselves until the transaction ends; how many it has. None: no such lab.

    On SQLite the transaction is alone already; on PostgreSQL the lab's row is locked.
    """
    return tx.execute(_HOLD, {"lab": lab}).scalar()


def taken(tx: Transaction, lab: int) -> int:
    """People who have a seat, or are offered one: it is kept for them."""
    return tx.execute(_TAKEN, {"lab": lab}).scalar_one()


def of(tx: Transaction, lab: int, person: int) -> Signup | None:
    """A person's sign-up for a lab, whatever its state."""
    return _signup(tx.execute(_OF, {"lab": lab, "person": person}).first())


def get(tx: Transaction, signup: int) -> Signup | None:
    """A sign-up by its number."""
    return _signup(tx.execute(select(*COLUMNS).where(SignupRow.id == signup)).first())


def _signup(row: Any) -> Signup | None:
    return None if row is None else Signup(*row)


def counts(tx: Transaction, lab: int) -> dict[str, int]:
    """People by state of their sign-up."""
    query = select(SignupRow.state, func.sum(SignupRow.party)).where(SignupRow.lab_id == lab)
    return dict(tx.execute(query.group_by(SignupRow.state)).all())


def mine(tx: Transaction, person: int, now: datetime) -> tuple[Signup, ...]:
    """A person's seats, offers and places in line, of labs that are not over, soonest first."""
    meets = (MeetingRow.lab_id == SignupRow.lab_id, MeetingRow.cancelled_at.is_(None))
    last = select(func.max(MeetingRow.ends_at)).where(*meets).scalar_subquery()
    first = select(func.min(MeetingRow.starts_at)).where(*meets, MeetingRow.ends_at > now).scalar_subquery()
    query = select(*COLUMNS).where(SignupRow.person_id == person, SignupRow.state.in_(STANDING), last > now)
    stands = select(LabRow.id).where(LabRow.status != "cancelled")
    query = query.where(SignupRow.lab_id.in_(stands)).order_by(first, SignupRow.id)
    return tuple(Signup(*row) for row in tx.execute(query))


def put(tx: Transaction, lab: int, person: int | None, party: int, state: str, now: datetime) -> int:
    """Write a sign-up, in place of an earlier one of the same person for the same lab; its row's number.

    It joins the line at its end, also where somebody whose turn began a moment later was faster: nobody
    is overtaken who was told a place. The lab is held.
    """
    last = tx.execute(select(func.max(SignupRow.joined_at)).where(SignupRow.lab_id == lab)).scalar()
    joined_at = now if last is None else max(now, last + INSTANT)
    values: dict[str, Any] = {"party": party, "state": state, "joined_at": joined_at, "changed_at": now}
    row = None
    if person is not None:
        again = update(SignupRow).where(SignupRow.lab_id == lab, SignupRow.person_id == person)
        row = tx.execute(again.values(offer_ends_at=None, **values).returning(SignupRow.id)).scalar()
    if row is None:
        highest = tx.execute(select(func.max(SignupRow.number)).where(SignupRow.lab_id == lab)).scalar()
        values |= {"lab_id": lab, "person_id": person, "number": (highest or 0) + 1}
        row = tx.execute(insert(SignupRow).values(values).returning(SignupRow.id)).scalar_one()
    return row


def change(tx: Transaction, signup: int, now: datetime, **values: Any) -> None:
    """Write some of a sign-up's columns; its place in line stays."""
    tx.execute(update(SignupRow).where(SignupRow.id == signup).values(changed_at=now, **values))


def set_state(tx: Transaction, signup: int, state: str, now: datetime) -> None:
    """Another state, without an offer."""
    change(tx, signup, now, state=state, offer_ends_at=None)


def all_of(tx: Transaction, lab: int, states: tuple[str, ...] = STANDING) -> tuple[Signup, ...]:
    """A lab's sign-ups in these states, by their number in it."""
    query = select(*COLUMNS).where(SignupRow.lab_id == lab, SignupRow.state.in_(states))
    return tuple(Signup(*row) for row in tx.execute(query.order_by(SignupRow.number)))


def count(tx: Transaction, lab: int, states: tuple[str, ...] = STANDING) -> int:
    """How many sign-ups of a lab are in these states."""
    query = select(func.count()).where(SignupRow.lab_id == lab, SignupRow.state.in_(states))
    return tx.execute(query).scalar_one()


def some_of(tx: Transaction, lab: int, skip: int, most: int) -> tuple[Signup, ...]:
    """Some of the sign-ups of a lab that stand, by their number in it, after so many others."""
    query = select(*COLUMNS).where(SignupRow.lab_id == lab, SignupRow.state.in_(STANDING))
    rows = tx.execute(query.order_by(SignupRow.number).offset(skip).limit(most))
    return tuple(Signup(*row) for row in rows)


def numbered(tx: Transaction, lab: int, number: int) -> Signup | None:
    """The sign-up with this number in a lab's list."""
    query = select(*COLUMNS).where(SignupRow.lab_id == lab, SignupRow.number == number)
    return _signup(tx.execute(query).first())


TOLD: ColumnElement[int | None] = func.coalesce(SignupRow.person_id, SignupRow.brought_by)
"""Who is told what becomes of a sign-up, as `Signup.told`."""


def people(tx: Transaction, lab: int, states: tuple[str, ...] = STANDING) -> tuple[int, ...]:
    """Who is told of a change of a lab, each once: who is signed up, and who has guests there."""
    query = select(TOLD).where(SignupRow.lab_id == lab, SignupRow.state.in_(states), TOLD.is_not(None))
    found = tx.execute(query.order_by(SignupRow.id)).scalars()
    return tuple(dict.fromkeys(person for person in found if person is not None))
