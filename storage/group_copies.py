"""Remembers the copies of announcements that are posted in community groups: lays them out, counts groups.

It must not know what a copy says. How it is paused, stopped and counted is as with people's: see `copies`.
"""

from datetime import datetime

from sqlalchemy import Select, false, func, literal, select

from storage import groups
from storage.announcements import Announcement
from storage.audiences import Audience
from storage.database import Transaction, insert_once
from storage.outbox import PRIORITY
from storage.tables import GroupRow, OutboxRow


def _readers(audience: Audience) -> Select[int]:
    """Groups have a language and nobody's other traits: what is for those with one is not posted there."""
    if audience.trait == "all":
        return groups.open_ones()
    if audience.trait == "language":
        return groups.open_ones().where(GroupRow.language == audience.value)
    return groups.open_ones().where(false())


def count(tx: Transaction, audience: Audience) -> int:
    """In how many groups news for this audience would be posted now."""
    return tx.execute(select(func.count()).select_from(_readers(audience).subquery())).scalar_one()


def plan(tx: Transaction, announcement: Announcement, now: datetime) -> None:
    """Lay out a copy for each open group, in one INSERT … SELECT; one already there is not doubled."""
    copies = (
        _readers(announcement.audience)
        .with_only_columns(
            literal("announcement"),
            literal(PRIORITY["announcement"]),
            literal("queued"),
            literal(0),
            GroupRow.id,
            literal(f"news/{announcement.id}"),
            literal(announcement.id),
            literal(now, type_=OutboxRow.due_at.type),
        )
        .order_by(GroupRow.id)
    )
    columns = ["kind", "priority", "state", "attempts", "group_id", "address", "announcement_id", "due_at"]
    tx.execute(insert_once(tx, OutboxRow).from_select(columns, copies))
