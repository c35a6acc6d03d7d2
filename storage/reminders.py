"""Remembers which reminders were made, and finds the sign-ups that lack one.

It must not know when a reminder is due, nor what it says.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from storage.attendances import MAY_HAVE_COME
from storage.database import Transaction, insert_once
from storage.tables import LabRow, MeetingRow, PersonRow, ReminderRow, SignupRow

FEEDBACK = "feedback"
"""The kind of what is asked after a lab, once for each sign-up."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is expected at a meeting, or was there."""

    signup_id: int
    person_id: int
    meeting_id: int
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder that was made. `stands`: its meeting and lab do, and it begins then still."""

    id: int
    signup_id: int
    meeting_id: int
    kind: str
    starts_at: datetime
    stands: bool


_STANDS: ColumnElement[bool] = and_(
    MeetingRow.cancelled_at.is_(None), LabRow.status.in_(("published", "closed"))
)
_LISTENS = and_(PersonRow.has_reminders, PersonRow.agreed_at.is_not(None), PersonRow.stopped_at.is_(None))

_AHEAD = (
    select(MeetingRow.starts_at, MeetingRow.id)
    .join(LabRow, LabRow.id == MeetingRow.lab_id)
    .where(MeetingRow.starts_at > bindparam("now"), MeetingRow.starts_at <= bindparam("until"), _STANDS)
    .order_by(MeetingRow.starts_at, MeetingRow.id)
)


def _people(of: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Who wants to be told, of those with such a sign-up, of given meetings.

    Without their labs, which are known to stand: with them SQLite begins at the labs, all of them.
    """
    return (
        select(SignupRow.id, SignupRow.person_id, MeetingRow.id, MeetingRow.starts_at)
        .join_from(MeetingRow, SignupRow, SignupRow.lab_id == MeetingRow.lab_id)
        .join(PersonRow, PersonRow.id == SignupRow.person_id)
        .where(MeetingRow.id.in_(bindparam("meetings", expanding=True)))
        .where(of, _LISTENS)
        .limit(bindparam("most"))
    )


_MADE = select(ReminderRow.id).where(
    ReminderRow.signup_id == SignupRow.id,
    ReminderRow.meeting_id == MeetingRow.id,
    ReminderRow.kind == bindparam("kind"),
    ReminderRow.starts_at == MeetingRow.starts_at,
)
_LACKING = (
    _people(SignupRow.state == "seated")
    .where(MeetingRow.starts_at == bindparam("starts_at"))
    .where(or_(SignupRow.changed_at < bindparam("before"), SignupRow.changed_at > bindparam("now")))
    .where(~_MADE.exists())
)


_OWN, _OTHER = aliased(SignupRow), aliased(SignupRow)
_COMES_TOO = exists().where(
    _OWN.lab_id == SignupRow.lab_id, _OWN.person_id == SignupRow.brought_by, _OWN.state == "seated"
)
_TOLD_ALREADY = (
    exists()
    .where(_OTHER.lab_id == SignupRow.lab_id, _OTHER.brought_by == SignupRow.brought_by)
    .where(ReminderRow.signup_id == _OTHER.id, ReminderRow.meeting_id == MeetingRow.id)
    .where(ReminderRow.kind == bindparam("kind"), ReminderRow.starts_at == MeetingRow.starts_at)
    .correlate(SignupRow, MeetingRow)
)
_LACKING_FOR_GUESTS = (
    select(func.min(SignupRow.id), SignupRow.brought_by, MeetingRow.id, MeetingRow.starts_at)
    .join_from(MeetingRow, SignupRow, SignupRow.lab_id == MeetingRow.lab_id)
    .join(PersonRow, PersonRow.id == SignupRow.brought_by)
    .where(MeetingRow.id.in_(bindparam("meetings", expanding=True)))
    .where(MeetingRow.starts_at == bindparam("starts_at"))
    .where(SignupRow.state == "seated", SignupRow.person_id.is_(None), _LISTENS)
    .where(or_(SignupRow.changed_at < bindparam("before"), SignupRow.changed_at > bindparam("now")))
    .where(~_COMES_TOO, ~_TOLD_ALREADY)
    .group_by(SignupRow.brought_by, MeetingRow.id, MeetingRow.starts_at)
    .limit(bindparam("most"))
)
"""One of the guests of each who brought some: who comes too is reminded of all with their own sign-up."""


