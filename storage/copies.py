"""Remembers the copies of announcements: lays them out, counts what came of them (`flow.py` moves them).

It must not know what a copy says, nor who is told of all this.
"""

import json
from collections import Counter
from datetime import datetime

from sqlalchemy import Select, case, delete, func, literal, select, update

from storage import shares
from storage.announcements import Announcement
from storage.audiences import members
from storage.database import Transaction, analyse, insert_once
from storage.life import LIFE
from storage.outbox import PRIORITY
from storage.tables import AnnouncementRow, OutboxRow, PersonRow

AT_ONCE = 5_000
"""People looked at, or copies changed, in one transaction: some 40 ms, so that replies wait no longer."""
FOLDED_AT_ONCE = 1000
"""Copies that become figures in one transaction."""
GROUPS = "groups"
"""Where figures are by language, what was posted in groups stands under this instead: they are no people."""
WAITS = ("queued", "leased", "held")
"""States of a copy of which nothing has come yet."""


def plan(tx: Transaction, announcement: Announcement, now: datetime, most: int = AT_ONCE) -> bool:
    """Lay out the next copies, for the next `most` person numbers; False when there are no more people.

    Each with a link of its own. Two INSERT … SELECT: memory stays flat, and a copy already there is not
    doubled.
    """
    mine = AnnouncementRow.id == announcement.id
    state = tx.execute(select(AnnouncementRow.state).where(mine).with_for_update()).scalar()
    if state not in LIFE["begin"][0]:
        return False
    newest = tx.execute(select(func.max(PersonRow.id))).scalar() or 0
    last = min(announcement.planned_to + most, newest)
    readers = members(announcement.audience).where(
        PersonRow.id > announcement.planned_to, PersonRow.id <= last
    )
    copies = readers.with_only_columns(
        literal("announcement"),
        literal(PRIORITY["announcement"]),
        literal("queued"),
        literal(0),
        PersonRow.id,
        literal(f"news/{announcement.id}"),
        literal(announcement.id),
        literal(now, type_=OutboxRow.due_at.type),
    ).order_by(PersonRow.id)
    columns = ["kind", "priority", "state", "attempts", "person_id", "address", "announcement_id", "due_at"]
    tx.execute(insert_once(tx, OutboxRow).from_select(columns, copies))
    shares.lay_out(tx, readers, announcement.id, announcement.lab_id, now)
    goes_on = last < newest
    then = {"planned_to": last, "state": LIFE["begin" if goes_on else "planned"][1], "moved_at": now}
    tx.execute(update(AnnouncementRow).where(mine).values(then))
    if not goes_on:
        analyse(tx, OutboxRow)
    return goes_on


def how_many(tx: Transaction, query: Select[int]) -> int:
    """So many rows a query finds."""
    return tx.execute(select(func.count()).select_from(query.subquery())).scalar_one()


def send_again(tx: Transaction, announcement: int, now: datetime, most: int = AT_ONCE) -> int:
    """Queue those whose fate is unknown once more, `most` of them; how many. They may get it twice."""
    mine = OutboxRow.announcement_id == announcement, OutboxRow.state == "unknown"
    some = select(OutboxRow.id).where(*mine).order_by(OutboxRow.id).limit(most)
    chosen = update(OutboxRow).where(OutboxRow.id.in_(some))
    return tx.execute(chosen.values(state="queued", due_at=now, finished_at=None, reason=None)).rowcount


def unknown(tx: Transaction, announcement: int) -> int:
    """Copies of which nobody knows whether they arrived, and which can still be sent again."""
    mine = OutboxRow.announcement_id == announcement, OutboxRow.state == "unknown"
    return how_many(tx, select(OutboxRow.id).where(*mine))


def counts(tx: Transaction, announcement: int, of_groups: bool = False) -> dict[str, int]:
    """People's copies of an announcement by state, with those that are only figures by now.

    `of_groups`: those that are posted in groups instead.
    """
    theirs = OutboxRow.group_id.is_not(None) if of_groups else OutboxRow.group_id.is_(None)
    query = select(OutboxRow.state, func.count()).where(OutboxRow.announcement_id == announcement, theirs)
    found: Counter[str] = Counter(dict(tx.execute(query.group_by(OutboxRow.state)).all()))
    for language, figures in _folded(tx, announcement).items():
        if (language == GROUPS) == of_groups:
            found.update(figures)
    return dict(found)


def by_language(tx: Transaction, announcement: int) -> dict[str, dict[str, int]]:
    """People's copies by their language, most first, and in each by state; as in `counts`."""
    query = (
        select(PersonRow.language, OutboxRow.state, func.count())
        .join(PersonRow, PersonRow.id == OutboxRow.person_id)
        .where(OutboxRow.announcement_id == announcement)
        .group_by(PersonRow.language, OutboxRow.state)
    )
    found = _folded(tx, announcement)
    found.pop(GROUPS, None)
    for language, state, copies in tx.execute(query):
        _add(found, language, state, copies)
    return dict(sorted(found.items(), key=lambda one: (-sum(one[1].values()), one[0])))


over_since = case(
    (
        AnnouncementRow.state.in_(("done", "cancelled")),
        func.coalesce(AnnouncementRow.moved_at, AnnouncementRow.due_at),
    )
)
"""When an announcement was over; None for one that is not."""


def fold(tx: Transaction, before: datetime, most: int = FOLDED_AT_ONCE) -> int:
    """Make figures of copies of what was over before a moment, `most` at a time; how many.

    Each is counted and deleted in the same transaction: the sums never change.
    """
    some = (
        select(
            OutboxRow.id,
            OutboxRow.announcement_id,
            func.coalesce(PersonRow.language, GROUPS).label("language"),
            OutboxRow.state,
        )
        .join(AnnouncementRow, AnnouncementRow.id == OutboxRow.announcement_id)
        .outerjoin(PersonRow, PersonRow.id == OutboxRow.person_id)
        .where(over_since < before, OutboxRow.state.not_in(WAITS))
        .limit(most)
    )
    rows = tx.execute(some).all()
    for announcement in sorted({row.announcement_id for row in rows if row.announcement_id is not None}):
        tx.execute(select(AnnouncementRow.id).where(AnnouncementRow.id == announcement).with_for_update())
        figures = _folded(tx, announcement)
        for row in rows:
            if row.announcement_id == announcement:
                _add(figures, row.language, row.state, 1)
        chosen = update(AnnouncementRow).where(AnnouncementRow.id == announcement)
        tx.execute(chosen.values(counts=json.dumps(figures)))
    tx.execute(delete(OutboxRow).where(OutboxRow.id.in_([row.id for row in rows])))
    return len(rows)


def _folded(tx: Transaction, announcement: int) -> dict[str, dict[str, int]]:
    query = select(AnnouncementRow.counts).where(AnnouncementRow.id == announcement)
    figures: dict[str, dict[str, int]] = json.loads(tx.execute(query).scalar() or "{}")
    return figures


def _add(figures: dict[str, dict[str, int]], language: str, state: str, copies: int) -> None:
    of = figures.setdefault(language, {})
    of[state] = of.get(state, 0) + copies
