"""Remembers copies of announcements posted in community groups: lays them out, counts groups, makes figures.

It must not know what a copy says. How it is paused, stopped and counted is as with people's: see `copies`.
"""

import json
from collections import Counter
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, delete, false, func, literal, select, update

from storage import groups
from storage.announcements import Announcement
from storage.audiences import Audience
from storage.copies import GROUPS, WAITS
from storage.database import Transaction, insert_once
from storage.outbox import PRIORITY
from storage.tables import AnnouncementRow, GroupRow, OutboxRow


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


def fold(tx: Transaction, numbers: Collection[int]) -> None:
    """Make figures of the copies of these groups, which are about to be removed: the sums never change.

    What still waits can be posted nowhere any more, and counts as unreachable.
    """
    theirs = OutboxRow.group_id.in_(numbers), OutboxRow.announcement_id.is_not(None)
    found: dict[int | None, Counter[str]] = {}
    gone = delete(OutboxRow).where(*theirs).returning(OutboxRow.announcement_id, OutboxRow.state)
    for announcement, state in tx.execute(gone):
        found.setdefault(announcement, Counter())["unreachable" if state in WAITS else state] += 1
    for announcement, states in found.items():
        mine = AnnouncementRow.id == announcement
        counts = select(AnnouncementRow.counts).where(mine).with_for_update()
        figures = json.loads(tx.execute(counts).scalar() or "{}")
        figures[GROUPS] = Counter(figures.get(GROUPS, {})) + states
        tx.execute(update(AnnouncementRow).where(mine).values(counts=json.dumps(figures)))
