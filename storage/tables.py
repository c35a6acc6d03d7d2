"""The tables: what is remembered, and nothing else is.

Queries live beside their noun (`people.py`, `labs.py`, …); nothing here knows what is said to anybody.
"""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. A naive one is refused (ValueError) before it gets anywhere."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC, without its zone where the database has none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime: every moment carries its zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database: aware, in UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Table(DeclarativeBase):
    """All tables, with names for their constraints, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment(), str: Text()}


def _one_of(column: str, *values: str) -> CheckConstraint:
    quoted = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({quoted})", name=f"{column}_known")


def _key(target: str, on_delete: str = "CASCADE") -> Any:
    return ForeignKey(target, ondelete=on_delete)


class PersonRow(Table):
    """Somebody in a private chat; without `agreed_at`, no more than the chat's language."""

    __tablename__ = "people"
    __table_args__ = (
        _one_of("role", "person", "leader", "coordinator"),
        Index(
            "ix_people_coordinators",
            "id",
            sqlite_where=text("role = 'coordinator'"),
            postgresql_where=text("role = 'coordinator'"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(12))
    role: Mapped[str] = mapped_column(String(12), default="person")
    met_at: Mapped[datetime]
    seen_on: Mapped[date] = mapped_column(index=True)
    agreed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    has_reminders: Mapped[bool] = mapped_column(Boolean, default=True)
    is_work_first: Mapped[bool] = mapped_column(Boolean, default=False)
    district: Mapped[str | None] = mapped_column(String(40))
    awaiting: Mapped[str | None] = mapped_column(String(64))
    wave: Mapped[int] = mapped_column(default=0)


class GroupRow(Table):
    """A community group the bot was added to."""

    __tablename__ = "groups"
    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(12))
    added_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class ContactRow(Table):
    """The only place of a Telegram id: of a person's private chat, or of a group."""

    __tablename__ = "contacts"
    __table_args__ = (CheckConstraint("(person_id IS NULL) <> (group_id IS NULL)", name="one_owner"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    person_id: Mapped[int | None] = mapped_column(_key("people.id"), unique=True)
    group_id: Mapped[int | None] = mapped_column(_key("groups.id"), unique=True)
    unreachable_since: Mapped[datetime | None]


class LabRow(Table):
    """A community lab: what is the same in every language. `spoken`: languages, comma between."""

    __tablename__ = "labs"
    __table_args__ = (
        _one_of("status", "draft", "published", "closed", "cancelled"),
        _one_of("venue", "in_person", "outdoors", "online"),
        CheckConstraint("seats > 0", name="seats_positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(12), default="draft", index=True)
    topic: Mapped[str] = mapped_column(String(20))
    venue: Mapped[str] = mapped_column(String(12))
    host: Mapped[str]
    district: Mapped[str | None] = mapped_column(String(40))
    spoken: Mapped[str] = mapped_column(String(120), default="")
    seats: Mapped[int]
    language: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(_key("people.id", "SET NULL"))


class LabTextRow(Table):
    """A lab's words in one language. Older than the original's `changed_at`: outdated."""

    __tablename__ = "lab_texts"
    __table_args__ = (_one_of("origin", "human", "machine"),)
    lab_id: Mapped[int] = mapped_column(_key("labs.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    title: Mapped[str]
    summary: Mapped[str]
    origin: Mapped[str] = mapped_column(String(8), default="human")
    changed_at: Mapped[datetime]


class MeetingRow(Table):
    """One date of a lab; a lab has one or more."""

    __tablename__ = "meetings"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(_key("labs.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    place: Mapped[str]
    map_url: Mapped[str | None]


class SignupRow(Table):
    """A person's word that `party` people come. `joined_at` is their place in the line."""

    __tablename__ = "signups"
    __table_args__ = (
        UniqueConstraint("lab_id", "person_id"),
        Index(None, "lab_id", "state", "joined_at"),
        _one_of("state", "seated", "waiting", "cancelled"),
        CheckConstraint("party > 0", name="party_positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(_key("labs.id"))
    person_id: Mapped[int] = mapped_column(_key("people.id"), index=True)
    party: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    joined_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class ShareRow(Table):
    """A link somebody can open: a person's own (friend), or that of one copy of an announcement (copy)."""

    __tablename__ = "shares"
    __table_args__ = (_one_of("kind", "friend", "copy"), Index(None, "person_id", "lab_id", "kind"))
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int | None] = mapped_column(_key("people.id", "SET NULL"))
    lab_id: Mapped[int | None] = mapped_column(_key("labs.id"), index=True)
    announcement_id: Mapped[int | None] = mapped_column(_key("announcements.id"), index=True)
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
    share_id: Mapped[int] = mapped_column(_key("shares.id"))
    person_id: Mapped[int] = mapped_column(_key("people.id"), index=True)
    at: Mapped[datetime]
    is_origin: Mapped[bool] = mapped_column(Boolean)


class AnnouncementRow(Table):
    """News to many. `planned_to`: the last person id that has a copy in the outbox."""

    __tablename__ = "announcements"
    __table_args__ = (_one_of("state", "draft", "scheduled", "planning", "sending", "done", "cancelled"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(_key("people.id", "SET NULL"))
    lab_id: Mapped[int | None] = mapped_column(_key("labs.id"))
    audience: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), index=True)
    planned_to: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    made_at: Mapped[datetime]


class AnnouncementTextRow(Table):
    """What an announcement says, in one language."""

    __tablename__ = "announcement_texts"
    announcement_id: Mapped[int] = mapped_column(_key("announcements.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    text: Mapped[str]


class OutboxRow(Table):
    """A message on its way: either written already (`message`) or at an address, told when its turn comes."""

    __tablename__ = "outbox"
    __table_args__ = (
        _one_of("kind", "reply", "reminder", "notice", "announcement"),
        _one_of(
            "state", "queued", "leased", "sent", "unreachable", "rejected", "unknown", "expired", "cancelled"
        ),
        Index(
            "ix_outbox_queue",
            "priority",
            "id",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "uq_outbox_copy",
            "announcement_id",
            "person_id",
            unique=True,
            sqlite_where=text("announcement_id IS NOT NULL"),
            postgresql_where=text("announcement_id IS NOT NULL"),
        ),
        Index(
            "ix_outbox_progress",
            "announcement_id",
            "state",
            sqlite_where=text("announcement_id IS NOT NULL"),
            postgresql_where=text("announcement_id IS NOT NULL"),
        ),
        Index(None, "person_id", "message_id"),
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
    person_id: Mapped[int | None] = mapped_column(_key("people.id"))
    group_id: Mapped[int | None] = mapped_column(_key("groups.id"))
    message: Mapped[str | None]
    address: Mapped[str | None] = mapped_column(String(64))
    announcement_id: Mapped[int | None] = mapped_column(_key("announcements.id"))
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str | None]
    finished_at: Mapped[datetime | None]


class InboxRow(Table):
    """An update that was handled; Telegram may send it again for a day."""

    __tablename__ = "inbox"
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    claimed_at: Mapped[datetime] = mapped_column(index=True)


class DraftRow(Table):
    """The answers given so far to one form, as JSON."""

    __tablename__ = "drafts"
    person_id: Mapped[int] = mapped_column(_key("people.id"), primary_key=True)
    form: Mapped[str] = mapped_column(String(24), primary_key=True)
    answers: Mapped[str]
    changed_at: Mapped[datetime]


class ReminderRow(Table):
    """A reminder that was made: never twice for the same sign-up, meeting, kind and start."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("signup_id", "meeting_id", "kind", "starts_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    signup_id: Mapped[int] = mapped_column(_key("signups.id"))
    meeting_id: Mapped[int] = mapped_column(_key("meetings.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    made_at: Mapped[datetime]


class QuestionRow(Table):
    """A question to the coordinators; text and voice are wiped some days after it was answered."""

    __tablename__ = "questions"
    __table_args__ = (_one_of("state", "open", "answered"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(_key("people.id", "SET NULL"), index=True)
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str]
    voice: Mapped[str]
    state: Mapped[str] = mapped_column(String(12), default="open", index=True)
    asked_at: Mapped[datetime]
    raised_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class InviteRow(Table):
    """A one-time link that makes a coordinator or a leader; only the digest of its code is kept."""

    __tablename__ = "invites"
    __table_args__ = (_one_of("role", "leader", "coordinator"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(12))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AuditRow(Table):
    """What a coordinator did, to which address, and when."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(_key("people.id", "SET NULL"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(64), default="")
