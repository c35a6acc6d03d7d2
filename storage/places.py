"""Remembers where posters hang, and how many came through them. It must not know who hung them up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from storage.database import Transaction
from storage.tables import ArrivalRow, PlaceRow, ShareRow


@dataclass(frozen=True, slots=True)
class Place:
    """A reception centre, a school, a shop, or another; `closed_at`: since when its posters count no more."""

    id: int
    kind: str
    name: str
    district: str | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """A live link of a place: to a lab, or to all of them (None), and what is said aloud for it."""

    lab_id: int | None
    spoken: str | None


_COLUMNS: tuple[Any, ...] = (
    PlaceRow.id,
    PlaceRow.kind,
    PlaceRow.name,
    PlaceRow.district,
    PlaceRow.closed_at,
)


def add(tx: Transaction, kind: str, name: str, district: str | None, now: datetime) -> int:
    """Write down a place; its number."""
    values = {"kind": kind, "name": name, "district": district, "made_at": now}
    made: int = tx.execute(insert(PlaceRow).values(values).returning(PlaceRow.id)).scalar_one()
    return made


def get(tx: Transaction, place: int) -> Place | None:
    """A place by its number, closed or not."""
    row = tx.execute(select(*_COLUMNS).where(PlaceRow.id == place)).first()
    return None if row is None else Place(*row)


def open_ones(tx: Transaction) -> tuple[Place, ...]:
    """Places whose posters count, the newest first."""
    query = select(*_COLUMNS).where(PlaceRow.closed_at.is_(None)).order_by(PlaceRow.id.desc())
    return tuple(Place(*row) for row in tx.execute(query))


def links(tx: Transaction, place: int) -> tuple[Link, ...]:
    """The live links of a place, oldest first."""
    live = ShareRow.place_id == place, ShareRow.revoked_at.is_(None)
    query = select(ShareRow.lab_id, ShareRow.spoken).where(*live).order_by(ShareRow.id)
    return tuple(Link(*row) for row in tx.execute(query))


def close(tx: Transaction, place: int, now: datetime) -> bool:
    """Its links lead on, but count no more, and are not to be said aloud; False if it was closed already."""
    chosen = update(PlaceRow).where(PlaceRow.id == place, PlaceRow.closed_at.is_(None))
    if tx.execute(chosen.values(closed_at=now)).rowcount == 0:
        return False
    live = update(ShareRow).where(ShareRow.place_id == place, ShareRow.revoked_at.is_(None))
    tx.execute(live.values(revoked_at=now, spoken=None))
    return True


_CAME = (
    select(func.count(ArrivalRow.person_id.distinct()))
    .join(ShareRow, ShareRow.id == ArrivalRow.share_id)
    .where(ShareRow.place_id == bindparam("place"), ArrivalRow.at < bindparam("before"))
)


def came(tx: Transaction, place: int, before: datetime) -> int:
    """How many people had come through a place's links at that moment."""
    return tx.execute(_CAME, {"place": place, "before": before}).scalar_one()