def ahead(tx: Transaction, now: datetime, until: datetime) -> dict[datetime, tuple[int, ...]]:
    """Meetings that begin after now and up to `until`, by their start, soonest first."""
    return _by_moment(tx.execute(_AHEAD, {"now": now, "until": until}))


def _by_moment(rows: Iterable[Any]) -> dict[datetime, tuple[int, ...]]:
    return {moment: tuple(row.id for row in same) for moment, same in groupby(rows, lambda row: row[0])}


def lacking(
    tx: Transaction,
    kind: str,
    starts_at: datetime,
    meetings: Collection[int],
    before: datetime,
    now: datetime,
    most: int,
) -> tuple[Expected, ...]:
    """Who has signed up before a moment for meetings that begin at `starts_at`, and has no such reminder.

    At most so many. Whoever signed up later than `now` did so by a clock that was wrong: long ago. Who
    brought guests and does not come themselves is there once, by one of the guests' sign-ups.
    """
    values = {"kind": kind, "starts_at": starts_at, "meetings": meetings, "before": before}
    found = tuple(Expected(*row) for row in tx.execute(_LACKING, {**values, "now": now, "most": most}))
    if len(found) < most:
        rows: Any = tx.execute(_LACKING_FOR_GUESTS, {**values, "now": now, "most": most - len(found)})
        found += tuple(Expected(*row) for row in rows)
    return found


_LATER = aliased(MeetingRow)
_IS_LAST = ~(
    select(_LATER.id)
    .where(_LATER.lab_id == MeetingRow.lab_id, _LATER.cancelled_at.is_(None))
    .where(
        or_(
            _LATER.ends_at > MeetingRow.ends_at,
            and_(_LATER.ends_at == MeetingRow.ends_at, _LATER.id > MeetingRow.id),
        )
    )
    .exists()
)
_ASKED = select(ReminderRow.id).where(ReminderRow.signup_id == SignupRow.id, ReminderRow.kind == FEEDBACK)
_OVER = (
    select(MeetingRow.ends_at, MeetingRow.id)
    .join(LabRow, LabRow.id == MeetingRow.lab_id)
    .where(MeetingRow.ends_at > bindparam("since"), MeetingRow.ends_at <= bindparam("until"))
    .where(_STANDS, _IS_LAST)
    .order_by(MeetingRow.ends_at, MeetingRow.id)
)
_UNASKED = _people(MAY_HAVE_COME).where(~SignupRow.has_given_feedback, ~_ASKED.exists())


def over(tx: Transaction, since: datetime, until: datetime) -> dict[datetime, tuple[int, ...]]:
    """Last meetings of labs that ended after `since` and up to `until`, by their end, soonest first."""
    return _by_moment(tx.execute(_OVER, {"since": since, "until": until}))


def unasked(tx: Transaction, meetings: Collection[int], most: int) -> tuple[Expected, ...]:
    """Who was in a lab with one of these last meetings, and was never asked how it was. At most so many.

    Also who came and has left since; not who was noted at every meeting as absent or excused.
    """
    return tuple(Expected(*row) for row in tx.execute(_UNASKED, {"meetings": meetings, "most": most}))


def make(tx: Transaction, expected: Iterable[Expected], kind: str, now: datetime) -> dict[int, Expected]:
    """Note reminders; those that were not made before, by their numbers."""
    by_key = {(whom.signup_id, whom.meeting_id): whom for whom in expected}
    if not by_key:
        return {}
    columns = ("signup_id", "meeting_id", "kind", "starts_at", "made_at")
    rows = [
        dict(zip(columns, (*key, kind, whom.starts_at, now), strict=True)) for key, whom in by_key.items()
    ]
    once = insert_once(tx, ReminderRow)
    made = tx.execute(once.returning(ReminderRow.id, ReminderRow.signup_id, ReminderRow.meeting_id), rows)
    return {number: by_key[signup, meeting] for number, signup, meeting in made}


def get(tx: Transaction, reminder: int) -> Reminder | None:
    """A reminder by its number."""
    is_there = and_(_STANDS, MeetingRow.starts_at == ReminderRow.starts_at)
    columns = (ReminderRow.id, ReminderRow.signup_id, ReminderRow.meeting_id, ReminderRow.kind)
    found = (
        select(*columns, ReminderRow.starts_at, is_there)
        .join(MeetingRow, MeetingRow.id == ReminderRow.meeting_id)
        .join(LabRow, LabRow.id == MeetingRow.lab_id)
        .where(ReminderRow.id == reminder)
    )
    row = tx.execute(found).first()
    return None if row is None else Reminder(*row)
