"""Remembers what was changed in labs that people know of, and how it was before.

How it is now, the lab says; what is made of the difference is not decided here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import bindparam, insert, select

from storage.database import Transaction
from storage.tables import LabChangeRow

if TYPE_CHECKING:
    from storage.labs import Meeting

What = Literal["moved", "placed", "added", "dropped", "cancelled"]
"""A date was moved, got another place, is new, is no more; or the whole lab is off."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change, of a meeting or (without one) of the whole lab. `was_…`: how that was before."""

    id: int
    lab_id: int
    meeting_id: int | None
    what: What
    was_starts_at: datetime | None
    was_ends_at: datetime | None
    was_place: str | None
    made_at: datetime


_OF = (
    select(
        LabChangeRow.id,
        LabChangeRow.lab_id,
        LabChangeRow.meeting_id,
        LabChangeRow.what,
        LabChangeRow.was_starts_at,
        LabChangeRow.was_ends_at,
        LabChangeRow.was_place,
        LabChangeRow.made_at,
    )
    .where(LabChangeRow.lab_id.in_(bindparam("labs", expanding=True)))
    .order_by(LabChangeRow.id)
)


def note(tx: Transaction, lab: int, what: What, now: datetime, was: "Meeting | None" = None) -> int:
    """Write a change down; its number. `was`: the date as it was before, or as it is if it is new."""
    values: dict[str, Any] = {"lab_id": lab, "what": what, "made_at": now}
    if was is not None:
        values["meeting_id"] = was.id
    if was is not None and what in ("moved", "dropped"):
        values |= {"was_starts_at": was.starts_at, "was_ends_at": was.ends_at}
    if was is not None and what in ("placed", "dropped"):
        values["was_place"] = was.place
    return tx.execute(insert(LabChangeRow).values(values).returning(LabChangeRow.id)).scalar_one()


def of(tx: Transaction, labs: Collection[int]) -> dict[int, tuple[Change, ...]]:
    """All changes of some labs, by lab, oldest first."""
    found: dict[int, list[Change]] = {lab: [] for lab in labs}
    row: Any
    for row in tx.execute(_OF, {"labs": list(labs)}):
        found[row[1]].append(Change(*row))
    return {lab: tuple(changes) for lab, changes in found.items()}
