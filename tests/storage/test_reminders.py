"""Reminders: for whom there may be one, and never the same twice."""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from storage import labs, people, reminders, signups
from storage.database import Transaction
from storage.reminders import Expected
from storage.tables import AttendanceRow
from tests.storage.rows import NOW, a_lab, a_person, everything

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
EVENING = "day-before"


def lacking(tx: Transaction, in_days: float = 1, most: int = 100, **values: Any) -> tuple[Expected, ...]:
    """Who lacks a reminder of a meeting in so many days; all signed up in time unless told otherwise."""
    asked: dict[str, Any] = {"kind": EVENING, "before": NOW + HOUR, "now": NOW + 2 * HOUR, **values}
    starts_at = NOW + in_days * DAY
    meetings = reminders.ahead(tx, NOW, starts_at).get(starts_at, ())
    return reminders.lacking(tx, starts_at=starts_at, meetings=meetings, most=most, **asked)


def persons(expected: tuple[Expected, ...]) -> list[int]:
    return sorted(whom.person_id for whom in expected)


def test_meetings_that_stand_are_looked_for_by_their_start(tx: Transaction) -> None:
    for in_days in (2, 1, 1, 4, 0):
        a_lab(tx, in_days=in_days)
    cancelled, closed, draft, dropped = (a_lab(tx, in_days=days) for days in (1.5, 2.5, 1.6, 1.7))
    labs.change(tx, cancelled, status="cancelled")
    labs.change(tx, closed, status="closed")
    labs.change(tx, draft, status="draft")
    labs.change_meeting(tx, dropped, cancelled_at=NOW)
    found = reminders.ahead(tx, NOW, NOW + 3 * DAY)
    assert list(found.items()) == [
        (NOW + DAY, (2, 3)),
        (NOW + 2 * DAY, (1,)),
        (NOW + 2.5 * DAY, (7,)),
    ]
    assert reminders.ahead(tx, NOW, NOW + 4 * DAY)[NOW + 4 * DAY] == (4,)
    assert lacking(tx, 1.5) == lacking(tx, 1.7) == ()


def test_only_who_has_a_seat_and_wants_to_be_reminded_is(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=1)
    states = ("waiting", "offered", "cancelled", "removed", "expired", "walked_in", *["seated"] * 4)
    for number, state in enumerate(states, start=1):
        signups.put(tx, lab, a_person(tx, number), 1, state, NOW)
    signups.put(tx, lab, None, 1, "seated", NOW)
    people.change(tx, 8, has_reminders=False)
    people.change(tx, 9, stopped_at=NOW)
    people.forget(tx, 10, NOW)
    assert persons(lacking(tx)) == [7]
    assert lacking(tx, in_days=2) == ()


def test_of_a_lab_that_is_off_nobody_is_reminded(tx: Transaction) -> None:
    person = a_person(tx, 1)
    off, dropped = a_lab(tx, in_days=1), a_lab(tx, in_days=1)
    for lab in (off, dropped):
        signups.put(tx, lab, person, 1, "seated", NOW)
    assert len(lacking(tx)) == 2
    labs.change(tx, off, status="cancelled")
    labs.change_meeting(tx, dropped, cancelled_at=NOW)
    assert lacking(tx) == ()


def test_who_signed_up_too_late_for_one_lacks_none_unless_the_clock_was_wrong_then(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=1)
    for number, after in enumerate((0 * HOUR, HOUR - signups.INSTANT, HOUR, 2 * HOUR, 300 * DAY), start=1):
        signups.put(tx, lab, a_person(tx, number), 1, "seated", NOW + after)
    assert persons(lacking(tx)) == [1, 2, 5]
    assert persons(lacking(tx, before=NOW + 3 * HOUR)) == [1, 2, 3, 4, 5]


def test_each_meeting_of_a_lab_has_its_own(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=1)
    labs.add_meeting(tx, lab, NOW + 2 * DAY, NOW + 2 * DAY + 2 * HOUR, "Piazza dei Colori")
    signups.put(tx, lab, a_person(tx, 1), 1, "seated", NOW)
    assert [whom.meeting_id for whom in (*lacking(tx), *lacking(tx, in_days=2))] == [1, 2]
    assert len(reminders.make(tx, lacking(tx), EVENING, NOW)) == 1
    assert [whom.meeting_id for whom in (*lacking(tx), *lacking(tx, in_days=2))] == [2]


