"""Quiet hours on the city's wall clock: over midnight, within a day, none, and when the clock changes."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.city import City
from dialogs.rules.quiet import add_awake, awake_after, awake_between, next_quiet
from tests.dialogs.chat import BOLOGNA

NIGHT = BOLOGNA
AFTERNOON = replace(BOLOGNA, quiet_from=time(13), quiet_to=time(15, 30))
FROM_MIDNIGHT = replace(BOLOGNA, quiet_from=time(0), quiet_to=time(7))
NONE = replace(BOLOGNA, quiet_from=time(9), quiet_to=time(9))
IN_THE_GAP = replace(BOLOGNA, quiet_from=time(2, 30), quiet_to=time(3))
"""On the morning on which summer time begins there is no such half hour."""
CITIES = st.sampled_from([NIGHT, AFTERNOON, FROM_MIDNIGHT, NONE, IN_THE_GAP])
MARCH, OCTOBER = datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)
"""Two days before each change of the clock."""
AWARE = st.builds(
    datetime.__add__, st.sampled_from([MARCH, OCTOBER]), st.timedeltas(timedelta(), timedelta(days=4))
)
SPANS = st.timedeltas(timedelta(), timedelta(days=5))
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    """A moment on Bologna's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=BOLOGNA.zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("city", "moment", "begins", "ends"),
    [
        (NIGHT, "2026-03-12T12:00", "2026-03-12T21:00", "2026-03-13T08:00"),
        (NIGHT, "2026-03-12T23:00", "2026-03-12T21:00", "2026-03-13T08:00"),
        (NIGHT, "2026-03-13T03:00", "2026-03-12T21:00", "2026-03-13T08:00"),
        (NIGHT, "2026-03-13T08:00", "2026-03-13T21:00", "2026-03-14T08:00"),
        (AFTERNOON, "2026-03-12T12:00", "2026-03-12T13:00", "2026-03-12T15:30"),
        (AFTERNOON, "2026-03-12T16:00", "2026-03-13T13:00", "2026-03-13T15:30"),
        (FROM_MIDNIGHT, "2026-03-12T23:59", "2026-03-13T00:00", "2026-03-13T07:00"),
        (FROM_MIDNIGHT, "2026-03-13T00:00", "2026-03-13T00:00", "2026-03-13T07:00"),
    ],
)
def test_the_quiet_hours_that_hold_a_moment_or_come_next(
    city: City, moment: str, begins: str, ends: str
) -> None:
    assert next_quiet(at(moment), city) == (at(begins), at(ends))
    assert next_quiet(at(moment), NONE) is None


@pytest.mark.parametrize(
    ("city", "moment", "awake"),
    [
        (NIGHT, "2026-03-12T20:59", "2026-03-12T20:59"),
        (NIGHT, "2026-03-12T21:00", "2026-03-13T08:00"),
        (NIGHT, "2026-03-13T07:59", "2026-03-13T08:00"),
        (NIGHT, "2026-03-13T08:00", "2026-03-13T08:00"),
        (AFTERNOON, "2026-03-12T14:00", "2026-03-12T15:30"),
        (AFTERNOON, "2026-03-12T23:00", "2026-03-12T23:00"),
        (NONE, "2026-03-12T09:00", "2026-03-12T09:00"),
    ],
)
def test_a_quiet_moment_waits_until_the_quiet_hours_are_over(city: City, moment: str, awake: str) -> None:
    assert awake_after(at(moment), city) == at(awake)


