"""Remembers what the sender of an announcement was last told of it, and the one message that says so.

It must not know the words.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update

from storage import copies, outbox
from storage.database import Transaction
from storage.tables import AnnouncementRow, OutboxRow

EVERY = timedelta(seconds=19)
"""How often figures are counted and told at most: at each tick of the clock, not at each tap at the desk."""


@dataclass(frozen=True, slots=True)
class News:
    """An announcement of which there may be something new to tell; `told` is how it stands."""

    id: int
    author_id: int | None
    told: str


_NEWS = AnnouncementRow
_UNTOLD = (
    select(_NEWS.id, _NEWS.author_id, _NEWS.state, _NEWS.told, _NEWS.moved_at)
    .where(_NEWS.planned_to > 0, _NEWS.moved_at.is_not(None), _NEWS.state.not_in(("draft", "scheduled")))
    .where(or_(_NEWS.told.is_(None), _NEWS.told != _NEWS.state))
    .order_by(_NEWS.id)
)


def new(tx: Transaction, now: datetime) -> tuple[News, ...]:
    """Announcements of which something came since it was last told: a new state, or new figures."""
    found = []
    for news, author, state, told, moved_at in tx.execute(_UNTOLD).all():
        if told and moved_at and told.split()[0] == state and moved_at > now - EVERY:
            continue
        if state == "paused" and told and _is_at_rest(told):
            continue
        stands = _stands(tx, news, state)
        if stands != told:
            found.append(News(news, author, stands))
    return tuple(found)


def _is_at_rest(told: str) -> bool:
    """Whether it was told as paused with every copy set aside or settled: no figure changes by itself."""
    first, *figures = told.split()
    return first == "paused" and not any(one.startswith(("queued=", "leased=")) for one in figures)


def _stands(tx: Transaction, news: int, state: str) -> str:
    """A state, and the copies by state as long as they may change."""
    found = copies.counts(tx, news)
    if state in ("done", "cancelled") and not any(found.get(waiting) for waiting in copies.WAITS):
        return state
    return " ".join([state, *(f"{name}={n}" for name, n in sorted(found.items()))])


def note(tx: Transaction, news: News, now: datetime) -> None:
    """Remember that it was told."""
    chosen = update(AnnouncementRow).where(AnnouncementRow.id == news.id)
    tx.execute(chosen.values(told=news.told, moved_at=now))


def queue(tx: Transaction, person: int, address: str, now: datetime) -> bool:
    """Have a person's one letter from this address told, or told anew; False while it is on its way."""
    mine = OutboxRow.person_id == person, OutboxRow.address == address
    row: Any = tx.execute(select(OutboxRow.id, OutboxRow.state).where(*mine).limit(1)).first()
    if row is None:
        outbox.put(tx, "notice", now, person=person, address=address)
    elif row.state == "leased":
        return False
    elif row.state != "queued":
        chosen = update(OutboxRow).where(OutboxRow.id == row.id)
        tx.execute(chosen.values(state="queued", due_at=now, attempts=0, reason=None, finished_at=None))
    return True