def test_the_same_reminder_is_made_once_but_a_moved_meeting_reminds_anew(tx: Transaction) -> None:
    signups.put(tx, a_lab(tx, in_days=1), a_person(tx, 1), 1, "seated", NOW)
    whom = lacking(tx)
    assert reminders.make(tx, whom, EVENING, NOW) == {1: whom[0]}
    assert reminders.make(tx, whom, EVENING, NOW + DAY) == {}
    assert lacking(tx) == ()
    assert list(reminders.make(tx, lacking(tx, kind="hours-before"), "hours-before", NOW)) != [1]

    labs.change_meeting(tx, 1, starts_at=NOW + 2 * DAY)
    moved = lacking(tx, in_days=2)
    (number,) = reminders.make(tx, moved, EVENING, NOW)
    assert [reminders.get(tx, 1), reminders.get(tx, number)] == [
        reminders.Reminder(1, 1, 1, EVENING, NOW + DAY, stands=False),
        reminders.Reminder(number, 1, 1, EVENING, NOW + 2 * DAY, stands=True),
    ]
    labs.change_meeting(tx, 1, starts_at=NOW + DAY)
    assert lacking(tx) == ()
    assert len(everything(tx)["reminders"]) == 3


def test_so_many_are_found_and_made_at_a_time(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=1)
    for number in range(1, 6):
        signups.put(tx, lab, a_person(tx, number), 1, "seated", NOW)
    made = []
    while found := lacking(tx, most=2):
        made.append(len(reminders.make(tx, found, EVENING, NOW)))
    assert made == [2, 2, 1]
    assert reminders.make(tx, (), EVENING, NOW) == {}


def test_a_reminder_of_a_lab_that_is_off_does_not_stand(tx: Transaction) -> None:
    signups.put(tx, a_lab(tx, in_days=1), a_person(tx, 1), 1, "seated", NOW)
    (number,) = reminders.make(tx, lacking(tx), EVENING, NOW)
    stands = []
    for change in ({"status": "closed"}, {"status": "cancelled"}, {"status": "published"}):
        labs.change(tx, 1, **change)
        made = reminders.get(tx, number)
        stands.append(made is not None and made.stands)
    assert stands == [True, False, True]
    labs.change_meeting(tx, 1, cancelled_at=NOW)
    made = reminders.get(tx, number)
    assert made is not None
    assert not made.stands
    assert reminders.get(tx, number + 1) is None


def whom(tx: Transaction, since_h: float = -24, until_h: float = 26) -> tuple[Expected, ...]:
    """Who is to be asked about labs that ended within these hours from now."""
    meetings = reminders.over(tx, NOW + since_h * HOUR, NOW + until_h * HOUR)
    return tuple(one for same in meetings.values() for one in reminders.unasked(tx, same, 100))


def unasked(tx: Transaction, since_h: float = -24, until_h: float = 26) -> list[int]:
    return persons(whom(tx, since_h, until_h))


def test_who_sat_in_a_lab_is_asked_once_after_its_last_meeting_that_stands(
    tx: Transaction,
) -> None:
    lab = a_lab(tx, in_days=0)
    later, last = (
        labs.add_meeting(tx, lab, NOW + days * DAY, NOW + days * DAY + 2 * HOUR, "Library") for days in (1, 2)
    )
    for number, state in enumerate(("seated", "seated", "waiting", "cancelled"), start=1):
        signups.put(tx, lab, a_person(tx, number), 1, state, NOW)
    assert unasked(tx) == []  # another meeting is to come
    labs.change_meeting(tx, last, cancelled_at=NOW)
    assert unasked(tx, until_h=25.9) == unasked(tx, since_h=26) == []
    assert unasked(tx) == [1, 2]
    expected = whom(tx)
    assert {(one.meeting_id, one.starts_at) for one in expected} == {(later, NOW + DAY)}
    reminders.make(tx, expected, reminders.FEEDBACK, NOW)
    assert unasked(tx) == []
    labs.change_meeting(tx, last, cancelled_at=None)  # one more date, and never asked twice
    assert unasked(tx, until_h=100) == []


def test_who_was_never_there_or_has_answered_or_wants_nothing_is_not_asked(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=0)
    labs.add_meeting(tx, lab, NOW + DAY, NOW + DAY + 2 * HOUR, "Library")
    labs.change_meeting(
        tx, labs.add_meeting(tx, lab, NOW, NOW + HOUR, "Library"), cancelled_at=NOW
    )  # counts for nobody
    for number in range(1, 8):
        signups.put(tx, lab, a_person(tx, number), 1, "seated", NOW)
    marks = {1: ("absent", "excused"), 2: ("absent", "attended"), 3: ("absent",), 4: ("attended", "attended")}
    rows = [
        {"signup_id": signup, "meeting_id": meeting, "mark": mark, "came": int(mark == "attended")}
        for signup, of in marks.items()
        for meeting, mark in enumerate(of, start=1)
    ]
    tx.execute(insert(AttendanceRow), [{**row, "marked_at": NOW} for row in rows])
    tx.exec_driver_sql("UPDATE signups SET has_given_feedback = TRUE WHERE id = 5")
    people.change(tx, 6, has_reminders=False)
    assert unasked(tx) == [2, 3, 4, 7]
    labs.change(tx, lab, status="cancelled")
    assert unasked(tx) == []
