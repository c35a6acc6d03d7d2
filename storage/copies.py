"""Remembers the copies of announcements: lays them out, sets them aside, counts what came of them.

It must not know what a copy says, nor who is told of all this.
"""

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, delete, func, literal, or_, select, update
from sqlalchemy.orm import aliased

from storage import shares
from storage.announcements import Announcement
from storage.audiences import members
from storage.database import Transaction, analyse, insert_once
from storage.life import LIFE, ON_ITS_WAY
from storage.outbox import PRIORITY
from storage.tables import AnnouncementRow, OutboxRow, PersonRow

AT_ONCE = 5_000
"""People looked at, or copies changed, in one transaction: some 40 ms, so that replies wait no longer."""
FOLDED_AT_ONCE = 1000
"""Copies that become figures in one transaction."""
LATE = timedelta(hours=1)
"""What should have gone out, or last moved, longer ago than this does not go on by itself."""
TOO_MANY = 5
"""So many refused copies, if they are more than a tenth of those settled, pause an announcement."""
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


def finish(tx: Transaction) -> tuple[int, ...]:
    """Announcements whose copies have all been settled become done; which."""
    before, after = LIFE["settled"]
    done = update(AnnouncementRow).where(AnnouncementRow.state.in_(before), ~_waiting().exists())
    return tuple(tx.execute(done.values(state=after).returning(AnnouncementRow.id)).scalars())


def _waiting() -> Select[int]:
    return select(OutboxRow.id).where(
        OutboxRow.announcement_id == AnnouncementRow.id, OutboxRow.state.in_(WAITS)
    )


def overdue(tx: Transaction, now: datetime) -> tuple[int, ...]:
    """Announcements that should have gone out more than LATE ago, or have stood still for so long.

    Where copies of another came on since, one has only waited its turn.
    """
    other = aliased(AnnouncementRow)
    comes_on = select(other.id).where(other.planned_to > 0, other.moved_at >= now - LATE)
    never_began = and_(AnnouncementRow.state == "scheduled", AnnouncementRow.due_at < now - LATE)
    stands_still = and_(
        AnnouncementRow.state.in_(ON_ITS_WAY),
        AnnouncementRow.moved_at < now - LATE,
        ~comes_on.exists(),
        or_(AnnouncementRow.state == "planning", _waiting().exists()),
    )
    query = select(AnnouncementRow.id).where(or_(never_began, stands_still)).order_by(AnnouncementRow.id)
    return tuple(tx.execute(query).scalars())


def too_many_refused(tx: Transaction) -> tuple[int, ...]:
    """Announcements on their way of which Telegram refuses too many copies since they were let go on."""
    on_their_way = select(AnnouncementRow.id, AnnouncementRow.due_at).where(
        AnnouncementRow.state.in_(LIFE["refuse"][0])
    )
    found = []
    for announcement, since in tx.execute(on_their_way.order_by(AnnouncementRow.id)).all():
        settled = select(OutboxRow.id).where(
            OutboxRow.announcement_id == announcement, OutboxRow.finished_at >= since
        )
        refused = _how_many(tx, settled.where(OutboxRow.state == "rejected"))
        if refused < TOO_MANY:
            continue
        others = settled.where(OutboxRow.state.in_(("sent", "unreachable", "unknown")))
        if _how_many(tx, others.limit(9 * refused)) < 9 * refused:
            found.append(announcement)
    return tuple(found)


def _how_many(tx: Transaction, query: Select[int]) -> int:
    return tx.execute(select(func.count()).select_from(query.subquery())).scalar_one()


def hold(tx: Transaction, most: int = AT_ONCE) -> int:
    """Set copies of paused announcements aside, `most` at a time; how many."""
    return _move(tx, LIFE["pause"][1:], ("queued",), most, state="held")


def release(tx: Transaction, most: int = AT_ONCE) -> int:
    """Queue again what was set aside, where the announcement goes on, `most` at a time; how many."""
    return _move(tx, LIFE["begin"][0] + LIFE["settled"][0], ("held",), most, state="queued", finished_at=None)


def drop(tx: Transaction, now: datetime, most: int = AT_ONCE) -> int:
    """Take back copies of stopped announcements that have not gone out, `most` at a time; how many."""
    return _move(tx, LIFE["cancel"][1:], ("queued", "held"), most, state="cancelled", finished_at=now)


def _move(
    tx: Transaction, announcements: tuple[str, ...], before: tuple[str, ...], most: int, **values: Any
) -> int:
    """Copies in a state `before`, of announcements in one of these states, get these values."""
    theirs = select(AnnouncementRow.id).where(AnnouncementRow.state.in_(announcements))
    waits = OutboxRow.state.in_(before)
    some = select(OutboxRow.id).where(OutboxRow.announcement_id.in_(theirs), waits).limit(most)
    # Asked once more: another process may have taken a copy in the meantime, and that one is on its way.
    chosen = update(OutboxRow).where(OutboxRow.id.in_(some), waits)
    return tx.execute(chosen.values(values)).rowcount


def send_again(tx: Transaction, announcement: int, now: datetime, most: int = AT_ONCE) -> int:
    """Queue those whose fate is unknown once more, `most` of them; how many. They may get it twice."""
    mine = OutboxRow.announcement_id == announcement, OutboxRow.state == "unknown"
    some = select(OutboxRow.id).where(*mine).order_by(OutboxRow.id).limit(most)
    chosen = update(OutboxRow).where(OutboxRow.id.in_(some))
    return tx.execute(chosen.values(state="queued", due_at=now, finished_at=None, reason=None)).rowcount


def unknown(tx: Transaction, announcement: int) -> int:
    """Copies of which nobody knows whether they arrived, and which can still be sent again."""
    mine = OutboxRow.announcement_id == announcement, OutboxRow.state == "unknown"
    return _how_many(tx, select(OutboxRow.id).where(*mine))


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
