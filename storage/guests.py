"""Remembers guests: sign-ups of people who have no chat with us, each brought by somebody who has.

It must not know who may bring any, nor how many.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from storage import signups
from storage.database import Transaction
from storage.signups import COLUMNS, STANDING, Signup
from storage.tables import LabRow, MeetingRow, SignupRow

_IS_GUEST = SignupRow.person_id.is_(None)


def add(
    tx: Transaction, lab: int, leader: int, name: str | None, party: int, state: str, now: datetime
) -> int:
    """Write a guest of somebody's down, behind all others; the sign-up's row number. The lab is held."""
    signup = signups.put(tx, lab, None, party, state, now)
    signups.change(tx, signup, now, name=name, brought_by=leader)
    return signup


def of(tx: Transaction, leader: int, lab: int, states: tuple[str, ...] = STANDING) -> tuple[Signup, ...]:
    """Somebody's guests at one lab in these states, by their number in it."""
    query = select(*COLUMNS).where(SignupRow.lab_id == lab, SignupRow.brought_by == leader, _IS_GUEST)
    rows = tx.execute(query.where(SignupRow.state.in_(states)).order_by(SignupRow.number))
    return tuple(Signup(*row) for row in rows)


def at(tx: Transaction, lab: int) -> Mapping[int, tuple[Signup, ...]]:
    """The guests of a lab who stand, by who brought them."""
    query = select(*COLUMNS).where(SignupRow.lab_id == lab, SignupRow.brought_by.is_not(None), _IS_GUEST)
    found: dict[int, tuple[Signup, ...]] = {}
    for row in tx.execute(query.where(SignupRow.state.in_(STANDING)).order_by(SignupRow.number)):
        guest = Signup(*row)
        if guest.brought_by is not None:
            found[guest.brought_by] = (*found.get(guest.brought_by, ()), guest)
    return found


def people(tx: Transaction, leader: int, lab: int, states: tuple[str, ...] = STANDING) -> int:
    """How many people somebody's guests at one lab are, in these states."""
    return sum(guest.party for guest in of(tx, leader, lab, states))


def mine(tx: Transaction, signup: int, leader: int) -> Signup | None:
    """A sign-up by its row number, if it is a guest of theirs; None for all others."""
    found = signups.get(tx, signup)
    return found if found and found.person_id is None and found.brought_by == leader else None


def _coming(leader: int, now: datetime, *columns: Any) -> Select[Any]:
    meets = (
        MeetingRow.lab_id == SignupRow.lab_id,
        MeetingRow.cancelled_at.is_(None),
        MeetingRow.ends_at > now,
    )
    first = select(func.min(MeetingRow.starts_at)).where(*meets).scalar_subquery()
    stands = select(LabRow.id).where(LabRow.id == SignupRow.lab_id, LabRow.status != "cancelled")
    query = select(*columns).where(SignupRow.brought_by == leader, _IS_GUEST, first.is_not(None))
    query = query.where(SignupRow.state.in_(STANDING), stands.exists())
    return query.order_by(first, SignupRow.lab_id, SignupRow.number)


def coming(tx: Transaction, leader: int, now: datetime) -> tuple[Signup, ...]:
    """Somebody's guests of labs that are not over, those of the soonest lab first."""
    return tuple(Signup(*row) for row in tx.execute(_coming(leader, now, *COLUMNS)))


def has_any(tx: Transaction, leader: int, now: datetime) -> bool:
    """Whether somebody has guests of labs that are not over."""
    return tx.execute(_coming(leader, now, SignupRow.id).limit(1)).first() is not None
