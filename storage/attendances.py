"""Remembers how it went at each meeting: who of the expected came, who did not, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, literal, select, update

from storage.database import Transaction, insert_once
from storage.tables import AttendanceRow, LabRow, MeetingRow, PersonRow, ReminderRow, SignupRow

AT_THE_DOOR = ("seated", "walked_in")
"""States of the sign-ups that a host sees."""
MISSED = "missed"
"""The kind of reminder that asks, once for each meeting, why somebody did not come."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A sign-up as the host sees it: no person. `mark` None: not noted; `came`: people."""

    signup_id: int
    number: int
    name: str | None
    party: int
    state: str
    mark: str | None
    came: int


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody who was noted as absent, and is to be asked why."""

    signup_id: int
    meeting_id: int
    person_id: int
    starts_at: datetime
    ends_at: datetime
    marked_at: datetime


def lab_of(tx: Transaction, meeting: int) -> int | None:
    """The lab that a meeting is of."""
    return tx.execute(select(MeetingRow.lab_id).where(MeetingRow.id == meeting)).scalar()


_EXPECTED: tuple[Any, ...] = (
    SignupRow.id,
    SignupRow.number,
    SignupRow.name,
    SignupRow.party,
    SignupRow.state,
    AttendanceRow.mark,
    func.coalesce(AttendanceRow.came, 0),
)


def expected(tx: Transaction, meeting: int) -> tuple[Expected, ...]:
    """Who has a seat, or came without one, in the order of their numbers, with what is noted of them."""
    query = (
        select(*_EXPECTED)
        .join(MeetingRow, MeetingRow.lab_id == SignupRow.lab_id)
        .outerjoin(
            AttendanceRow,
            (AttendanceRow.signup_id == SignupRow.id) & (AttendanceRow.meeting_id == MeetingRow.id),
        )
        .where(MeetingRow.id == meeting, SignupRow.state.in_(AT_THE_DOOR))
        .order_by(SignupRow.number)
    )
    return tuple(Expected(*row) for row in tx.execute(query))


def marks(tx: Transaction, signup: int) -> dict[int, str]:
    """What is noted of a sign-up, by meeting."""
    query = select(AttendanceRow.meeting_id, AttendanceRow.mark).where(AttendanceRow.signup_id == signup)
    return dict(tx.execute(query).all())


def _at(signup: int, meeting: int) -> tuple[Any, Any]:
    return AttendanceRow.signup_id == signup, AttendanceRow.meeting_id == meeting


def put(tx: Transaction, signup: int, meeting: int, mark: str, came: int, now: datetime) -> None:
    """Note a sign-up at a meeting, in place of what was noted; `came`: people. The lab is held."""
    tx.execute(delete(AttendanceRow).where(*_at(signup, meeting)))
    values = {"signup_id": signup, "meeting_id": meeting, "mark": mark, "came": came, "marked_at": now}
    tx.execute(insert(AttendanceRow).values(values))


def drop(tx: Transaction, signup: int, meeting: int) -> None:
    """Take back what was noted."""
    tx.execute(delete(AttendanceRow).where(*_at(signup, meeting)))


def others_absent(tx: Transaction, meeting: int, now: datetime) -> int:
    """Note as absent everybody with a seat of whom nothing is noted; how many sign-ups. The lab is held."""
    unnoted = (
        select(
            SignupRow.id,
            MeetingRow.id,
            literal("absent"),
            literal(0),
            literal(now, AttendanceRow.marked_at.type),
        )
        .join(MeetingRow, MeetingRow.lab_id == SignupRow.lab_id)
        .where(MeetingRow.id == meeting, SignupRow.state == "seated")
        .where(~exists().where(AttendanceRow.signup_id == SignupRow.id, AttendanceRow.meeting_id == meeting))
    )
    columns = ("signup_id", "meeting_id", "mark", "came", "marked_at")
    many = insert(AttendanceRow).from_select(columns, unnoted)
    return tx.execute(many.execution_options(preserve_rowcount=True)).rowcount


def missed(tx: Transaction, since: datetime) -> tuple[Missed, ...]:
    """Who was noted as absent after `since` at a meeting that ended after it, and was not asked about it yet.

    Only those who want messages.
    """
    asked = exists().where(
        ReminderRow.signup_id == AttendanceRow.signup_id,
        ReminderRow.meeting_id == AttendanceRow.meeting_id,
        ReminderRow.kind == MISSED,
    )
    query = (
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
        .where(AttendanceRow.mark == "absent", AttendanceRow.marked_at > since, ~asked)
        .where(SignupRow.state == "seated", LabRow.status.in_(("published", "closed")))
        .where(MeetingRow.cancelled_at.is_(None), MeetingRow.ends_at > since)
        .where(PersonRow.has_reminders, PersonRow.agreed_at.is_not(None), PersonRow.stopped_at.is_(None))
        .order_by(AttendanceRow.marked_at, AttendanceRow.signup_id)
    )
    rows: Any = tx.execute(query)
    return tuple(Missed(*row) for row in rows)


def ask_once(tx: Transaction, whom: Missed, now: datetime) -> int | None:
    """Note that somebody is asked why they did not come; its number, or None if they were before."""
    values = {"signup_id": whom.signup_id, "meeting_id": whom.meeting_id, "kind": MISSED}
    once = insert_once(tx, ReminderRow).values(starts_at=whom.starts_at, made_at=now, **values)
    return tx.execute(once.returning(ReminderRow.id)).scalar()


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
