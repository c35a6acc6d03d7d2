"""The word on its way: announcements, links, and who came through them."""

from datetime import datetime

from sqlalchemy import Boolean, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.table import Table, key, one_of


class AnnouncementRow(Table):
    """News to many. `planned_to`: the last person id that has a copy in the outbox.

    `rests_for`: why a paused one rests. `moved_at`: when something last came of it. `told`: what the
    sender was last told of it. `counts`: what came of its copies, once these are forgotten, as JSON.
    """

    __tablename__ = "announcements"
    __table_args__ = (
        one_of("state", "draft", "scheduled", "planning", "sending", "paused", "done", "cancelled"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(key("people.id", "SET NULL"))
    lab_id: Mapped[int | None] = mapped_column(key("labs.id"))
    audience: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), index=True)
    planned_to: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    made_at: Mapped[datetime]
    rests_for: Mapped[str | None] = mapped_column(String(12))
    moved_at: Mapped[datetime | None]
    told: Mapped[str | None] = mapped_column(String(200))
    counts: Mapped[str | None]


class AnnouncementTextRow(Table):
    """What an announcement says, in one language."""

    __tablename__ = "announcement_texts"
    announcement_id: Mapped[int] = mapped_column(key("announcements.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    text: Mapped[str]


class AnnouncementMediaRow(Table):
    """A file that goes with an announcement to readers of one language; Telegram keeps the file itself."""

    __tablename__ = "announcement_media"
    __table_args__ = (one_of("kind", "photo", "voice", "document"),)
    announcement_id: Mapped[int] = mapped_column(key("announcements.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    file_id: Mapped[str]


class ShareRow(Table):
    """A link somebody can open: a person's own (friend), or that of one copy of an announcement (copy)."""

    __tablename__ = "shares"
    __table_args__ = (one_of("kind", "friend", "copy"), Index(None, "person_id", "lab_id", "kind"))
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int | None] = mapped_column(key("people.id", "SET NULL"))
    lab_id: Mapped[int | None] = mapped_column(key("labs.id"), index=True)
    announcement_id: Mapped[int | None] = mapped_column(key("announcements.id"), index=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ArrivalRow(Table):
    """Somebody came through a link. `is_origin`: it is how they first heard of us; else an assist."""

    __tablename__ = "arrivals"
    __table_args__ = (
        UniqueConstraint("share_id", "person_id"),
        Index(
            "uq_arrivals_origin",
            "person_id",
            unique=True,
            sqlite_where=text("is_origin"),
            postgresql_where=text("is_origin"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    share_id: Mapped[int] = mapped_column(key("shares.id"))
    person_id: Mapped[int] = mapped_column(key("people.id"), index=True)
    at: Mapped[datetime]
    is_origin: Mapped[bool] = mapped_column(Boolean)
