"""Attendance: what is noted of whom at which meeting."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from storage import absences, attendances, labs, passes, signups
from storage.attendances import Expected
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
    assert [one.marked_at for one in absences.missed(tx, NOW)] == [NOW + HOUR]


def test_a_pass_keeps_its_code_and_leads_to_its_sign_up(tx: Transaction) -> None:
    lab = a_lab(tx)
    amina, fatou = seated(tx, lab, 1), seated(tx, lab, 2)
    assert passes.own(tx, amina, "Pass000001") == "Pass000001"
    assert passes.own(tx, amina, "Pass000002") == "Pass000001"
    assert passes.own(tx, fatou, "Pass000002") == "Pass000002"
    found = passes.by_code(tx, "Pass000002")
    assert found is not None
    assert (found.id, passes.by_code(tx, "Unknown123")) == (fatou, None)


def test_who_leaves_later_stays_on_the_list_of_what_was(tx: Transaction) -> None:
    lab = a_lab(tx)
    first = meeting_of(tx, lab)
    second = labs.add_meeting(tx, lab, NOW + timedelta(days=9), NOW + timedelta(days=9, hours=2), "There")
    amina, fatou, sara = seated(tx, lab, 1, 3), seated(tx, lab, 2), seated(tx, lab, 3)
    attendances.put(tx, amina, first, "attended", 2, NOW)
    attendances.put(tx, fatou, first, "absent", 0, NOW)
    for signup, state in ((amina, "cancelled"), (fatou, "removed"), (sara, "cancelled")):
        signups.set_state(tx, signup, state, NOW)
    assert attendances.expected(tx, first) == (
        Expected(amina, 1, None, 3, "cancelled", "attended", 2),
        Expected(fatou, 2, None, 1, "removed", "absent", 0),
    )
    assert attendances.expected(tx, second) == ()


def test_of_who_leaves_what_was_noted_of_meetings_to_come_goes(tx: Transaction) -> None:
    lab = a_lab(tx)
    first = meeting_of(tx, lab)
    second = labs.add_meeting(tx, lab, NOW + timedelta(days=9), NOW + timedelta(days=9, hours=2), "There")
    amina, fatou = seated(tx, lab, 1), seated(tx, lab, 2)
    for signup in (amina, fatou):
        attendances.put(tx, signup, first, "attended", 1, NOW)
        attendances.put(tx, signup, second, "excused", 0, NOW)
    attendances.drop_ahead(tx, amina, NOW + timedelta(days=8))
    assert attendances.marks(tx, amina) == {first: "attended"}
    assert attendances.marks(tx, fatou) == {first: "attended", second: "excused"}


def test_a_party_was_never_fewer_than_came(tx: Transaction) -> None:
    lab = a_lab(tx)
    first = meeting_of(tx, lab)
    second = labs.add_meeting(tx, lab, NOW + timedelta(days=9), NOW + timedelta(days=9, hours=2), "There")
    amina = seated(tx, lab, 1, 3)
    attendances.put(tx, amina, first, "attended", 3, NOW)
    signups.change(tx, amina, NOW, party=1)
    assert [(one.party, one.came) for one in attendances.expected(tx, first)] == [(3, 3)]
    assert [(one.party, one.came) for one in attendances.expected(tx, second)] == [(1, 0)]


@pytest.mark.parametrize(
    ("state", "first", "second", "came", "may_have_come"),
    [
        ("seated", None, None, False, True),
        ("seated", "absent", None, False, True),
        ("seated", "absent", "excused", False, False),
        ("seated", "absent", "attended", True, True),
        ("cancelled", "attended", None, True, True),
        ("removed", "absent", "attended", True, True),
        ("cancelled", "absent", None, False, False),
        ("cancelled", None, None, False, False),
        ("waiting", None, None, False, False),
    ],
)
def test_whoever_came_came_and_who_has_a_seat_may_have_come(
    tx: Transaction, state: str, first: str | None, second: str | None, came: bool, may_have_come: bool
) -> None:
    lab = a_lab(tx)
    labs.add_meeting(tx, lab, NOW + timedelta(days=9), NOW + timedelta(days=9, hours=2), "There")
    dropped = labs.add_meeting(tx, lab, NOW + timedelta(days=10), NOW + timedelta(days=10, hours=2), "There")
    labs.change_meeting(tx, dropped, cancelled_at=NOW)
    amina, other = seated(tx, lab, 1, 1, state), seated(tx, lab, 2, 1, "waiting")
    meeting = meeting_of(tx, lab)
    for where, mark in ((meeting, first), (meeting + 1, second)):
        if mark:
            attendances.put(tx, amina, where, mark, int(mark == "attended"), NOW)
        attendances.put(tx, other, where, "absent", 0, NOW)
    assert attendances.came(tx, amina) is came
    assert attendances.may_have_come(tx, amina) is may_have_come
    assert attendances.may_have_come(tx, other) is False


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
