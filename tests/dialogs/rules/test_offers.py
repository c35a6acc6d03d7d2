"""Until when an offered seat is kept: a share of the time left, in which quiet hours do not count."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dialogs.city import City
from dialogs.rules.offers import deadline
from dialogs.rules.quiet import awake_after, awake_between
from tests.dialogs.chat import BOLOGNA

CITIES = st.builds(
    lambda quiet, share, shortest, longest: replace(
        BOLOGNA,
        quiet_from=quiet[0],
        quiet_to=quiet[1],
        offer_share=share,
        offer_shortest=timedelta(minutes=shortest),
        offer_longest=timedelta(hours=longest),
    ),
    st.sampled_from([(time(21), time(8)), (time(13), time(15)), (time(0), time(7)), (time(9), time(9))]),
    st.floats(0.01, 1),
    st.integers(5, 120),
    st.integers(2, 72),
)
"""Quiet hours over midnight, within a day, from midnight on, and none."""
NIGHT_OWLS = replace(BOLOGNA, quiet_from=time(9), quiet_to=time(9))
MARCH, OCTOBER = datetime(2026, 3, 26, tzinfo=UTC), datetime(2026, 10, 22, tzinfo=UTC)
"""Three days before each change of the clock."""
AWARE = st.builds(
    datetime.__add__, st.sampled_from([MARCH, OCTOBER]), st.timedeltas(timedelta(), timedelta(days=6))
)
AHEAD = st.timedeltas(timedelta(seconds=1), timedelta(days=9))


def at(text: str) -> datetime:
    """A moment on Bologna's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=BOLOGNA.zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("city", "now", "starts", "told", "ends"),
    [
        # a quarter of what is left
        (NIGHT_OWLS, "2026-03-12T10:00", "2026-03-12T18:00", "2026-03-12T10:00", "2026-03-12T12:00"),
        (BOLOGNA, "2026-03-12T10:00", "2026-03-12T18:00", "2026-03-12T10:00", "2026-03-12T12:00"),
        # a night between counts neither in what is left, nor in what is given: 11 + 10 hours, a quarter
        (BOLOGNA, "2026-03-12T10:00", "2026-03-13T18:00", "2026-03-12T10:00", "2026-03-12T15:15"),
        (BOLOGNA, "2026-03-12T19:00", "2026-03-13T20:00", "2026-03-12T19:00", "2026-03-13T09:30"),
        # never less than half an hour, nor more than a day that is awake
        (BOLOGNA, "2026-03-12T17:00", "2026-03-12T18:00", "2026-03-12T17:00", "2026-03-12T17:30"),
        (BOLOGNA, "2026-03-12T09:00", "2026-04-12T18:00", "2026-03-12T09:00", "2026-03-13T20:00"),
        # but never longer than until the lab begins
        (BOLOGNA, "2026-03-12T17:50", "2026-03-12T18:00", "2026-03-12T17:50", "2026-03-12T18:00"),
        # in the night, it is said in the morning
        (BOLOGNA, "2026-03-12T23:00", "2026-03-13T18:00", "2026-03-13T08:00", "2026-03-13T10:30"),
        # where there is too little morning, it is said at once
        (BOLOGNA, "2026-03-12T23:00", "2026-03-13T08:29", "2026-03-12T23:00", "2026-03-13T08:29"),
        (BOLOGNA, "2026-03-12T23:00", "2026-03-13T08:10", "2026-03-12T23:00", "2026-03-13T08:10"),
        (BOLOGNA, "2026-03-12T23:00", "2026-03-13T08:30", "2026-03-13T08:00", "2026-03-13T08:30"),
        (BOLOGNA, "2026-03-12T23:00", "2026-03-13T06:00", "2026-03-12T23:00", "2026-03-13T06:00"),
        # the clock changes in the night: what is awake is as long as ever
        (BOLOGNA, "2026-03-28T19:00", "2026-03-29T20:00", "2026-03-28T19:00", "2026-03-29T09:30"),
        (BOLOGNA, "2026-10-24T19:00", "2026-10-25T20:00", "2026-10-24T19:00", "2026-10-25T09:30"),
        (BOLOGNA, "2026-03-28T23:00", "2026-03-29T18:00", "2026-03-29T08:00", "2026-03-29T10:30"),
        (BOLOGNA, "2026-10-24T23:00", "2026-10-25T18:00", "2026-10-25T08:00", "2026-10-25T10:30"),
        # who has no quiet hours has an hour less, or more
        (NIGHT_OWLS, "2026-03-28T20:00", "2026-03-29T09:00", "2026-03-28T20:00", "2026-03-28T23:00"),
        (NIGHT_OWLS, "2026-10-24T20:00", "2026-10-25T09:00", "2026-10-24T20:00", "2026-10-24T23:30"),
    ],
)
def test_an_offer_is_said_and_ends(city: City, now: str, starts: str, told: str, ends: str) -> None:
    found = deadline(at(now), at(starts), city)
    assert (found.told_at, found.ends_at) == (at(told), at(ends))


@given(now=AWARE, ahead=AHEAD, city=CITIES)
def test_an_offer_never_ends_after_the_start_nor_before_it_is_said(
    now: datetime, ahead: timedelta, city: City
) -> None:
    found = deadline(now, now + ahead, city)
    assert now <= found.told_at < found.ends_at <= now + ahead


@given(now=AWARE, ahead=AHEAD, city=CITIES)
def test_whoever_is_told_has_the_shortest_time_awake_or_until_the_lab_begins(
    now: datetime, ahead: timedelta, city: City
) -> None:
    found = deadline(now, now + ahead, city)
    given_time = awake_between(found.told_at, found.ends_at, city)
    assert given_time >= min(city.offer_shortest, awake_between(now, now + ahead, city))
    assert given_time <= city.offer_longest


@given(now=AWARE, ahead=AHEAD, city=CITIES)
def test_an_offer_is_said_in_quiet_hours_only_where_the_morning_is_too_late(
    now: datetime, ahead: timedelta, city: City
) -> None:
    found, morning = deadline(now, now + ahead, city), awake_after(now, city)
    is_too_late = morning + city.offer_shortest > now + ahead
    assert found.told_at == (now if is_too_late else morning)


@given(now=AWARE, ahead=AHEAD, more=AHEAD, city=CITIES)
def test_the_more_time_is_left_the_longer_a_seat_is_kept(
    now: datetime, ahead: timedelta, more: timedelta, city: City
) -> None:
    sooner, later = deadline(now, now + ahead, city), deadline(now, now + ahead + more, city)
    assert sooner.ends_at <= later.ends_at


@given(now=AWARE, ahead=AHEAD, wait=AHEAD, city=CITIES)
def test_a_seat_that_is_free_later_is_never_kept_for_longer_awake(
    now: datetime, ahead: timedelta, wait: timedelta, city: City
) -> None:
    assume(wait < ahead)
    starts_at = now + ahead
    first, second = (deadline(moment, starts_at, city).ends_at for moment in (now, now + wait))
    assert awake_between(now + wait, second, city) <= awake_between(now, first, city)


def test_a_deadline_that_counted_the_night_would_be_found_out() -> None:
    naive = replace(BOLOGNA, quiet_from=time(9), quiet_to=time(9))
    now, starts_at = at("2026-03-12T19:00"), at("2026-03-13T20:00")
    assert deadline(now, starts_at, naive).ends_at == at("2026-03-13T01:15")
    assert deadline(now, starts_at, BOLOGNA).ends_at == at("2026-03-13T09:30")
