"""What was changed in a lab, and how it was before."""

from datetime import timedelta

from storage import attendances, changes, labs, outbox, signups
from storage.database import Transaction
from tests.storage.rows import NOW, a_lab, a_person, everything
from tests.storage.test_labs import DAY, HOUR, whole


def test_changes_come_back_with_what_was_in_the_order_of_their_making(tx: Transaction) -> None:
    lab, other = a_lab(tx), a_lab(tx, "Another")
    (meeting,) = whole(tx, lab).meetings
    kinds: tuple[changes.What, ...] = ("moved", "placed", "dropped", "added")
    numbers = [
        changes.note(tx, lab, what, NOW + timedelta(hours=hours), meeting) for hours, what in enumerate(kinds)
    ]
    last = changes.note(tx, lab, "cancelled", NOW + DAY)
    found = whole(tx, lab).changes
    assert [change.id for change in found] == [*numbers, last]
    assert [change.what for change in found] == ["moved", "placed", "dropped", "added", "cancelled"]
    times, place = (meeting.starts_at, meeting.ends_at), meeting.place
    none = (None, None)
    was = [(change.was_starts_at, change.was_ends_at) for change in found]
    assert was == [times, none, times, none, none]
    assert [change.was_place for change in found] == [None, place, place, None, None]
    assert [change.meeting_id for change in found] == [meeting.id] * 4 + [None]
    assert [change.made_at for change in found[:2]] == [NOW, NOW + HOUR]
    assert changes.of(tx, [lab, other]) == {lab: found, other: ()}


def test_a_dropped_date_stays_to_be_told_of_but_the_lab_meets_there_no_more(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=2)
    later = labs.add_meeting(tx, lab, NOW + 9 * DAY, NOW + 9 * DAY + HOUR, "Park")
    labs.drop_meeting(tx, later, NOW)
    found = whole(tx, lab)
    assert [meeting.id for meeting in found.dropped] == [later]
    assert found.dropped[0].cancelled_at == NOW
    assert (found.starts_at, found.ends_at) == (NOW + 2 * DAY, NOW + 2 * DAY + 2 * HOUR)
    assert [one.id for one in labs.coming(tx, NOW)] == [lab]
    assert labs.coming(tx, NOW + 3 * DAY) == ()


def test_a_lab_of_dropped_dates_only_is_whole_and_comes_no_more(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=2)
    labs.drop_meeting(tx, whole(tx, lab).meetings[0].id, NOW)
    found = whole(tx, lab)
    assert (found.meetings, len(found.dropped)) == ((), 1)
    assert (found.starts_at, found.ends_at) == (NOW + 2 * DAY, NOW + 2 * DAY + 2 * HOUR)
    assert not found.is_open(NOW)
    assert labs.coming(tx, NOW) == ()


def test_each_change_of_a_date_raises_its_sequence_and_cancelling_that_of_all(tx: Transaction) -> None:
    lab, other = a_lab(tx, in_days=2), a_lab(tx, "Another")
    second = labs.add_meeting(tx, lab, NOW + 9 * DAY, NOW + 9 * DAY + HOUR, "Park")
    third = labs.add_meeting(tx, lab, NOW + 16 * DAY, NOW + 16 * DAY + HOUR, "Park")
    labs.change_meeting(tx, second, place="Hall")
    labs.change_meeting(tx, second, starts_at=NOW + 8 * DAY)
    labs.drop_meeting(tx, third, NOW)
    labs.cancel(tx, lab)
    sequences = {row["id"]: row["sequence"] for row in everything(tx)["meetings"]}
    (alone,) = whole(tx, other).meetings
    assert sequences == {1: 1, second: 3, third: 2, alone.id: 0}
    assert (whole(tx, lab).status, whole(tx, other).status) == ("cancelled", "published")


def test_a_lab_of_many_dates_stands_in_line_by_the_next_of_them(tx: Transaction) -> None:
    old, soon = a_lab(tx, "Every week", in_days=-7), a_lab(tx, "Once", in_days=2)
    labs.add_meeting(tx, old, NOW + 3 * DAY, NOW + 3 * DAY + HOUR, "Park")
    assert [lab.id for lab in labs.coming(tx, NOW)] == [soon, old]
    assert whole(tx, old).coming(NOW).starts_at == NOW + 3 * DAY
    assert whole(tx, old).coming(NOW + 9 * DAY).starts_at == NOW + 3 * DAY


def test_excuses_for_a_date_are_taken_back_and_nothing_else_that_was_noted(tx: Transaction) -> None:
    lab = a_lab(tx)
    second = labs.add_meeting(tx, lab, NOW + 9 * DAY, NOW + 9 * DAY + HOUR, "Park")
    numbers = [signups.put(tx, lab, a_person(tx, n), 1, "seated", NOW) for n in range(3)]
    for number, mark in zip(numbers, ("excused", "attended", "absent"), strict=True):
        attendances.put(tx, number, 1, mark, int(mark == "attended"), NOW)
    attendances.put(tx, numbers[0], second, "excused", 0, NOW)
    attendances.drop_excuses(tx, 1)
    assert [attendances.marks(tx, number) for number in numbers] == [
        *({second: "excused"}, {1: "attended"}, {1: "absent"})
    ]


def test_the_letters_of_a_person_are_found_by_how_their_addresses_begin(tx: Transaction) -> None:
    amina, omar = a_person(tx, 1), a_person(tx, 2)
    for person, address in (
        *((amina, "lab/1/changed/1"), (amina, "lab/11/changed/2"), (amina, "lab/1/seat"), (amina, None)),
        *((omar, "lab/1/changed/1"), (amina, "lab/1/changed/3"), (amina, "lab_1/changed/4")),
    ):
        outbox.put(tx, "notice", NOW, person=person, address=address)
    (first,) = (parcel for parcel in outbox.lease(tx, NOW, 2) if parcel.person_id == amina)
    outbox.record(tx, [outbox.Result(first, "sent", message_id=7)], NOW)
    assert outbox.letters(tx, amina, "lab/1/changed/") == (
        ("lab/1/changed/1", "sent"),
        ("lab/1/changed/3", "queued"),
    )
    assert outbox.letters(tx, amina, "lab_1/") == (("lab_1/changed/4", "queued"),)
