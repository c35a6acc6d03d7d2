"""What several changes of a lab have come to: what was done and undone is no difference."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dialogs.rules.differences import Difference, differences
from storage.changes import Change, What
from storage.labs import Lab, Meeting

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIRST = Meeting(1, NOW + 7 * DAY, NOW + 7 * DAY + HOUR, "Park", None)
SECOND = Meeting(2, NOW + 14 * DAY, NOW + 14 * DAY + HOUR, "Square", None)


def lab(*meetings: Meeting) -> Lab:
    stand = tuple(one for one in meetings if one.cancelled_at is None)
    dropped = tuple(one for one in meetings if one.cancelled_at is not None)
    return Lab(1, "published", "art", "in_person", "A company", None, (), 10, "en", {}, stand, dropped)


def change(what: What, was: Meeting | None = None) -> Change:
    if was is None:
        return Change(1, 1, None, what, None, None, None, NOW)
    starts_at, ends_at = (was.starts_at, was.ends_at) if what in ("moved", "dropped") else (None, None)
    place = was.place if what in ("placed", "dropped") else None
    return Change(1, 1, was.id, what, starts_at, ends_at, place, NOW)


def moved(meeting: Meeting, by: timedelta) -> Meeting:
    return replace(meeting, starts_at=meeting.starts_at + by, ends_at=meeting.ends_at + by)


def test_several_changes_of_a_date_are_told_as_one_from_what_it_was_at_first() -> None:
    now_is = replace(moved(FIRST, 3 * DAY), place="Library")
    made = [
        change("moved", FIRST),
        change("placed", moved(FIRST, DAY)),
        change("moved", moved(FIRST, DAY)),
        change("placed", replace(moved(FIRST, 3 * DAY), place="Hall")),
    ]
    was = (FIRST.starts_at, FIRST.ends_at)
    assert differences(lab(now_is, SECOND), made, NOW) == (Difference("other", now_is, was, "Park"),)


def test_what_was_moved_there_and_back_is_no_difference() -> None:
    made = [change("moved", FIRST), change("moved", moved(FIRST, DAY))]
    assert differences(lab(FIRST), made, NOW) == ()
    assert differences(lab(moved(FIRST, DAY)), made[:1], NOW) != ()


def test_a_date_that_came_and_went_was_never_told_and_is_not() -> None:
    made = [change("added", SECOND), change("dropped", SECOND)]
    assert differences(lab(FIRST, replace(SECOND, cancelled_at=NOW)), made, NOW) == ()


def test_a_date_that_was_moved_and_then_dropped_is_gone_from_where_people_knew_it() -> None:
    gone = replace(moved(FIRST, DAY), cancelled_at=NOW)
    made = [change("moved", FIRST), change("dropped", moved(FIRST, DAY))]
    (one,) = differences(lab(gone, SECOND), made, NOW)
    assert (one.kind, one.meeting.starts_at, one.meeting.place) == ("gone", FIRST.starts_at, "Park")


def test_a_new_date_that_was_moved_is_new_where_it_is_now() -> None:
    now_is = moved(SECOND, DAY)
    made = [change("added", SECOND), change("moved", SECOND)]
    assert differences(lab(FIRST, now_is), made, NOW) == (Difference("new", now_is),)


def test_nothing_is_said_of_what_is_over() -> None:
    now_is = moved(FIRST, DAY)
    made = [change("moved", FIRST), change("dropped", SECOND), change("cancelled")]
    whole = lab(now_is, replace(SECOND, cancelled_at=NOW))
    assert len(differences(whole, made, NOW)) == 2
    assert [one.kind for one in differences(whole, made, now_is.ends_at)] == ["gone"]
    assert differences(whole, made, SECOND.ends_at) == ()


def test_a_place_is_another_or_is_reached_otherwise_or_is_as_it_was() -> None:
    made = [change("placed", FIRST)]
    now_is = replace(FIRST, place="Hall")
    assert differences(lab(now_is), made, NOW) == (Difference("other", now_is, None, "Park"),)
    assert differences(lab(FIRST), made, NOW) == (Difference("other", FIRST, has_other_way=True),)
    back = [*made, change("placed", now_is)]
    assert differences(lab(FIRST), back, NOW) == ()
    assert differences(lab(FIRST), [*back, change("placed", FIRST)], NOW)[0].has_other_way
