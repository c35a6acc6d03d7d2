"""Sign-ups: who comes, who waits, what they need and answered, who came, what they say of it."""

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.table import Table, key, one_of


class SignupRow(Table):
    """A word that `party` people come. `joined_at` is their place in the line, `number` their number there.

    `name`: what the host may call them, if they said. Without `person_id`: of somebody who has no chat
    with us, signed up by `brought_by`, or of whom nothing is held any more. `offer_ends_at`: until when an
    offered seat is kept. `pass_code`: what the person shows at the door.
    """

    __tablename__ = "signups"
    __table_args__ = (
        UniqueConstraint("lab_id", "person_id"),
        Index(None, "lab_id", "number"),
        Index(None, "lab_id", "state", "joined_at"),
        Index(None, "lab_id", "joined_at"),
        Index(
            "ix_signups_offers",
            "offer_ends_at",
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
        one_of("state", "waiting", "offered", "seated", "cancelled", "removed", "expired", "walked_in"),
        CheckConstraint("party > 0", name="party_positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(key("labs.id"))
    person_id: Mapped[int | None] = mapped_column(key("people.id"), index=True)
    party: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    joined_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    number: Mapped[int]
    name: Mapped[str | None] = mapped_column(String(40))
    offer_ends_at: Mapped[datetime | None]
    pass_code: Mapped[str | None] = mapped_column(String(12), unique=True)
    has_given_feedback: Mapped[bool] = mapped_column(Boolean, default=False)
    brought_by: Mapped[int | None] = mapped_column(key("people.id", "SET NULL"), index=True)


class NeedRow(Table):
    """Places of a facility that a sign-up has, or waits for, together with its seats."""

    __tablename__ = "needs"
    __table_args__ = (CheckConstraint("places > 0", name="places_positive"),)
    signup_id: Mapped[int] = mapped_column(key("signups.id"), primary_key=True)
    facility_id: Mapped[int] = mapped_column(key("facilities.id"), primary_key=True, index=True)
    places: Mapped[int]


class FieldAnswerRow(Table):
    """An answer to a lab's own question; of a choice, its place in the list (from 0)."""

    __tablename__ = "field_answers"
    signup_id: Mapped[int] = mapped_column(key("signups.id"), primary_key=True)
    field_id: Mapped[int] = mapped_column(key("fields.id"), primary_key=True, index=True)
    value: Mapped[str]


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


class AttendanceRow(Table):
    """How it went at one meeting: so many of a party came, or none of them and perhaps why."""

    __tablename__ = "attendances"
    __table_args__ = (
        one_of("mark", "attended", "absent", "excused"),
        one_of("reason", "work", "children", "transport", "not_welcome", "forgot", "other"),
        CheckConstraint("(mark = 'attended') = (came > 0)", name="who_attended_came"),
    )
    signup_id: Mapped[int] = mapped_column(key("signups.id"), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(key("meetings.id"), primary_key=True, index=True)
    mark: Mapped[str] = mapped_column(String(12))
    came: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(String(12))
    marked_at: Mapped[datetime]


class FeedbackRow(Table):
    """What somebody thinks of a lab, 1 (not at all) to 3 (very): whose it is, nobody knows."""

    __tablename__ = "feedback"
    __table_args__ = (
        *(
            CheckConstraint(f"{of} BETWEEN 1 AND 3", name=f"{of}_1_to_3")
            for of in ("welcome", "useful", "again")
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(key("labs.id"), index=True)
    welcome: Mapped[int]
    useful: Mapped[int]
    again: Mapped[int]
    given_on: Mapped[date] = mapped_column(index=True)


class RemarkRow(Table):
    """A sentence about a lab, apart from its writer's other answers: whose it is, nobody knows."""

    __tablename__ = "remarks"
    id: Mapped[int] = mapped_column(primary_key=True)
    lab_id: Mapped[int] = mapped_column(key("labs.id"), index=True)
    language: Mapped[str] = mapped_column(String(12))
    words: Mapped[str]
    given_on: Mapped[date] = mapped_column(index=True)


class CircleRow(Table):
    """Somebody who wants to stay in touch with a lab's people."""

    __tablename__ = "circles"
    lab_id: Mapped[int] = mapped_column(key("labs.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(key("people.id"), primary_key=True, index=True)
    joined_at: Mapped[datetime]


class InterestRow(Table):
    """Somebody who wants to hear of labs of one topic."""

    __tablename__ = "interests"
    person_id: Mapped[int] = mapped_column(key("people.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(20), primary_key=True, index=True)
    since: Mapped[datetime]
