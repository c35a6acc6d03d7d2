"""Remembers sign-ups: who comes with how many, who waits and since when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, or_, select, update

from storage.database import Transaction
from storage.tables import ContactRow, LabRow, MeetingRow, SignupRow

INSTANT = timedelta(microseconds=1)
"""The least by which two moments can differ in both databases."""


@dataclass(frozen=True, slots=True)
class Signup:
    """One person's sign-up for one lab; `party` people."""

    id: int
    lab_id: int
    person_id: int
    party: int
    state: str
    joined_at: datetime
    changed_at: datetime


_COLUMNS: tuple[Any, ...] = (
    SignupRow.id,
    SignupRow.lab_id,
    SignupRow.person_id,
    SignupRow.party,
    SignupRow.state,
    SignupRow.joined_at,
    SignupRow.changed_at,
)


_HOLD = select(LabRow.seats).where(LabRow.id == bindparam("lab")).with_for_update()
_TAKEN = select(func.coalesce(func.sum(SignupRow.party), 0)).where(
    SignupRow.lab_id == bindparam("lab"), SignupRow.state == "seated"
)
_OF = select(*_COLUMNS).where(
    SignupRow.lab_id == bindparam("lab"), SignupRow.person_id == bindparam("person")
)


def hold(tx: Transaction, lab: int) -> int | None:
    """Keep a lab's seats to ourselves until the transaction ends; how many it has. None: no such lab.

    On SQLite the transaction is alone already; on PostgreSQL the lab's row is locked.
    """
    return tx.execute(_HOLD, {"lab": lab}).scalar()


def taken(tx: Transaction, lab: int) -> int:
    """People who have a seat."""
    return tx.execute(_TAKEN, {"lab": lab}).scalar_one()


def of(tx: Transaction, lab: int, person: int) -> Signup | None:
    """A person's sign-up for a lab, whatever its state."""
    return _signup(tx.execute(_OF, {"lab": lab, "person": person}).first())


def get(tx: Transaction, signup: int) -> Signup | None:
    """A sign-up by its number."""
    return _signup(tx.execute(select(*_COLUMNS).where(SignupRow.id == signup)).first())


def _signup(row: Any) -> Signup | None:
    return None if row is None else Signup(*row)


def waiting(tx: Transaction, lab: int) -> tuple[Signup, ...]:
    """Who waits and can be told of a seat, first come first. Who cannot be reached keeps their place."""
    query = select(*_COLUMNS).where(SignupRow.lab_id == lab, SignupRow.state == "waiting")
    gone = select(ContactRow.person_id).where(ContactRow.unreachable_since.is_not(None))
    query = query.where(SignupRow.person_id.not_in(gone.where(ContactRow.person_id.is_not(None))))
    rows = tx.execute(query.order_by(SignupRow.joined_at, SignupRow.id))
    return tuple(Signup(*row) for row in rows)


def place(tx: Transaction, signup: Signup) -> int:
    """A place in the line: 1 for the first."""
    before = or_(
        SignupRow.joined_at < signup.joined_at,
        and_(SignupRow.joined_at == signup.joined_at, SignupRow.id < signup.id),
    )
    ahead = select(func.count()).where(SignupRow.lab_id == signup.lab_id, SignupRow.state == "waiting")
    return tx.execute(ahead.where(before)).scalar_one() + 1


def counts(tx: Transaction, lab: int) -> dict[str, int]:
    """People by state of their sign-up."""
    query = select(SignupRow.state, func.sum(SignupRow.party)).where(SignupRow.lab_id == lab)
    return dict(tx.execute(query.group_by(SignupRow.state)).all())


def mine(tx: Transaction, person: int, now: datetime) -> tuple[Signup, ...]:
    """A person's seats and places in line, of labs that are not over, soonest first."""
    last = select(func.max(MeetingRow.ends_at)).where(MeetingRow.lab_id == SignupRow.lab_id).scalar_subquery()
    first = select(func.min(MeetingRow.starts_at)).where(MeetingRow.lab_id == SignupRow.lab_id)
    query = select(*_COLUMNS).where(
        SignupRow.person_id == person, SignupRow.state.in_(("seated", "waiting")), last > now
    )
    stands = select(LabRow.id).where(LabRow.status != "cancelled")
    query = query.where(SignupRow.lab_id.in_(stands))
    return tuple(Signup(*row) for row in tx.execute(query.order_by(first.scalar_subquery(), SignupRow.id)))


def put(tx: Transaction, lab: int, person: int, party: int, state: str, now: datetime) -> int:
    """Write a sign-up, in place of an earlier one of the same person for the same lab.

    It joins the line at its end, also where somebody whose turn began a moment later was faster: nobody
    is overtaken who was told a place. The lab is held.
    """
    last = tx.execute(select(func.max(SignupRow.joined_at)).where(SignupRow.lab_id == lab)).scalar()
    joined_at = now if last is None else max(now, last + INSTANT)
    values = {"party": party, "state": state, "joined_at": joined_at, "changed_at": now}
    again = update(SignupRow).where(SignupRow.lab_id == lab, SignupRow.person_id == person)
    number = tx.execute(again.values(values).returning(SignupRow.id)).scalar()
    if number is None:
        last_number = select(func.max(SignupRow.number)).where(SignupRow.lab_id == lab)
        values["number"] = (tx.execute(last_number).scalar() or 0) + 1
        made = insert(SignupRow).values(lab_id=lab, person_id=person, **values)
        number = tx.execute(made.returning(SignupRow.id)).scalar_one()
    return number


def set_party(tx: Transaction, signup: int, party: int, now: datetime) -> None:
    """Another number of people, with the same place in line."""
    tx.execute(update(SignupRow).where(SignupRow.id == signup).values(party=party, changed_at=now))


def set_state(tx: Transaction, signup: int, state: str, now: datetime) -> None:
    """Seat, or cancel, a sign-up."""
    tx.execute(update(SignupRow).where(SignupRow.id == signup).values(state=state, changed_at=now))


def people(tx: Transaction, lab: int, states: tuple[str, ...] = ("seated", "waiting")) -> tuple[int, ...]:
    """Who is concerned by a change of a lab: person numbers."""
    query = select(SignupRow.person_id).where(SignupRow.lab_id == lab, SignupRow.state.in_(states))
    return tuple(tx.execute(query.order_by(SignupRow.id)).scalars())
