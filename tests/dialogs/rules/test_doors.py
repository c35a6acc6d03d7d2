"""When the list at the door is open, and what a tap on it does."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.rules.doors import Next, is_open, next_mark, todays
from dialogs.rules.standing import Event, after
from storage.attendances import Expected
from storage.labs import Meeting

START = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
END = START + timedelta(hours=2)
MEETING = Meeting(1, START, END, "Piazza dei Colori", None)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "for_host", "for_desk"),
    [
        (START - timedelta(hours=2) - SECOND, False, False),
        (START - timedelta(hours=2), True, True),
        (END, True, True),
        (END + timedelta(days=2) - SECOND, True, True),
        (END + timedelta(days=2), False, True),
        (END + timedelta(days=300), False, True),
    ],
)
def test_the_list_opens_two_hours_before_and_closes_for_hosts_after_two_days(
    now: datetime, for_host: bool, for_desk: bool
) -> None:
    assert is_open(MEETING, False, now) is for_host
    assert is_open(MEETING, True, now) is for_desk


def test_a_day_is_one_on_the_citys_wall() -> None:
    rome = ZoneInfo("Europe/Rome")
    begins, ends = datetime(2026, 3, 9, 22, 30, tzinfo=UTC), datetime(2026, 3, 10, 2, tzinfo=UTC)
    night = Meeting(2, begins, ends, "Piazza dei Colori", None)
    assert todays((MEETING, night), rome, START) == (MEETING, night)  # it begins at 23.30
    assert todays((MEETING, night), rome, datetime(2026, 3, 9, 23, 30, tzinfo=UTC)) == (night,)
    assert todays((MEETING, night), rome, ends) == ()


@pytest.mark.parametrize(
    ("state", "mark", "came", "has_begun", "then"),
    [
        ("seated", None, 0, True, "attended"),
        ("seated", "excused", 0, True, "attended"),
        ("seated", "attended", 3, True, "some"),
        ("seated", "attended", 2, True, "absent"),
        ("seated", "attended", 2, False, "none"),
        ("seated", "absent", 0, True, "none"),
        ("walked_in", None, 0, True, "attended"),
        ("walked_in", "attended", 3, True, "some"),
        ("walked_in", "attended", 1, True, "none"),
        ("cancelled", "attended", 3, True, "some"),
        ("cancelled", "attended", 2, True, "absent"),
        ("cancelled", "absent", 0, True, "attended"),
        ("removed", "excused", 0, True, "attended"),
    ],
)
def test_a_tap_goes_from_all_to_fewer_to_none_to_not_noted(
    state: str, mark: str | None, came: int, has_begun: bool, then: Next
) -> None:
    assert next_mark(Expected(1, 1, None, 3, state, mark, came), has_begun) == then


def test_who_comes_alone_is_never_fewer() -> None:
    assert next_mark(Expected(1, 1, None, 1, "seated", "attended", 1), True) == "absent"


@pytest.mark.parametrize("mark", [None, "attended", "absent", "excused"])
@pytest.mark.parametrize("came", [3, 1])
def test_each_tap_is_one_that_the_table_of_standings_knows(mark: str | None, came: int) -> None:
    then = next_mark(Expected(1, 1, None, 3, "seated", mark, came), True)
    events: dict[Next, Event] = {"attended": "comes", "absent": "misses", "none": "is unmarked"}
    leads_to = {"attended": "attended", "absent": "absent", "none": "seated"}
    assert then == "some" or after(mark or "seated", events[then]) == leads_to[then]
