"""Labs: their words, their meetings and what changed in them, what they offer and what they ask."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.table import Table, key, one_of


class LabRow(Table):
    """A community lab: what is the same in every language. `spoken`: languages, comma between.

    `lets_pass`: a smaller party may pass one that does not fit.
    """

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
    lets_pass: Mapped[bool] = mapped_column(Boolean, default=False)


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
    """One date of a lab; a lab has one or more. `sequence`: how often it has changed (RFC 5545)."""

    __tablename__ = "meetings"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(key("labs.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    place: Mapped[str]
    map_url: Mapped[str | None]
    sequence: Mapped[int] = mapped_column(default=0)
    cancelled_at: Mapped[datetime | None]


class LabChangeRow(Table):
    """What was changed in a lab that people know of, and how it was before; how it is now, the lab says."""

    __tablename__ = "lab_changes"
    __table_args__ = (one_of("what", "moved", "placed", "added", "dropped", "cancelled"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(key("labs.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(key("meetings.id"))
    what: Mapped[str] = mapped_column(String(12))
    was_starts_at: Mapped[datetime | None]
    was_ends_at: Mapped[datetime | None]
    was_place: Mapped[str | None]
    made_at: Mapped[datetime]


class FacilityRow(Table):
    """Places of one kind that a lab has beside its seats. `language`: of an interpreter, else ""."""

    __tablename__ = "facilities"
    __table_args__ = (
        UniqueConstraint("lab_id", "kind", "language"),
        one_of("kind", "interpreter", "childcare", "step_free"),
        CheckConstraint("places >= 0", name="places_not_negative"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(key("labs.id"))
    kind: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(12), default="")
    places: Mapped[int]


class FieldRow(Table):
    """A question of a lab's own, asked of those who sign up, in the order of `position`."""

    __tablename__ = "fields"
    __table_args__ = (one_of("kind", "text", "choice", "yes_no", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(key("labs.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))


class FieldTextRow(Table):
    """A field's words in one language; `choices`: one a line, as many in each language."""

    __tablename__ = "field_texts"
    field_id: Mapped[int] = mapped_column(key("fields.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    words: Mapped[str]
    choices: Mapped[str] = mapped_column(default="")


class LabHostRow(Table):
    """Somebody who may see who is expected at a lab, and note who came."""

    __tablename__ = "lab_hosts"
    lab_id: Mapped[int] = mapped_column(key("labs.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(key("people.id"), primary_key=True, index=True)
