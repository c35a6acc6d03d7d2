"""When a reminder is said as the clock is changed: in hours left out, in hours that come twice, elsewhere."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.city import City, ReminderRule
from dialogs.rules.reminders import Window, due, window
from tests.dialogs.chat import BOLOGNA

NO_NIGHT = replace(BOLOGNA, quiet_from=time(), quiet_to=time())
BEFORE_TWO_HOURS = ReminderRule("hours-before", before=timedelta(hours=2))


def city(zone: str, of: City = BOLOGNA) -> City:
    return replace(of, zone=ZoneInfo(zone))


def wall(text: str, of: City, fold: int = 0) -> datetime:
    """The city's wall clock; with `fold`=1 the second time it shows this hour."""
    return datetime.fromisoformat(text).replace(tzinfo=of.zone, fold=fold)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


SUNDAYS = [
    ("Europe/Rome", "2026-03-29", "2026-03-28T17:00", "2026-03-29T16:00"),
    ("Europe/Rome", "2026-10-25", "2026-10-24T16:00", "2026-10-25T17:00"),
    ("America/New_York", "2026-03-08", "2026-03-07T23:00", "2026-03-08T22:00"),
    ("America/New_York", "2026-11-01", "2026-10-31T22:00", "2026-11-01T23:00"),
    ("Australia/Lord_Howe", "2026-10-04", "2026-10-03T07:30", "2026-10-04T07:00"),  # half an hour
    ("Australia/Lord_Howe", "2026-04-05", "2026-04-04T07:00", "2026-04-05T07:30"),
    ("Africa/Casablanca", "2026-02-15", "2026-02-14T17:00", "2026-02-15T18:00"),  # Ramadan begins
    ("Asia/Kolkata", "2026-03-29", "2026-03-28T12:30", "2026-03-29T12:30"),  # no change at all
    ("America/Sao_Paulo", "2026-10-18", "2026-10-17T21:00", "2026-10-18T21:00"),  # no change any more
]
"""Zone, the day on which the clock is changed, and what 18:00 is in UTC on the day before and on that day."""


@pytest.mark.parametrize(("zone", "sunday", "before", "on_the_day"), SUNDAYS)
def test_a_lab_on_the_sunday_of_the_change_is_announced_at_six_the_day_before(
    zone: str, sunday: str, before: str, on_the_day: str
) -> None:
    there = city(zone)
    starts_at = wall(f"{sunday}T18:00", there).astimezone(UTC)
    assert starts_at == utc(on_the_day)
    first, second = due(there.reminders, starts_at, there)
    assert (first.kind, first.window.opens_at) == ("day-before", utc(before))
    assert (second.kind, second.window.opens_at) == ("hours-before", utc(on_the_day) - timedelta(hours=2))


@pytest.mark.parametrize(("zone", "sunday", "before", "on_the_day"), SUNDAYS)
def test_a_lab_on_the_monday_after_is_announced_at_six_by_the_new_clock(
    zone: str, sunday: str, before: str, on_the_day: str
) -> None:
    there = city(zone)
    monday = utc(on_the_day) + timedelta(days=1)
    assert due(there.reminders, monday, there)[0].window.opens_at == utc(on_the_day)


LEFT_OUT = [
    ("Europe/Rome", "02:30", "2026-03-30T18:00", "2026-03-29T01:30", "03:30"),
    ("America/New_York", "02:15", "2026-03-09T18:00", "2026-03-08T07:15", "03:15"),
    ("Australia/Lord_Howe", "02:10", "2026-10-05T18:00", "2026-10-03T15:40", "02:40"),
]


@pytest.mark.parametrize(("zone", "at", "meeting", "said", "shown"), LEFT_OUT)
def test_a_rule_at_an_hour_that_is_left_out_is_said_as_much_later_as_the_clock_jumps(
    zone: str, at: str, meeting: str, said: str, shown: str
) -> None:
    there = city(zone, NO_NIGHT)
    rule = ReminderRule("day-before", at=time.fromisoformat(at))
    opens = window(rule, wall(meeting, there), there).opens_at
    assert opens == utc(said)
    assert f"{opens.astimezone(there.zone):%H:%M}" == shown


def test_a_rule_at_an_hour_that_comes_twice_is_said_the_first_time() -> None:
    there = city("Europe/Rome", NO_NIGHT)
    rule = ReminderRule("day-before", at=time(2, 30))
    assert window(rule, wall("2026-10-26T18:00", there), there).opens_at == utc("2026-10-25T00:30")


TWICE = [
    ("Europe/Rome", "2026-10-25T02:30", ("2026-10-25T00:30", "2026-10-25T01:30")),
    ("America/New_York", "2026-11-01T01:30", ("2026-11-01T05:30", "2026-11-01T06:30")),
    ("Australia/Lord_Howe", "2026-04-05T01:45", ("2026-04-04T14:45", "2026-04-04T15:15")),
]


@pytest.mark.parametrize("fold", [0, 1], ids=["first", "second"])
@pytest.mark.parametrize(("zone", "meeting", "moments"), TWICE)
def test_a_meeting_in_the_hour_that_comes_twice_is_reminded_of_two_real_hours_before(
    zone: str, meeting: str, moments: tuple[str, str], fold: int
) -> None:
    there = city(zone, NO_NIGHT)
    starts_at = wall(meeting, there, fold)
    moment = utc(moments[fold])
    assert starts_at.astimezone(UTC) == moment
    expected = Window(moment - timedelta(hours=2), moment - timedelta(minutes=30))
    assert window(BEFORE_TWO_HOURS, starts_at, there) == expected


@pytest.mark.parametrize("fold", [0, 1], ids=["first", "second"])
def test_with_a_night_such_a_meeting_is_reminded_of_once_the_evening_before(fold: int) -> None:
    starts_at = wall("2026-10-25T02:30", BOLOGNA, fold)
    (only,) = due(BOLOGNA.reminders, starts_at, BOLOGNA)
    assert (only.kind, only.window) == (
        "day-before",
        Window(utc("2026-10-24T16:00"), utc("2026-10-24T19:00")),
    )


@pytest.mark.parametrize(
    ("meeting", "opens", "closes"),
    [
        ("2026-03-29T09:30", "2026-03-29T06:00", "2026-03-29T07:00"),  # quiet until 8:00 by the new clock
        ("2026-03-29T08:30", "2026-03-28T19:00", "2026-03-28T20:00"),  # too late by then: from 20:00 on
        ("2026-10-25T09:30", "2026-10-25T07:00", "2026-10-25T08:00"),
        ("2026-10-25T08:30", "2026-10-24T18:00", "2026-10-24T19:00"),
    ],
)
def test_a_night_with_a_change_is_as_quiet_as_any_other(meeting: str, opens: str, closes: str) -> None:
    found = window(BEFORE_TWO_HOURS, wall(meeting, BOLOGNA), BOLOGNA)
    assert found == Window(utc(opens), utc(closes))


def test_the_night_of_the_change_is_an_hour_shorter_or_longer_for_who_reminds_too() -> None:
    rule = ReminderRule("hours-before", before=timedelta(hours=12))
    spring, autumn = wall("2026-03-29T10:00", BOLOGNA), wall("2026-10-25T10:00", BOLOGNA)
    # twelve hours before 10:00 it is 21:00 and quiet in spring, and 23:00 and quiet in autumn: at 8:00
    assert window(rule, spring, BOLOGNA).opens_at == utc("2026-03-29T06:00")
    assert window(rule, autumn, BOLOGNA).opens_at == utc("2026-10-25T07:00")
