"""Lets the copies of announcements flow on, sets them aside, takes them back; finds what has come to a stop.

It must not know what a copy says, nor who is told of all this.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Update, and_, bindparam, or_, select, update
from sqlalchemy.orm import aliased
from sqlalchemy.sql.dml import ReturningUpdate

from storage.copies import AT_ONCE, WAITS, how_many
from storage.database import Transaction
from storage.life import LIFE, ON_ITS_WAY
from storage.tables import AnnouncementRow, OutboxRow

LATE = timedelta(hours=1)
"""What should have gone out, or last moved, longer ago than this does not go on by itself."""
TOO_MANY = 5
"""So many refused copies, if they are more than a tenth of those settled, pause an announcement."""
_WAITING = select(OutboxRow.id).where(
    OutboxRow.announcement_id == AnnouncementRow.id, OutboxRow.state.in_(WAITS)
)


def _finish() -> ReturningUpdate[int]:
    before, after = LIFE["settled"]
    done = update(AnnouncementRow).where(AnnouncementRow.state.in_(before), ~_WAITING.exists())
    return done.values(state=after).returning(AnnouncementRow.id)


def _overdue() -> Select[int]:
    other, late = aliased(AnnouncementRow), bindparam("late", type_=AnnouncementRow.due_at.type)
    comes_on = select(other.id).where(other.planned_to > 0, other.moved_at >= late)
    never_began = and_(AnnouncementRow.state == "scheduled", AnnouncementRow.due_at < late)
    stands_still = and_(
        AnnouncementRow.state.in_(ON_ITS_WAY),
        AnnouncementRow.moved_at < late,
        ~comes_on.exists(),
        or_(AnnouncementRow.state == "planning", _WAITING.exists()),
    )
    return select(AnnouncementRow.id).where(or_(never_began, stands_still)).order_by(AnnouncementRow.id)


def _move(announcements: tuple[str, ...], before: tuple[str, ...], **values: Any) -> Update:
    """Copies in a state `before`, of announcements in one of these states, get these values."""
    theirs = select(AnnouncementRow.id).where(AnnouncementRow.state.in_(announcements))
    waits = OutboxRow.state.in_(before)
    some = select(OutboxRow.id).where(OutboxRow.announcement_id.in_(theirs), waits).limit(bindparam("most"))
    # Asked once more: another process may have taken a copy in the meantime, and that one is on its way.
    return update(OutboxRow).where(OutboxRow.id.in_(some), waits).values(values)


# Built once: the clock asks for all of these at each tick.
_FINISH, _OVERDUE = _finish(), _overdue()
_REFUSABLE = (
    select(AnnouncementRow.id, AnnouncementRow.due_at)
    .where(AnnouncementRow.state.in_(LIFE["refuse"][0]))
    .order_by(AnnouncementRow.id)
)
_HOLD = _move(LIFE["pause"][1:], ("queued",), state="held")
_RELEASE = _move(LIFE["begin"][0] + LIFE["settled"][0], ("held",), state="queued", finished_at=None)
_DROP = _move(LIFE["cancel"][1:], ("queued", "held"), state="cancelled", finished_at=bindparam("at"))


def finish(tx: Transaction) -> tuple[int, ...]:
    """Announcements whose copies have all been settled become done; which."""
    return tuple(tx.execute(_FINISH).scalars())


def overdue(tx: Transaction, now: datetime) -> tuple[int, ...]:
    """Announcements that should have gone out more than LATE ago, or have stood still for so long.

    Where copies of another came on since, one has only waited its turn.
    """
    return tuple(tx.execute(_OVERDUE, {"late": now - LATE}).scalars())


def too_many_refused(tx: Transaction) -> tuple[int, ...]:
    """Announcements on their way of which Telegram refuses too many copies since they were let go on."""
    found = []
    for announcement, since in tx.execute(_REFUSABLE).all():
        settled = select(OutboxRow.id).where(
            OutboxRow.announcement_id == announcement, OutboxRow.finished_at >= since
        )
        refused = how_many(tx, settled.where(OutboxRow.state == "rejected"))
        if refused < TOO_MANY:
            continue
        others = settled.where(OutboxRow.state.in_(("sent", "unreachable", "unknown")))
        if how_many(tx, others.limit(9 * refused)) < 9 * refused:
            found.append(announcement)
    return tuple(found)


def hold(tx: Transaction, most: int = AT_ONCE) -> int:
    """Set copies of paused announcements aside, `most` at a time; how many."""
    return tx.execute(_HOLD, {"most": most}).rowcount


def release(tx: Transaction, most: int = AT_ONCE) -> int:
    """Queue again what was set aside, where the announcement goes on, `most` at a time; how many."""
    return tx.execute(_RELEASE, {"most": most}).rowcount


def drop(tx: Transaction, now: datetime, most: int = AT_ONCE) -> int:
    """Take back copies of stopped announcements that have not gone out, `most` at a time; how many."""
    return tx.execute(_DROP, {"most": most, "at": now}).rowcount
