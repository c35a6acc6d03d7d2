"""Remembers who did not come to a meeting, that they were asked why, and what they said.

It must not know when somebody is asked, nor when it may be told.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, select, update

from storage.database import Transaction, insert_once
from storage.tables import AttendanceRow, LabRow, MeetingRow, PersonRow, ReminderRow, SignupRow

MISSED = "missed"
"""The kind of reminder that asks, once for each meeting, why somebody did not come."""


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody who was noted as absent, and is to be asked why."""

    signup_id: int
    meeting_id: int
    person_id: int
    starts_at: datetime
    ends_at: datetime
    marked_at: datetime


def _at(signup: int, meeting: int) -> tuple[Any, Any]:
    return AttendanceRow.signup_id == signup, AttendanceRow.meeting_id == meeting


_SINCE = bindparam("since", type_=AttendanceRow.marked_at.type)
_ASKED = exists().where(
    ReminderRow.signup_id == AttendanceRow.signup_id,
    ReminderRow.meeting_id == AttendanceRow.meeting_id,
    ReminderRow.kind == MISSED,
)
_MISSED = (
    select(
        AttendanceRow.signup_id,
        AttendanceRow.meeting_id,
        SignupRow.person_id,
        MeetingRow.starts_at,
        MeetingRow.ends_at,
        AttendanceRow.marked_at,
    )
    .join(SignupRow, SignupRow.id == AttendanceRow.signup_id)
    .join(MeetingRow, MeetingRow.id == AttendanceRow.meeting_id)
    .join(LabRow, LabRow.id == MeetingRow.lab_id)
    .join(PersonRow, PersonRow.id == SignupRow.person_id)
    .where(AttendanceRow.mark == "absent", AttendanceRow.marked_at > _SINCE, ~_ASKED)
    .where(SignupRow.state == "seated", LabRow.status.in_(("published", "closed")))
    .where(MeetingRow.cancelled_at.is_(None), MeetingRow.ends_at > _SINCE)
    .where(PersonRow.has_reminders, PersonRow.agreed_at.is_not(None), PersonRow.stopped_at.is_(None))
    .order_by(AttendanceRow.marked_at, AttendanceRow.signup_id)
)


def missed(tx: Transaction, since: datetime) -> tuple[Missed, ...]:
    """Who was noted as absent after `since` at a meeting that ended after it, and was not asked about it yet.

    Only those who want messages.
    """
    rows: Any = tx.execute(_MISSED, {"since": since})
    return tuple(Missed(*row) for row in rows)


def ask_once(tx: Transaction, whom: Missed, now: datetime) -> int | None:
    """Note that somebody is asked why they did not come; its number, or None if they were before."""
    values = {"signup_id": whom.signup_id, "meeting_id": whom.meeting_id, "kind": MISSED}
    once = insert_once(tx, ReminderRow).values(starts_at=whom.starts_at, made_at=now, **values)
    return tx.execute(once.returning(ReminderRow.id)).scalar()


def absent_since(tx: Transaction, signup: int, meeting: int) -> datetime | None:
    """When somebody was noted as absent; None if they are not."""
    query = select(AttendanceRow.marked_at).where(*_at(signup, meeting), AttendanceRow.mark == "absent")
    return tx.execute(query).scalar()


def give_reason(tx: Transaction, signup: int, meeting: int, reason: str) -> bool:
    """Why somebody did not come; False if they are not noted as absent."""
    absent = update(AttendanceRow).where(*_at(signup, meeting), AttendanceRow.mark == "absent")
    return tx.execute(absent.values(reason=reason)).rowcount > 0


def has_reason(tx: Transaction, signup: int, meeting: int) -> bool:
    """Whether somebody has said why they did not come."""
    query = select(AttendanceRow.reason).where(*_at(signup, meeting))
    return tx.execute(query).scalar() is not None


def reasons(tx: Transaction, lab: int) -> dict[str, int]:
    """Sign-ups by why they did not come to a meeting of a lab: whose reason it is, is not told."""
    query = select(AttendanceRow.reason, func.count()).join(
        MeetingRow, MeetingRow.id == AttendanceRow.meeting_id
    )
    query = query.where(MeetingRow.lab_id == lab, AttendanceRow.reason.is_not(None))
    rows = tx.execute(query.group_by(AttendanceRow.reason))
    return {reason: people for reason, people in rows if reason is not None}
