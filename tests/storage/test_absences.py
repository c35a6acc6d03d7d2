"""Absences: who is asked why they did not come, and what they say."""

from datetime import timedelta
from typing import Any

from storage import absences, attendances, labs, signups
from storage.absences import Missed
from storage.database import Transaction
from tests.storage.rows import NOW, a_lab, a_person
from tests.storage.test_attendances import meeting_of, seated

HOUR = timedelta(hours=1)


def test_who_missed_is_asked_once_for_each_meeting(tx: Transaction) -> None:
    lab = a_lab(tx)
    meeting, amina = meeting_of(tx, lab), seated(tx, lab, 1)
    attendances.put(tx, amina, meeting, "absent", 0, NOW)
    starts_at = NOW + timedelta(days=7)
    (whom,) = absences.missed(tx, NOW - HOUR)
    assert whom == Missed(amina, meeting, whom.person_id, starts_at, starts_at + 2 * HOUR, NOW)
    assert absences.ask_once(tx, whom, NOW) is not None
    assert absences.ask_once(tx, whom, NOW) is None
    attendances.put(tx, amina, meeting, "absent", 0, NOW + HOUR)
    assert absences.missed(tx, NOW - HOUR) == ()


def test_who_wants_no_messages_or_was_excused_or_long_ago_is_not_asked(tx: Transaction) -> None:
    lab = a_lab(tx)
    meeting = meeting_of(tx, lab)
    wishes: tuple[dict[str, Any], ...] = ({"stopped_at": NOW}, {"has_reminders": False}, {}, {})
    for number, wish in enumerate(wishes, start=1):
        signup = signups.put(tx, lab, a_person(tx, number, **wish), 1, "seated", NOW)
        mark, at = ("excused", NOW) if number == 3 else ("absent", NOW - HOUR if number == 4 else NOW)
        attendances.put(tx, signup, meeting, mark, 0, at)
    assert absences.missed(tx, NOW - HOUR) == ()
    assert len(absences.missed(tx, NOW - 2 * HOUR)) == 1
    labs.change(tx, lab, status="cancelled")
    assert absences.missed(tx, NOW - 2 * HOUR) == ()


def test_a_reason_is_given_for_an_absence_only(tx: Transaction) -> None:
    lab = a_lab(tx)
    meeting, amina = meeting_of(tx, lab), seated(tx, lab, 1)
    assert absences.give_reason(tx, amina, meeting, "work") is False
    attendances.put(tx, amina, meeting, "absent", 0, NOW)
    assert absences.has_reason(tx, amina, meeting) is False
    assert absences.give_reason(tx, amina, meeting, "work") is True
    assert absences.has_reason(tx, amina, meeting) is True
    attendances.put(tx, amina, meeting, "attended", 1, NOW)
    assert absences.has_reason(tx, amina, meeting) is False


def test_it_is_known_since_when_somebody_is_absent(tx: Transaction) -> None:
    lab = a_lab(tx)
    meeting, amina = meeting_of(tx, lab), seated(tx, lab, 1)
    assert absences.absent_since(tx, amina, meeting) is None
    attendances.put(tx, amina, meeting, "absent", 0, NOW)
    assert absences.absent_since(tx, amina, meeting) == NOW
    attendances.put(tx, amina, meeting, "excused", 0, NOW)
    assert absences.absent_since(tx, amina, meeting) is None
