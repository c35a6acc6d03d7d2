"""Who is who: people, groups, the one place of a Telegram id, invites, what coordinators did."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.table import Table, key, one_of


class PersonRow(Table):
    """Somebody in a private chat; without `agreed_at`, no more than its language and the last link opened.

    `source`: whose or what link they first came through; `wave`: how many tellings away from a source.
    `said_source`: where they say they heard of us. `opened_id`: that last link. `shows_figures`: a leader
    who lets coordinators see how far their word went.
    """

    __tablename__ = "people"
    __table_args__ = (
        one_of("role", "person", "leader", "coordinator"),
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
    source: Mapped[str | None] = mapped_column(String(12))
    said_source: Mapped[str | None] = mapped_column(String(12))
    opened_id: Mapped[int | None]
    shows_figures: Mapped[bool] = mapped_column(Boolean, default=False)


class GroupRow(Table):
    """A community group the bot was added to. `brought_at`: since when a leader lets announcements in."""

    __tablename__ = "groups"
    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(12))
    added_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    brought_at: Mapped[datetime | None]


class ContactRow(Table):
    """The only place of a Telegram id: of a person's private chat, or of a group."""

    __tablename__ = "contacts"
    __table_args__ = (CheckConstraint("(person_id IS NULL) <> (group_id IS NULL)", name="one_owner"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    person_id: Mapped[int | None] = mapped_column(key("people.id"), unique=True)
    group_id: Mapped[int | None] = mapped_column(key("groups.id"), unique=True)
    unreachable_since: Mapped[datetime | None]


class InviteRow(Table):
    """A one-time link: makes a coordinator, a leader, a host of `lab_id`, or lets announcements into a group.

    Of its code only the digest is kept.
    """

    __tablename__ = "invites"
    __table_args__ = (one_of("role", "leader", "coordinator", "host", "group"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(12))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    lab_id: Mapped[int | None] = mapped_column(key("labs.id"), index=True)


class AuditRow(Table):
    """What a coordinator did, to which address, and when."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(key("people.id", "SET NULL"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(64), default="")
