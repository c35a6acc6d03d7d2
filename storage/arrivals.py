"""Remembers who came through which link: the trace of the word."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from storage.database import ARRIVALS, Transaction, insert_once, one_by_one
from storage.shares import Share
from storage.signups import STANDING
from storage.tables import ArrivalRow, ShareRow, SignupRow


def note(
    tx: Transaction, share: Share, person: int, now: datetime, source: str, wave: int, **how: bool
) -> bool:
    """Note an arrival (`how`: is_origin, is_first); False if this person came through this link before."""
    values = {"share_id": share.id, "person_id": person, "at": now, "lab_id": share.lab_id}
    row = values | {"source": source, "wave": wave, "is_origin": False, "is_first": False} | how
    return tx.execute(insert_once(tx, ArrivalRow).values(row)).rowcount > 0


_CAME: tuple[Any, ...] = (ArrivalRow.person_id == bindparam("person"),)
_OF_LAB = ArrivalRow.is_first & (ArrivalRow.lab_id == bindparam("lab"))
_HAS = select(ArrivalRow.id).where(*_CAME, ArrivalRow.is_origin).limit(1)
_WAVE_IN = select(ArrivalRow.wave).where(*_CAME, _OF_LAB)
_BROUGHT_ONE = (
    select(ArrivalRow.id)
    .join(ShareRow, ShareRow.id == ArrivalRow.share_id)
    .where(ShareRow.person_id == bindparam("person"))
    .limit(1)
)
_BROUGHT_ONE_THERE = _BROUGHT_ONE.where(_OF_LAB)
_BROUGHT_AN_ORIGIN = _BROUGHT_ONE.where(ArrivalRow.is_origin)


def come_alone(tx: Transaction) -> None:
    """To be called before it is looked up who told whom, in order to note an arrival.

    Until this transaction ends no other does: of two that open each other's link at once, one is the first.
    """
    one_by_one(tx, ARRIVALS)


def has_origin(tx: Transaction, person: int) -> bool:
    """Whether it is known already how this person first came."""
    return tx.execute(_HAS, {"person": person}).first() is not None


def wave_in(tx: Transaction, person: int, lab: int) -> int | None:
    """How many tellings away somebody heard of a lab; None if through no link."""
    wave: int | None = tx.execute(_WAVE_IN, {"person": person, "lab": lab}).scalar()
    return wave


def has_told(tx: Transaction, person: int, lab: int | None = None) -> bool:
    """Whether somebody first came through this person; `lab`: first heard of that lab so."""
    query = _BROUGHT_AN_ORIGIN if lab is None else _BROUGHT_ONE_THERE
    return tx.execute(query, {"person": person, "lab": lab}).first() is not None


_UP = (
    select(ShareRow.person_id.label("person"))
    .join(ArrivalRow, ArrivalRow.share_id == ShareRow.id)
    .where(*_CAME, ShareRow.person_id.is_not(None), or_(ArrivalRow.is_origin, _OF_LAB))
    .cte("way", recursive=True)
)
_WAY = _UP.union(
    select(ShareRow.person_id)
    .join(ArrivalRow, ArrivalRow.share_id == ShareRow.id)
    .join(_UP, ArrivalRow.person_id == _UP.c.person)
    .where(ShareRow.person_id.is_not(None), or_(ArrivalRow.is_origin, _OF_LAB))
)


def tellers(tx: Transaction, person: int, lab: int | None = None) -> set[int]:
    """Everybody along the ways by which the word, in general or of a lab, reached this person."""
    found = tx.execute(select(_WAY.c.person), {"person": person, "lab": lab}).scalars()
    return set(found)


def _brought() -> Any:
    came = (
        select(ArrivalRow.person_id.label("person"))
        .join(ShareRow, ShareRow.id == ArrivalRow.share_id)
        .where(ShareRow.person_id == bindparam("sharer"), ArrivalRow.at < bindparam("before"))
        .distinct()
        .subquery()
    )
    # Who left since then stood then: lest the figure move at the very moment in which they leave.
    stood = or_(SignupRow.state.in_(STANDING), SignupRow.changed_at >= bindparam("before"))
    signed = select(SignupRow.person_id).where(stood, SignupRow.joined_at < bindparam("before"))
    signed_up = came.c.person.in_(signed)
    return select(func.count(), func.count().filter(signed_up)).select_from(came)


_BROUGHT = _brought()


def brought(tx: Transaction, person: int, before: datetime) -> tuple[int, int]:
    """People who came through this person's links before a moment, and how many had signed up by then."""
    arrived, signed_up = tx.execute(_BROUGHT, {"sharer": person, "before": before}).one()
    return arrived, signed_up
