"""What came and what goes: updates, messages, forms half filled in, questions, who delivers."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.table import Table, either, key, one_of


class InboxRow(Table):
    """An update that was handled; Telegram may send it again for a day."""

    __tablename__ = "inbox"
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    claimed_at: Mapped[datetime] = mapped_column(index=True)


class OutboxRow(Table):
    """A message on its way: either written already (`message`) or at an address, told when its turn comes."""

    __tablename__ = "outbox"
    __table_args__ = (
        either("kind", "reply", "reminder", "notice", "announcement"),
        either(
            "state",
            "queued",
            "held",
            "leased",
            "sent",
            "unreachable",
            "rejected",
            "unknown",
            "expired",
            "cancelled",
        ),
        Index(
            "ix_outbox_queue",
            "priority",
            "id",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        # One copy of an announcement for each person; and the way to all that is a person's.
        Index("uq_outbox_copy", "person_id", "announcement_id", unique=True),
        Index(
            "uq_outbox_group_copy",
            "group_id",
            "announcement_id",
            unique=True,
            sqlite_where=text("group_id IS NOT NULL"),
            postgresql_where=text("group_id IS NOT NULL"),
        ),
        Index(
            "ix_outbox_progress",
            "announcement_id",
            "state",
            sqlite_where=text("announcement_id IS NOT NULL"),
            postgresql_where=text("announcement_id IS NOT NULL"),
        ),
        Index(
            "ix_outbox_expiry",
            "expires_at",
            sqlite_where=text("state = 'queued' AND expires_at IS NOT NULL"),
            postgresql_where=text("state = 'queued' AND expires_at IS NOT NULL"),
        ),
        Index(
            "ix_outbox_leased",
            "id",
            sqlite_where=text("state = 'leased'"),
            postgresql_where=text("state = 'leased'"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    priority: Mapped[int]
    state: Mapped[str] = mapped_column(String(12), default="queued")
    person_id: Mapped[int | None] = mapped_column(key("people.id"))
    group_id: Mapped[int | None] = mapped_column(key("groups.id"))
    message: Mapped[str | None]
    address: Mapped[str | None] = mapped_column(String(64))
    announcement_id: Mapped[int | None] = mapped_column(key("announcements.id"))
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str | None]
    finished_at: Mapped[datetime | None]


class ErrandRow(Table):
    """Something slow that somebody asked for, done beside the conversations; what it gives is sent."""

    __tablename__ = "errands"
    __table_args__ = (UniqueConstraint("person_id", "address"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(key("people.id"))
    address: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)


class DraftRow(Table):
    """The answers given so far to one form, as JSON."""

    __tablename__ = "drafts"
    person_id: Mapped[int] = mapped_column(key("people.id"), primary_key=True)
    form: Mapped[str] = mapped_column(String(24), primary_key=True)
    answers: Mapped[str]
    changed_at: Mapped[datetime]


class QuestionRow(Table):
    """A question to the coordinators; text and voice are wiped some days after it was answered."""

    __tablename__ = "questions"
    __table_args__ = (one_of("state", "open", "answered"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(key("people.id", "SET NULL"), index=True)
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str]
    voice: Mapped[str]
    state: Mapped[str] = mapped_column(String(12), default="open", index=True)
    asked_at: Mapped[datetime]
    raised_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class DutyRow(Table):
    """Who delivers: the number of the term, raised by each process that takes over. One row."""

    __tablename__ = "duty"
    id: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[int] = mapped_column(default=0)
