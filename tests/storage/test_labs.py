"""Labs whole: their texts by language, their meetings in order, and what is coming."""

from datetime import timedelta

from storage import changes, labs
from storage.database import Transaction
from storage.labs import Lab, Text
from tests.storage.rows import NOW, a_lab, everything

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def whole(tx: Transaction, lab: int) -> Lab:
    found = labs.get(tx, lab)
    assert found is not None
    return found


def test_a_lab_comes_back_as_it_was_written(tx: Transaction) -> None:
    lab = a_lab(tx, "Sewing", seats=12, spoken=("it", "ar"), district="San Donato", topic="crafts")
    found = whole(tx, lab)
    assert (found.status, found.topic, found.venue, found.seats) == ("published", "crafts", "in_person", 12)
    assert (found.spoken, found.district, found.language) == (("it", "ar"), "San Donato", "en")
    assert found.texts == {"en": Text("en", "Sewing", "Meet people.")}
    assert (found.starts_at, found.ends_at) == (NOW + 7 * DAY, NOW + 7 * DAY + 2 * HOUR)
    assert labs.get(tx, 99) is None


def test_a_translation_is_outdated_once_the_original_has_changed(tx: Transaction) -> None:
    lab = a_lab(tx)
    labs.put_text(tx, lab, Text("ar", "قصص العمل", "…", "machine"), NOW)
    assert whole(tx, lab).texts["ar"] == Text("ar", "قصص العمل", "…", "machine", is_outdated=False)
    labs.put_text(tx, lab, Text("en", "Job stories and tea", "Meet people."), NOW + HOUR)
    texts = whole(tx, lab).texts
    assert (texts["ar"].is_outdated, texts["en"].is_outdated) == (True, False)
    labs.put_text(tx, lab, Text("ar", "قصص العمل والشاي", "…"), NOW + 2 * HOUR)
    assert whole(tx, lab).texts["ar"].is_outdated is False
    assert len(everything(tx)["lab_texts"]) == 2


def test_meetings_are_in_the_order_of_time_not_of_writing(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=7)
    labs.add_meeting(tx, lab, NOW + DAY, NOW + DAY + HOUR, "Park", "https://maps.example/park")
    found = whole(tx, lab)
    assert [meeting.place for meeting in found.meetings] == ["Park", "Piazza dei Colori"]
    assert (found.starts_at, found.ends_at) == (NOW + DAY, NOW + 7 * DAY + 2 * HOUR)
    labs.change_meeting(tx, found.meetings[0].id, starts_at=NOW + 8 * DAY, ends_at=NOW + 9 * DAY)
    assert [meeting.place for meeting in whole(tx, lab).meetings] == ["Piazza dei Colori", "Park"]


def test_what_is_coming_is_published_and_not_over_soonest_first(tx: Transaction) -> None:
    later, sooner, now = (a_lab(tx, in_days=days) for days in (9, 2, -0.04))
    a_lab(tx, in_days=-1)
    draft = a_lab(tx, in_days=1, status="draft")
    assert [lab.id for lab in labs.coming(tx, NOW)] == [now, sooner, later]
    assert [lab.id for lab in labs.coming(tx, NOW, ("draft",))] == [draft]


def test_a_lab_of_many_dates_is_coming_until_the_last_is_over(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=-7)
    labs.add_meeting(tx, lab, NOW + DAY, NOW + DAY + HOUR, "Park")
    assert [lab.id for lab in labs.coming(tx, NOW)] == [lab]
    assert labs.coming(tx, NOW + DAY + HOUR) == ()


def test_changing_a_lab_changes_what_was_named_only(tx: Transaction) -> None:
    lab = a_lab(tx, spoken=("it",))
    before = whole(tx, lab)
    labs.change(tx, lab, status="closed", spoken=("it", "fr"))
    after = whole(tx, lab)
    assert (after.status, after.spoken) == ("closed", ("it", "fr"))
    assert (after.seats, after.texts, after.meetings) == (before.seats, before.texts, before.meetings)


def test_labs_that_are_over_come_latest_first_without_what_did_not_take_place(tx: Transaction) -> None:
    older, newer = a_lab(tx, "Older", in_days=-9), a_lab(tx, "Newer", in_days=-2)
    goes_on = a_lab(tx, "Goes on", in_days=-1)
    labs.add_meeting(tx, goes_on, NOW + timedelta(days=6), NOW + timedelta(days=6, hours=2), "There")
    for status in ("cancelled", "draft"):
        a_lab(tx, in_days=-3, status=status)
    assert [lab.id for lab in labs.past(tx, NOW, 0, 10)] == [newer, older]
    assert [lab.id for lab in labs.past(tx, NOW, 1, 1)] == [older]
    assert [lab.id for lab in labs.past(tx, NOW + timedelta(days=7), 0, 1)] == [goes_on]


def test_a_list_has_the_next_date_and_the_last_of_each_and_no_changes(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=-7)
    for days in (1, 8, 15, 22):
        labs.add_meeting(tx, lab, NOW + days * DAY, NOW + days * DAY + HOUR, f"Park {days}")
    gone = labs.add_meeting(tx, lab, NOW + 29 * DAY, NOW + 29 * DAY + HOUR, "Park")
    labs.drop_meeting(tx, gone, NOW)
    changes.note(tx, lab, "dropped", NOW, whole(tx, lab).dropped[0])
    (listed,) = labs.coming(tx, NOW)
    assert [meeting.place for meeting in listed.meetings] == ["Park 1", "Park 22"]
    assert (listed.dropped, listed.changes, len(whole(tx, lab).changes)) == ((), (), 1)
    (running,) = labs.coming(tx, NOW + 22 * DAY)
    assert [meeting.place for meeting in running.meetings] == ["Park 22"]


def test_only_what_lost_all_its_dates_and_is_not_cancelled_is_without_any(tx: Transaction) -> None:
    a_lab(tx)
    without, cancelled, one_left = a_lab(tx), a_lab(tx), a_lab(tx)
    labs.add_meeting(tx, one_left, NOW + DAY, NOW + DAY + HOUR, "Park")
    for lab in (without, cancelled, one_left):
        labs.drop_meeting(tx, whole(tx, lab).meetings[0].id, NOW)
    labs.cancel(tx, cancelled)
    assert [lab.id for lab in labs.dateless(tx)] == [without]


def test_other_words_raise_the_sequence_of_what_is_ahead_the_same_words_do_not(tx: Transaction) -> None:
    lab = a_lab(tx, in_days=-1)
    labs.add_meeting(tx, lab, NOW + DAY, NOW + DAY + HOUR, "Park")
    for words, sequences in (("Meet people.", [0, 0]), ("Meet all.", [0, 1])):
        labs.put_text(tx, lab, Text("en", "Job Stories", words), NOW)
        assert [meeting.sequence for meeting in whole(tx, lab).meetings] == sequences
    labs.put_text(tx, lab, Text("ar", "قصص العمل", "…"), NOW)
    assert [meeting.sequence for meeting in whole(tx, lab).meetings] == [0, 2]
