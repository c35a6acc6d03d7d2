"""When a reminder is said: on the city's wall clock, summer or winter, never in quiet hours, never stale."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.city import City, ReminderRule
from dialogs.rules.reminders import Window, window
from tests.dialogs.chat import BOLOGNA

ROME, AUCKLAND = ZoneInfo("Europe/Rome"), ZoneInfo("Pacific/Auckland")
EVENING_BEFORE = ReminderRule("day-before", at=time(18))
TWO_HOURS = ReminderRule("hours-before", before=timedelta(hours=2))
ELSEWHERE = replace(BOLOGNA, zone=AUCKLAND)
MINUTE = timedelta(minutes=1)


def at(text: str, zone: ZoneInfo = ROME) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def opens(rule: ReminderRule, starts_at: datetime, city: City = BOLOGNA) -> datetime:
    return window(rule, starts_at, city).opens_at.astimezone(UTC)


def is_quiet(moment: datetime, city: City) -> bool:
    clock = moment.astimezone(city.zone).time()
    start, end = city.quiet_from, city.quiet_to
    return (start <= clock < end) if start <= end else (clock >= start or clock < end)


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        ("2026-03-12T18:30", "2026-03-11T17:00"),  # winter
        ("2026-03-29T18:30", "2026-03-28T17:00"),  # summer time began this morning: 18:00 was still winter's
        ("2026-03-30T18:30", "2026-03-29T16:00"),
        ("2026-07-12T18:30", "2026-07-11T16:00"),
        ("2026-10-25T18:30", "2026-10-24T16:00"),  # it ended this morning: 18:00 was still summer's
        ("2026-10-26T18:30", "2026-10-25T17:00"),
    ],
)
def test_the_day_before_at_six_is_six_on_the_wall_in_rome(meeting: str, said: str) -> None:
    assert opens(EVENING_BEFORE, at(meeting)) == utc(said)


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        ("2026-04-05T18:30", "2026-04-04T05:00"),  # there summer ends in April
        ("2026-04-06T18:30", "2026-04-05T06:00"),
        ("2026-09-27T18:30", "2026-09-26T06:00"),  # and begins in September
        ("2026-09-28T18:30", "2026-09-27T05:00"),
    ],
)
def test_the_day_before_at_six_is_six_on_the_wall_in_auckland(meeting: str, said: str) -> None:
    assert opens(EVENING_BEFORE, at(meeting, AUCKLAND), ELSEWHERE) == utc(said)


def test_two_hours_before_are_two_hours_that_pass() -> None:
    assert opens(TWO_HOURS, at("2026-03-12T18:30")) == utc("2026-03-12T15:30")
    night_owls = replace(BOLOGNA, quiet_from=time(), quiet_to=time())
    assert opens(TWO_HOURS, at("2026-03-29T04:00"), night_owls) == utc("2026-03-29T00:00")
    assert opens(TWO_HOURS, at("2026-10-25T03:30"), night_owls) == utc("2026-10-25T00:30")


def test_the_zone_in_which_a_start_is_written_does_not_matter() -> None:
    meeting = at("2026-10-25T03:30")
    night_owls = replace(BOLOGNA, quiet_from=time(), quiet_to=time())
    expected = window(TWO_HOURS, meeting, night_owls)
    for zone in (ROME, AUCKLAND, UTC):
        assert window(TWO_HOURS, meeting.astimezone(zone), night_owls) == expected


@pytest.mark.parametrize(
    ("meeting", "opening", "closing"),
    [
        ("2026-03-12T18:30", "2026-03-12T16:30", "2026-03-12T18:00"),
        ("2026-03-12T09:30", "2026-03-12T08:00", "2026-03-12T09:00"),  # 7:30 is quiet: at eight
        ("2026-03-12T09:00", "2026-03-12T08:00", "2026-03-12T08:30"),
        ("2026-03-12T08:30", "2026-03-11T20:00", "2026-03-11T21:00"),  # at eight it is too late: the evening
        ("2026-03-12T22:30", "2026-03-12T20:30", "2026-03-12T21:00"),  # while it is not quiet yet
        ("2026-03-12T23:30", "2026-03-12T20:00", "2026-03-12T21:00"),
    ],
)
def test_two_hours_before_keeps_out_of_the_quiet_hours(meeting: str, opening: str, closing: str) -> None:
    assert window(TWO_HOURS, at(meeting), BOLOGNA) == Window(at(opening), at(closing))


def test_a_reminder_that_comes_late_is_stale() -> None:
    due = window(EVENING_BEFORE, at("2026-03-12T10:00"), BOLOGNA)
    assert due.holds(at("2026-03-11T18:00"))
    assert due.holds(at("2026-03-11T20:59"))
    assert not due.holds(at("2026-03-11T17:59"))
    assert not due.holds(at("2026-03-11T21:00"))
    assert not due.holds(at("2026-03-12T08:30"))


def test_half_an_hour_before_the_start_nobody_is_reminded_any_more() -> None:
    due = window(TWO_HOURS, at("2026-03-12T18:30"), BOLOGNA)
    assert due.holds(at("2026-03-12T17:59"))
    assert not due.holds(at("2026-03-12T18:00"))


RULES = st.one_of(
    st.builds(lambda hour, minute: ReminderRule("r", at=time(hour, minute)), st.integers(0, 23), st.just(30)),
    st.builds(lambda hours: ReminderRule("r", before=timedelta(hours=hours)), st.floats(0.1, 168)),
)
CITIES = st.builds(
    lambda zone, start, end: replace(
        BOLOGNA, zone=ZoneInfo(zone), quiet_from=time(start, 30), quiet_to=time(end)
    ),
    st.sampled_from(["Europe/Rome", "Pacific/Auckland", "America/New_York", "Asia/Kathmandu"]),
    st.integers(18, 23),
    st.integers(4, 11),
)
CHANGES = [utc(day) for day in ("2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-04-04")]
STARTS = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-4 * 24 * 60, 4 * 24 * 60),
)


@given(rule=RULES, city=CITIES, starts_at=STARTS)
def test_no_window_holds_in_quiet_hours_or_after_the_start(
    rule: ReminderRule, city: City, starts_at: datetime
) -> None:
    due = window(rule, starts_at, city)
    begin, end = due.opens_at.astimezone(UTC), due.closes_at.astimezone(UTC)
    assert begin < end <= starts_at
    moment = begin
    while moment < end:
        assert not is_quiet(moment, city), moment.astimezone(city.zone)
        moment += 10 * MINUTE
    assert not is_quiet(end - MINUTE, city)


@given(rule=RULES, starts_at=STARTS)
def test_a_city_without_quiet_hours_reminds_when_the_rule_says(
    rule: ReminderRule, starts_at: datetime
) -> None:
    awake = replace(BOLOGNA, quiet_from=time(12), quiet_to=time(12))
    due = window(rule, starts_at, awake)
    if rule.before is not None:
        assert abs(starts_at - rule.before - due.opens_at.astimezone(UTC)) < timedelta(seconds=1)
    else:
        said, start = due.opens_at.astimezone(awake.zone), starts_at.astimezone(awake.zone)
        assert said.date() == start.date() - timedelta(days=1)
    assert due.opens_at.astimezone(UTC) < due.closes_at.astimezone(UTC) <= starts_at
