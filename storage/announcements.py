"""Remembers announcements: whom they are for, their words and files by language, and how far each has come.

It must not know which copies there are, nor what came of them: see `copies`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import bindparam, case, delete, insert, select, update

from storage.audiences import Audience
from storage.database import Transaction
from storage.life import LIFE, RESTS_FOR, Act, State
from storage.tables import AnnouncementMediaRow, AnnouncementRow, AnnouncementTextRow

FileKind = Literal["photo", "voice", "document"]


@dataclass(frozen=True, slots=True)
class Announcement:
    """News to many: about a lab or in words of its own, by language.

    `due_at`: when it goes out, or was last let go on. `files`: (kind, Telegram's file id) by language.
    """

    id: int
    author_id: int | None
    lab_id: int | None
    audience: Audience
    language: str
    state: State
    planned_to: int
    due_at: datetime
    rests_for: str | None
    texts: dict[str, str]
    files: dict[str, tuple[FileKind, str]]


_COLUMNS: tuple[Any, ...] = (
    AnnouncementRow.id,
    AnnouncementRow.author_id,
    AnnouncementRow.lab_id,
    AnnouncementRow.audience,
    AnnouncementRow.language,
    AnnouncementRow.state,
    AnnouncementRow.planned_to,
    AnnouncementRow.due_at,
    AnnouncementRow.rests_for,
)
_ONE = select(*_COLUMNS).where(AnnouncementRow.id == bindparam("news"))
_TEXTS = select(AnnouncementTextRow.language, AnnouncementTextRow.text).where(
    AnnouncementTextRow.announcement_id == bindparam("news")
)
_FILES = select(AnnouncementMediaRow.language, AnnouncementMediaRow.kind, AnnouncementMediaRow.file_id).where(
    AnnouncementMediaRow.announcement_id == bindparam("news")
)
_STATE = select(AnnouncementRow.state).where(AnnouncementRow.id == bindparam("news"))


def get(tx: Transaction, announcement: int) -> Announcement | None:
    """An announcement by its number."""
    news = {"news": announcement}
    row = tx.execute(_ONE, news).first()
    if row is None:
        return None
    texts: dict[str, str] = dict(tx.execute(_TEXTS, news).all())
    files: dict[str, Any] = {language: (kind, file) for language, kind, file in tx.execute(_FILES, news)}
    about = {**row._mapping, "audience": Audience.read(row.audience)}
    return Announcement(**about, texts=texts, files=files)


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


def put_file(tx: Transaction, announcement: int, language: str, kind: FileKind, file_id: str) -> None:
    """The file that goes with it to readers of one language, in place of the one there was."""
    drop_file(tx, announcement, language)
    row = {"announcement_id": announcement, "language": language, "kind": kind, "file_id": file_id}
    tx.execute(insert(AnnouncementMediaRow).values(row))


def drop_file(tx: Transaction, announcement: int, language: str) -> bool:
    """No file of its own for readers of this language; False if there was none."""
    mine = AnnouncementMediaRow.announcement_id == announcement, AnnouncementMediaRow.language == language
    return tx.execute(delete(AnnouncementMediaRow).where(*mine)).rowcount > 0


def act(tx: Transaction, announcement: int, what: Act, now: datetime) -> bool:
    """One step of its life; False, and nothing is changed, where LIFE does not allow it."""
    # One that pauses by itself has not come on: others that stand still are not spared for it.
    values: dict[str, Any] = {} if what in ("refuse", "overdue") else {"moved_at": now}
    if what == "send":
        values["due_at"] = now
    elif what in ("resume", "again"):
        values["due_at"] = case((AnnouncementRow.due_at > now, AnnouncementRow.due_at), else_=now)
        values["told"] = None  # it may rest again before anybody was told that it went on
    return _step(tx, announcement, what, values)


def schedule(tx: Transaction, announcement: int, due_at: datetime) -> bool:
    """A draft is to go out at this moment; False if it is no draft any more."""
    return _step(tx, announcement, "schedule", {"due_at": due_at})


def _step(tx: Transaction, announcement: int, what: Act, values: dict[str, Any]) -> bool:
    before, after = LIFE[what]
    mine = AnnouncementRow.id == announcement, AnnouncementRow.state.in_(before)
    then = {"state": after, "rests_for": RESTS_FOR.get(what), **values}
    return tx.execute(update(AnnouncementRow).where(*mine).values(then)).rowcount > 0


_DUE = (
    select(AnnouncementRow.id)
    .where(AnnouncementRow.state.in_(("scheduled", "planning")), AnnouncementRow.due_at <= bindparam("now"))
    .order_by(AnnouncementRow.id)
)


def due(tx: Transaction, now: datetime) -> tuple[int, ...]:
    """Announcements whose hour has come, or whose copies are not all laid out yet."""
    return tuple(tx.execute(_DUE, {"now": now}).scalars())


def is_resting(tx: Transaction, announcement: int) -> bool:
    """Whether it is paused: none of its copies may go out now."""
    return tx.execute(_STATE, {"news": announcement}).scalar() == "paused"
