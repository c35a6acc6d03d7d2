"""Remembers announcements, their words, and lays out their copies in the outbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, update

from storage.audiences import Audience, members
from storage.database import Transaction, insert_once
from storage.outbox import PRIORITY
from storage.tables import AnnouncementRow, AnnouncementTextRow, OutboxRow, PersonRow

AT_ONCE = 10_000
"""Copies laid out in one transaction: some 50 ms, so that no reply waits longer behind it."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """News to many: about a lab or in words of its own, by language."""

    id: int
    author_id: int | None
    lab_id: int | None
    audience: Audience
    language: str
    state: str
    planned_to: int
    due_at: datetime
    texts: dict[str, str]


_COLUMNS: tuple[Any, ...] = (
    AnnouncementRow.id,
    AnnouncementRow.author_id,
    AnnouncementRow.lab_id,
    AnnouncementRow.audience,
    AnnouncementRow.language,
    AnnouncementRow.state,
    AnnouncementRow.planned_to,
    AnnouncementRow.due_at,
)


def get(tx: Transaction, announcement: int) -> Announcement | None:
    """An announcement by its number."""
    row = tx.execute(select(*_COLUMNS).where(AnnouncementRow.id == announcement)).first()
    if row is None:
        return None
    query = select(AnnouncementTextRow.language, AnnouncementTextRow.text)
    texts = tx.execute(query.where(AnnouncementTextRow.announcement_id == announcement))
    about = {**row._mapping, "audience": Audience.read(row.audience)}
    return Announcement(**about, texts=dict(texts.all()))


def recent(tx: Transaction, most: int = 8) -> tuple[Announcement, ...]:
    """The last announcements, newest first."""
    ids = tx.execute(select(AnnouncementRow.id).order_by(AnnouncementRow.id.desc()).limit(most)).scalars()
    found = (get(tx, announcement) for announcement in ids.all())
    return tuple(announcement for announcement in found if announcement)


def add(
    tx: Transaction,
    author: int,
    audience: Audience,
    language: str,
    texts: dict[str, str],
    due_at: datetime,
    now: datetime,
    lab: int | None = None,
) -> int:
    """Write down a draft of an announcement; its number."""
    values = {"author_id": author, "lab_id": lab, "audience": str(audience), "language": language}
    made = insert(AnnouncementRow).values(state="draft", planned_to=0, due_at=due_at, made_at=now, **values)
    number = tx.execute(made.returning(AnnouncementRow.id)).scalar_one()
    for spoken, text in texts.items():
        put_text(tx, number, spoken, text)
    return number


def put_text(tx: Transaction, announcement: int, language: str, text: str) -> None:
    """What it says in one language, in place of what it said."""
    row = {"announcement_id": announcement, "language": language}
    mine = AnnouncementTextRow.announcement_id == announcement, AnnouncementTextRow.language == language
    tx.execute(delete(AnnouncementTextRow).where(*mine))
    tx.execute(insert(AnnouncementTextRow).values(text=text, **row))


def schedule(tx: Transaction, announcement: int, due_at: datetime) -> bool:
    """A draft is to go out at this moment; False if it is no draft any more."""
    mine = AnnouncementRow.id == announcement, AnnouncementRow.state == "draft"
    return (
        tx.execute(update(AnnouncementRow).where(*mine).values(state="scheduled", due_at=due_at)).rowcount > 0
    )


def set_state(tx: Transaction, announcement: int, state: str, before: tuple[str, ...]) -> bool:
    """Change the state, if it is one of `before`; False otherwise."""
    chosen = update(AnnouncementRow).where(
        AnnouncementRow.id == announcement, AnnouncementRow.state.in_(before)
    )
    return tx.execute(chosen.values(state=state)).rowcount > 0


def due(tx: Transaction, now: datetime) -> tuple[int, ...]:
    """Announcements whose hour has come, or whose copies are not all laid out yet."""
    query = select(AnnouncementRow.id).where(
        AnnouncementRow.state.in_(("scheduled", "planning")), AnnouncementRow.due_at <= now
    )
    return tuple(tx.execute(query.order_by(AnnouncementRow.id)).scalars())


def plan(tx: Transaction, announcement: Announcement, now: datetime, most: int = AT_ONCE) -> bool:
    """Lay out the next copies, `most` people at a time; False when there is nobody left.

    One INSERT … SELECT: memory stays flat, and a copy already there is not doubled.
    """
    mine = AnnouncementRow.id == announcement.id
    state = tx.execute(select(AnnouncementRow.state).where(mine).with_for_update()).scalar()
    if state not in ("scheduled", "planning"):
        return False
    people = members(announcement.audience).where(PersonRow.id > announcement.planned_to)
    part = people.order_by(PersonRow.id).limit(most).subquery()
    copies = select(
        literal("announcement"),
        literal(PRIORITY["announcement"]),
        literal("queued"),
        literal(0),
        part.c.id,
        literal(f"news/{announcement.id}"),
        literal(announcement.id),
        literal(now, type_=OutboxRow.due_at.type),
    ).where(part.c.id > 0)
    columns = ["kind", "priority", "state", "attempts", "person_id", "address", "announcement_id", "due_at"]
    last = tx.execute(select(func.max(part.c.id))).scalar()
    chosen = update(AnnouncementRow).where(AnnouncementRow.id == announcement.id)
    if last is None:
        tx.execute(chosen.values(state="sending"))
        return False
    tx.execute(insert_once(tx, OutboxRow).from_select(columns, copies))
    tx.execute(chosen.values(planned_to=last, state="planning"))
    return True


def finish(tx: Transaction) -> tuple[int, ...]:
    """Announcements whose copies have all been settled become done; which."""
    waits = select(OutboxRow.announcement_id).where(
        OutboxRow.announcement_id == AnnouncementRow.id, OutboxRow.state.in_(("queued", "leased"))
    )
    done = update(AnnouncementRow).where(AnnouncementRow.state == "sending", ~waits.exists())
    return tuple(tx.execute(done.values(state="done").returning(AnnouncementRow.id)).scalars())


def drop_copies(tx: Transaction, now: datetime, most: int = AT_ONCE) -> int:
    """Take back copies of stopped announcements that have not gone out, `most` at a time; how many."""
    stopped = select(AnnouncementRow.id).where(AnnouncementRow.state == "cancelled")
    waits = OutboxRow.announcement_id.in_(stopped), OutboxRow.state == "queued"
    some = select(OutboxRow.id).where(*waits).limit(most)
    rest = update(OutboxRow).where(OutboxRow.id.in_(some))
    return tx.execute(rest.values(state="cancelled", finished_at=now)).rowcount


def counts(tx: Transaction, announcement: int) -> dict[str, int]:
    """Copies of an announcement by state."""
    query = select(OutboxRow.state, func.count()).where(OutboxRow.announcement_id == announcement)
    return dict(tx.execute(query.group_by(OutboxRow.state)).all())
