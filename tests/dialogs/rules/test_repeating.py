"""Labs that repeat: the same hour on the wall, whatever the clocks do, in months of every length."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.rules.repeating import MOST, Every, dates

ROME, LIMA = ZoneInfo("Europe/Rome"), ZoneInfo("America/Lima")


def days(first: datetime, every: Every, until: date) -> list[str]:
    return [f"{one:%d/%m}" for one in dates(first, every, until)]


def test_every_week_and_every_two_weeks_until_the_last_day_that_included() -> None:
    first = datetime(2026, 3, 3, 18, tzinfo=ROME)
    assert days(first, "week", date(2026, 3, 24)) == ["03/03", "10/03", "17/03", "24/03"]
    assert days(first, "week", date(2026, 3, 23)) == ["03/03", "10/03", "17/03"]
    assert days(first, "two_weeks", date(2026, 4, 1)) == ["03/03", "17/03", "31/03"]


@pytest.mark.parametrize(
    ("first", "until", "utc_hours"),
    [
        (datetime(2026, 3, 22, 18, tzinfo=ROME), date(2026, 4, 5), [17, 16, 16]),  # summer time: 29 March
        (datetime(2026, 10, 18, 18, tzinfo=ROME), date(2026, 11, 1), [16, 17, 17]),  # and back: 25 October
        (datetime(2026, 3, 22, 18, tzinfo=LIMA), date(2026, 4, 5), [23, 23, 23]),  # Lima knows none
    ],
)
def test_the_hour_on_the_wall_stays_when_the_clocks_change(
    first: datetime, until: date, utc_hours: list[int]
) -> None:
    found = dates(first, "week", until)
    assert [one.hour for one in found] == [18, 18, 18]
    assert [one.astimezone(UTC).hour for one in found] == utc_hours


def test_an_hour_that_is_left_out_in_spring_is_the_one_after_it() -> None:
    found = dates(datetime(2026, 3, 22, 2, 30, tzinfo=ROME), "week", date(2026, 4, 5))
    shown = [f"{one.astimezone(UTC).astimezone(ROME):%H:%M}" for one in found]
    assert shown == ["02:30", "03:30", "02:30"]


def test_a_month_too_short_meets_on_its_last_day() -> None:
    assert days(datetime(2026, 1, 31, 18, tzinfo=ROME), "month", date(2026, 5, 31)) == [
        *("31/01", "28/02", "31/03", "30/04", "31/05")
    ]
    assert days(datetime(2028, 1, 30, 18, tzinfo=ROME), "month", date(2028, 3, 30)) == [
        *("30/01", "29/02", "30/03")
    ]
    assert days(datetime(2026, 1, 28, 18, tzinfo=ROME), "month", date(2026, 3, 28)) == [
        *("28/01", "28/02", "28/03")
    ]


def test_too_many_show_as_one_more_than_the_most() -> None:
    first = datetime(2026, 1, 6, 18, tzinfo=ROME)
    assert len(dates(first, "week", date(2026, 12, 29))) == MOST
    assert len(dates(first, "week", date(2027, 1, 5))) == MOST + 1
    assert len(dates(first, "week", date(2036, 1, 5))) == MOST + 1


def test_a_last_day_before_the_first_leaves_the_first() -> None:
    first = datetime(2026, 1, 6, 18, tzinfo=ROME)
    assert dates(first, "month", date(2025, 1, 1)) == (first,)


@given(
    day=st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    hour=st.times(timezones=st.sampled_from([ROME, LIMA])),
    every=st.sampled_from(["week", "two_weeks", "month"]),
    ahead=st.integers(0, 400),
)
def test_dates_are_in_order_on_the_same_hour_and_none_is_late(
    day: date, hour: time, every: Every, ahead: int
) -> None:
    first = datetime.combine(day, hour).replace(second=0, microsecond=0)
    until = first.date() + timedelta(days=ahead)
    found = dates(first, every, until)
    assert found[0] == first
    assert all(earlier.date() < later.date() for earlier, later in pairwise(found))
    assert {one.timetz().replace(tzinfo=None) for one in found} == {first.time()}
    assert all(one.date() <= until for one in found)
    longest = {"week": 7, "two_weeks": 14, "month": 31}[every]
    assert (until - found[-1].date()).days < longest or len(found) > MOST
