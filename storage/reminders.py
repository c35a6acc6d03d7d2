"""Remembers which reminders were made, and finds the sign-ups that may need one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction, insert_once
from storage.tables import LabRow, MeetingRow, PersonRow, ReminderRow, SignupRow


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is expected at a meeting, and since when."""

    signup_id: int
    person_id: int
    meeting_id: int
    starts_at: datetime
    signed_up_at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder that was made."""

    id: int
    signup_id: int
    meeting_id: int
    kind: str
    starts_at: datetime


def expected(tx: Transaction, now: datetime, until: datetime) -> tuple[Expected, ...]:
    """Who sits in a lab that meets between now and `until`, and wants to be reminded."""
    query = (
        select(SignupRow.id, SignupRow.person_id, MeetingRow.id, MeetingRow.starts_at, SignupRow.changed_at)
        .join(MeetingRow, MeetingRow.lab_id == SignupRow.lab_id)
        .join(LabRow, LabRow.id == SignupRow.lab_id)
        .join(PersonRow, PersonRow.id == SignupRow.person_id)
        .where(MeetingRow.starts_at > now, MeetingRow.starts_at <= until)
        .where(SignupRow.state == "seated", LabRow.status.in_(("published", "closed")))
        .where(PersonRow.has_reminders, PersonRow.agreed_at.is_not(None), PersonRow.stopped_at.is_(None))
        .order_by(MeetingRow.starts_at, SignupRow.id)
    )
    return tuple(Expected(*row) for row in tx.execute(query))


def made(tx: Transaction, now: datetime) -> set[tuple[int, int, str, datetime]]:
    """Those already made for meetings to come: (sign-up, meeting, kind, start)."""
    columns = (ReminderRow.signup_id, ReminderRow.meeting_id, ReminderRow.kind, ReminderRow.starts_at)
    rows = tx.execute(select(*columns).where(ReminderRow.starts_at > now))
    return {(signup, meeting, kind, starts_at) for signup, meeting, kind, starts_at in rows}


def make(tx: Transaction, whom: Expected, kind: str, now: datetime) -> int | None:
    """Note a reminder; its number, or None if it was made before."""
    values = {"signup_id": whom.signup_id, "meeting_id": whom.meeting_id, "kind": kind}
    once = insert_once(tx, ReminderRow).values(starts_at=whom.starts_at, made_at=now, **values)
    return tx.execute(once.returning(ReminderRow.id)).scalar()


def get(tx: Transaction, reminder: int) -> Reminder | None:
    """A reminder by its number."""
    columns = (ReminderRow.id, ReminderRow.signup_id, ReminderRow.meeting_id, ReminderRow.kind)
    row = tx.execute(select(*columns, ReminderRow.starts_at).where(ReminderRow.id == reminder)).first()
    return None if row is None else Reminder(*row)