@pytest.mark.parametrize(
    ("city", "start", "end", "hours"),
    [
        (NIGHT, "2026-03-12T20:00", "2026-03-13T09:00", 2),
        (NIGHT, "2026-03-12T22:00", "2026-03-13T07:00", 0),
        (NIGHT, "2026-03-12T09:00", "2026-03-14T09:00", 26),
        (AFTERNOON, "2026-03-12T12:00", "2026-03-12T16:00", 1.5),
        (NONE, "2026-03-12T00:00", "2026-03-13T00:00", 24),
        (NIGHT, "2026-03-13T09:00", "2026-03-12T09:00", 0),
        (NONE, "2026-03-13T09:00", "2026-03-12T09:00", 0),
        # summer time begins on the 29th: that night is an hour shorter, the time awake is not
        (NIGHT, "2026-03-28T20:00", "2026-03-29T09:00", 2),
        (NONE, "2026-03-28T20:00", "2026-03-29T09:00", 12),
        (AFTERNOON, "2026-03-28T20:00", "2026-03-29T14:00", 16),
        # and ends on 25 October
        (NIGHT, "2026-10-24T20:00", "2026-10-25T09:00", 2),
        (NONE, "2026-10-24T20:00", "2026-10-25T09:00", 14),
        (FROM_MIDNIGHT, "2026-10-24T20:00", "2026-10-25T09:00", 6),
    ],
)
def test_time_awake_between_two_moments(city: City, start: str, end: str, hours: float) -> None:
    assert awake_between(at(start), at(end), city) == hours * HOUR


@pytest.mark.parametrize(
    ("city", "moment", "hours", "then"),
    [
        (NIGHT, "2026-03-12T18:00", 2, "2026-03-12T20:00"),
        (NIGHT, "2026-03-12T18:00", 3, "2026-03-12T21:00"),
        (NIGHT, "2026-03-12T18:00", 4, "2026-03-13T09:00"),
        (NIGHT, "2026-03-12T23:00", 1, "2026-03-13T09:00"),
        (NIGHT, "2026-03-12T18:00", 30, "2026-03-15T09:00"),
        (AFTERNOON, "2026-03-12T12:00", 2, "2026-03-12T16:30"),
        (NONE, "2026-03-12T12:00", 30, "2026-03-13T18:00"),
        (NIGHT, "2026-03-28T20:00", 2, "2026-03-29T09:00"),
        (NIGHT, "2026-10-24T20:00", 2, "2026-10-25T09:00"),
    ],
)
def test_so_much_time_awake_goes_by(city: City, moment: str, hours: int, then: str) -> None:
    assert add_awake(at(moment), hours * HOUR, city) == at(then)


def test_a_night_is_an_hour_shorter_in_march_and_longer_in_october() -> None:
    for evening, hours in (("2026-03-28T12:00", 10), ("2026-10-24T12:00", 12), ("2026-10-25T12:00", 11)):
        found = next_quiet(at(evening), NIGHT)
        assert found is not None
        assert found[1] - found[0] == hours * HOUR


def test_quiet_hours_that_the_clock_leaps_over_are_none_that_night() -> None:
    before, then = at("2026-03-29T01:00"), at("2026-03-29T06:00")
    assert awake_between(before, then, IN_THE_GAP) == then - before == 4 * HOUR
    assert add_awake(before, 4 * HOUR, IN_THE_GAP) == then
    assert next_quiet(before, IN_THE_GAP) == (at("2026-03-30T02:30"), at("2026-03-30T03:00"))


@given(start=AWARE, end=AWARE, city=CITIES)
def test_time_awake_is_no_more_than_the_time_and_adds_up(start: datetime, end: datetime, city: City) -> None:
    start, end = sorted((start, end))
    middle = start + (end - start) / 3
    whole = awake_between(start, end, city)
    assert timedelta() <= whole <= end - start
    assert awake_between(start, middle, city) + awake_between(middle, end, city) == whole


@given(moment=AWARE, span=SPANS, city=CITIES)
def test_what_is_added_is_what_lies_between(moment: datetime, span: timedelta, city: City) -> None:
    then = add_awake(moment, span, city)
    assert then >= moment + span
    assert awake_between(moment, then, city) == span


@given(moment=AWARE, city=CITIES)
def test_a_moment_that_is_awake_is_not_within_the_next_quiet_hours(moment: datetime, city: City) -> None:
    awake, quiet = awake_after(moment, city), next_quiet(moment, city)
    assert awake >= moment
    assert awake_after(awake, city) == awake
    assert quiet is None or not quiet[0] <= awake < quiet[1]
    assert add_awake(moment, timedelta(), city) in (moment, awake)
