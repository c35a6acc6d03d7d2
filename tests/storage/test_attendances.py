"""Attendance: what is noted of whom at which meeting, and who is asked why they did not come."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from storage import attendances, labs, passes, signups
from storage.attendances import Expected, Missed
from storage.database import Database, Transaction
from tests.storage.rows import NOW, a_lab, a_person

HOUR = timedelta(hours=1)


def seated(tx: Transaction, lab: int, telegram_id: int, party: int = 1, state: str = "seated") -> int:
    return signups.put(tx, lab, a_person(tx, telegram_id), party, state, NOW)


def meeting_of(tx: Transaction, lab: int) -> int:
    found = labs.get(tx, lab)
    assert found is not None
    return found.meetings[0].id


def test_expected_are_those_with_a_seat_by_number_without_their_person(tx: Transaction) -> None:
    lab = a_lab(tx)
    amina, _, fatou = seated(tx, lab, 1, 3), seated(tx, lab, 2, 1, "waiting"), seated(tx, lab, 3)
    guest = signups.put(tx, lab, None, 2, "walked_in", NOW)
    seated(tx, a_lab(tx, "Clay"), 4)
    passes.set_name(tx, amina, "Amina")
    meeting = meeting_of(tx, lab)
    attendances.put(tx, amina, meeting, "attended", 2, NOW)
    attendances.put(tx, guest, meeting, "attended", 2, NOW)
    assert attendances.expected(tx, meeting) == (
        Expected(amina, 1, "Amina", 3, "seated", "attended", 2),
        Expected(fatou, 3, None, 1, "seated", None, 0),
        Expected(guest, 4, None, 2, "walked_in", "attended", 2),
    )


def test_a_mark_takes_the_place_of_the_one_before_at_its_meeting_only(tx: Transaction) -> None:
    lab = a_lab(tx)
    first = meeting_of(tx, lab)
    second = labs.add_meeting(tx, lab, NOW + timedelta(days=9), NOW + timedelta(days=9, hours=2), "There")
    amina = seated(tx, lab, 1, 2)
    attendances.put(tx, amina, first, "attended", 2, NOW)
    attendances.put(tx, amina, second, "attended", 1, NOW)
    attendances.put(tx, amina, first, "absent", 0, NOW)
    assert attendances.marks(tx, amina) == {first: "absent", second: "attended"}
    attendances.drop(tx, amina, first)
    assert attendances.marks(tx, amina) == {second: "attended"}


def test_the_others_are_those_with_a_seat_of_whom_nothing_is_noted(tx: Transaction) -> None:
    lab = a_lab(tx)
    meeting = meeting_of(tx, lab)
    states = ("seated", "seated", "seated", "waiting")
    came, told, silent, waits = (seated(tx, lab, n, 1, state) for n, state in enumerate(states))
    guest = signups.put(tx, lab, None, 1, "walked_in", NOW)
    attendances.put(tx, came, meeting, "attended", 1, NOW)
    attendances.put(tx, told, meeting, "excused", 0, NOW)
    assert attendances.others_absent(tx, meeting, NOW + HOUR) == 1
    assert attendances.others_absent(tx, meeting, NOW + HOUR) == 0
    marks = [attendances.marks(tx, one).get(meeting) for one in (came, told, silent, waits, guest)]
    assert marks == ["attended", "excused", "absent", None, None]
    assert [one.marked_at for one in attendances.missed(tx, NOW)] == [NOW + HOUR]


def test_who_missed_is_asked_once_for_each_meeting(tx: Transaction) -> None:
    lab = a_lab(tx)
    meeting, amina = meeting_of(tx, lab), seated(tx, lab, 1)
    attendances.put(tx, amina, meeting, "absent", 0, NOW)
    starts_at = NOW + timedelta(days=7)
    (whom,) = attendances.missed(tx, NOW - HOUR)
    assert whom == Missed(amina, meeting, whom.person_id, starts_at, starts_at + 2 * HOUR, NOW)
    assert attendances.ask_once(tx, whom, NOW) is not None
    assert attendances.ask_once(tx, whom, NOW) is None
    attendances.put(tx, amina, meeting, "absent", 0, NOW + HOUR)
    assert attendances.missed(tx, NOW - HOUR) == ()


def test_who_wants_no_messages_or_was_excused_or_long_ago_is_not_asked(tx: Transaction) -> None:
    lab = a_lab(tx)
    meeting = meeting_of(tx, lab)
    wishes: tuple[dict[str, Any], ...] = ({"stopped_at": NOW}, {"has_reminders": False}, {}, {})
    for number, wish in enumerate(wishes, start=1):
        signup = signups.put(tx, lab, a_person(tx, number, **wish), 1, "seated", NOW)
        mark, at = ("excused", NOW) if number == 3 else ("absent", NOW - HOUR if number == 4 else NOW)
        attendances.put(tx, signup, meeting, mark, 0, at)
    assert attendances.missed(tx, NOW - HOUR) == ()
    assert len(attendances.missed(tx, NOW - 2 * HOUR)) == 1
    labs.change(tx, lab, status="cancelled")
    assert attendances.missed(tx, NOW - 2 * HOUR) == ()


def test_a_reason_is_given_for_an_absence_only(tx: Transaction) -> None:
    lab = a_lab(tx)
    meeting, amina = meeting_of(tx, lab), seated(tx, lab, 1)
    assert attendances.give_reason(tx, amina, meeting, "work") is False
    attendances.put(tx, amina, meeting, "absent", 0, NOW)
    assert attendances.has_reason(tx, amina, meeting) is False
    assert attendances.give_reason(tx, amina, meeting, "work") is True
    assert attendances.has_reason(tx, amina, meeting) is True
    attendances.put(tx, amina, meeting, "attended", 1, NOW)
    assert attendances.has_reason(tx, amina, meeting) is False


def test_a_pass_keeps_its_code_and_leads_to_its_sign_up(tx: Transaction) -> None:
    lab = a_lab(tx)
    amina, fatou = seated(tx, lab, 1), seated(tx, lab, 2)
    assert passes.own(tx, amina, "Pass000001") == "Pass000001"
    assert passes.own(tx, amina, "Pass000002") == "Pass000001"
    assert passes.own(tx, fatou, "Pass000002") == "Pass000002"
    found = passes.by_code(tx, "Pass000002")
    assert found is not None
    assert (found.id, passes.by_code(tx, "Unknown123")) == (fatou, None)


def test_of_many_who_note_somebody_at_once_all_are_heard_and_one_mark_stays(database: Database) -> None:
    with database.transaction() as tx:
        lab = a_lab(tx)
        meeting, amina = meeting_of(tx, lab), seated(tx, lab, 1, 2)

    def note(number: int) -> None:
        with database.transaction() as tx:
            signups.hold(tx, lab)
            attendances.put(tx, amina, meeting, "attended", 1 + number % 2, NOW)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(note, range(16)))
    with database.transaction() as tx:
        assert attendances.marks(tx, amina) == {meeting: "attended"}
