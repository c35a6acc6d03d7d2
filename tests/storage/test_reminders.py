"""Reminders: for whom there may be one, and never the same twice."""

from dataclasses import replace
from datetime import timedelta

from storage import labs, people, reminders, signups
from storage.database import Transaction
from tests.storage.rows import NOW, a_lab, a_person, everything

DAY = timedelta(days=1)


def expected(tx: Transaction, days: float = 3) -> list[int]:
    """Who is expected within so many days."""
    return [whom.person_id for whom in reminders.expected(tx, NOW, NOW + days * DAY)]


def test_who_has_a_seat_in_a_lab_that_comes_is_expected_soonest_first(tx: Transaction) -> None:
    later, sooner, far = (a_lab(tx, in_days=days) for days in (2, 1, 4))
    first, second, third = (a_person(tx, number) for number in (1, 2, 3))
    for lab, person in ((later, first), (sooner, second), (far, third)):
        signups.put(tx, lab, person, 1, "seated", NOW)
    assert expected(tx) == [second, first]
    assert expected(tx, days=4) == [second, first, third]


def test_who_waits_left_stopped_or_wants_none_is_not_expected(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=1)
    for number, state in enumerate(("waiting", "cancelled", "seated", "seated", "seated", "seated"), start=1):
        signups.put(tx, lab, a_person(tx, number), 1, state, NOW)
    people.change(tx, 4, has_reminders=False)
    people.change(tx, 5, stopped_at=NOW)
    people.forget(tx, 6, NOW)
    assert expected(tx) == [3]


def test_a_lab_that_was_cancelled_or_has_begun_reminds_nobody(tx: Transaction) -> None:
    person = a_person(tx, 1)
    closed, cancelled, begun = (a_lab(tx, in_days=days) for days in (1, 1, 0))
    for lab in (closed, cancelled, begun):
        signups.put(tx, lab, person, 1, "seated", NOW)
    labs.change(tx, closed, status="closed")
    labs.change(tx, cancelled, status="cancelled")
    found = reminders.expected(tx, NOW, NOW + 3 * DAY)
    assert [whom.starts_at for whom in found] == [NOW + DAY]


def test_each_meeting_of_a_lab_has_its_own(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=1)
    labs.add_meeting(tx, lab, NOW + 2 * DAY, NOW + 2 * DAY + timedelta(hours=2), "Piazza dei Colori")
    signups.put(tx, lab, a_person(tx, 1), 1, "seated", NOW)
    found = reminders.expected(tx, NOW, NOW + 3 * DAY)
    assert [(whom.meeting_id, whom.signed_up_at) for whom in found] == [(1, NOW), (2, NOW)]


def test_the_same_reminder_is_made_once_but_a_moved_meeting_reminds_anew(tx: Transaction) -> None:
    signups.put(tx, a_lab(tx, in_days=1), a_person(tx, 1), 1, "seated", NOW)
    (whom,) = reminders.expected(tx, NOW, NOW + 3 * DAY)
    assert reminders.make(tx, whom, "day-before", NOW) == 1
    assert reminders.make(tx, whom, "day-before", NOW + DAY) is None
    other = reminders.make(tx, whom, "hours-before", NOW)
    moved = reminders.make(tx, replace(whom, starts_at=whom.starts_at + DAY), "day-before", NOW)
    assert other is not None
    assert moved is not None
    made = reminders.get(tx, moved)
    assert made is not None
    assert (made.kind, made.starts_at, made.signup_id) == ("day-before", NOW + 2 * DAY, whom.signup_id)
    assert len(everything(tx)["reminders"]) == 3
