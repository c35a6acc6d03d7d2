"""Labs: their words, their meetings, who signed up, who was reminded."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.table import Table, key, one_of


class LabRow(Table):
    """A community lab: what is the same in every language. `spoken`: languages, comma between."""

    __tablename__ = "labs"
    __table_args__ = (
        one_of("status", "draft", "published", "closed", "cancelled"),
        one_of("venue", "in_person", "outdoors", "online"),
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
    made_by: Mapped[int | None] = mapped_column(key("people.id", "SET NULL"))


class LabTextRow(Table):
    """A lab's words in one language. Older than the original's `changed_at`: outdated."""

    __tablename__ = "lab_texts"
    __table_args__ = (one_of("origin", "human", "machine"),)
    lab_id: Mapped[int] = mapped_column(key("labs.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    title: Mapped[str]
    summary: Mapped[str]
    origin: Mapped[str] = mapped_column(String(8), default="human")
    changed_at: Mapped[datetime]


class MeetingRow(Table):
    """One date of a lab; a lab has one or more."""

    __tablename__ = "meetings"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(key("labs.id"), index=True)
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
        one_of("state", "seated", "waiting", "cancelled"),
        CheckConstraint("party > 0", name="party_positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(key("labs.id"))
    person_id: Mapped[int] = mapped_column(key("people.id"), index=True)
    party: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    joined_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class ReminderRow(Table):
    """A reminder that was made: never twice for the same sign-up, meeting, kind and start."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("signup_id", "meeting_id", "kind", "starts_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    signup_id: Mapped[int] = mapped_column(key("signups.id"))
    meeting_id: Mapped[int] = mapped_column(key("meetings.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    made_at: Mapped[datetime]
