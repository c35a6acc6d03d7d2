"""Which reminders come to whom: late sign-ups get what still makes sense, at once where it matters."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from dialogs.city import City, ReminderRule
from dialogs.rules.reminders import Asking, asking, due
from tests.dialogs.chat import BOLOGNA

DAY, TICK = timedelta(days=1), timedelta(minutes=1)
LATE_EVENING = replace(
    BOLOGNA,
    reminders=(
        ReminderRule("day-before", at=time(22)),
        ReminderRule("hours-before", before=timedelta(hours=2)),
    ),
)
ONLY_EVENING = replace(BOLOGNA, reminders=BOLOGNA.reminders[:1])
A_DAY_BEFORE = replace(
    BOLOGNA,
    reminders=(BOLOGNA.reminders[0], ReminderRule("hours-before", before=DAY)),
)
AWAKE = replace(BOLOGNA, quiet_from=time(), quiet_to=time())


def at(text: str) -> datetime:
    """March 2026 on the city's wall clock: day, hour."""
    day, clock = text.split()
    return datetime.combine(date(2026, 3, int(day)), time.fromisoformat(clock), BOLOGNA.zone)


def told(signed_up: str, starts: str, city: City = BOLOGNA) -> list[str]:
    """When somebody is told what, minute after minute, who signed up at a moment for a lab at another."""
    since, starts_at = at(signed_up).astimezone(UTC), at(starts).astimezone(UTC)
    plan = due(city.reminders, starts_at, city)
    said: dict[str, datetime] = {}
    now = since
    while now < starts_at:
        now += TICK
        for one in plan:
            if one.kind not in said and one.window.holds(now) and since < one.until:
                said[one.kind] = now
    return [f"{kind} {moment.astimezone(city.zone):%-d %H:%M}" for kind, moment in said.items()]


CASES = [
    # in good time
    ("9 10:00", "12 18:00", ["day-before 11 18:00", "hours-before 12 16:00"]),
    ("9 10:00", "12 09:30", ["day-before 11 18:00", "hours-before 12 08:00"]),
    ("9 10:00", "12 08:30", ["day-before 11 18:00"]),  # at 8:00 it is too late, at 20:00 it was said
    ("9 10:00", "12 22:30", ["day-before 11 18:00", "hours-before 12 20:30"]),
    # after the hour of the first: only the second, for they have just been told all
    ("11 19:00", "12 18:00", ["hours-before 12 16:00"]),
    ("11 20:00", "12 09:00", ["hours-before 12 08:00"]),
    ("11 23:30", "12 09:00", ["hours-before 12 08:00"]),
    ("12 07:00", "12 09:00", ["hours-before 12 08:00"]),
    # nothing else is to come: at once, while it is of use and people are awake
    ("11 20:00", "12 08:30", ["day-before 11 20:01"]),
    ("11 22:00", "12 08:30", []),
    ("12 07:30", "12 08:30", []),
    ("12 08:10", "12 09:00", ["hours-before 12 08:11"]),
    ("12 17:00", "12 18:00", ["hours-before 12 17:01"]),
    ("12 17:28", "12 18:00", ["hours-before 12 17:29"]),
    ("12 17:40", "12 18:00", []),  # they are on their way
    # on the same day, before the hour of the second
    ("12 10:00", "12 18:00", ["hours-before 12 16:00"]),
    ("12 06:00", "12 07:00", []),
]


@pytest.mark.parametrize(("signed_up", "starts", "expected"), CASES)
def test_who_signs_up_late_gets_what_still_makes_sense(
    signed_up: str, starts: str, expected: list[str]
) -> None:
    assert told(signed_up, starts) == expected


OTHER_RULES = [
    (ONLY_EVENING, "9 10:00", "12 18:00", ["day-before 11 18:00"]),
    (ONLY_EVENING, "11 19:00", "12 18:00", ["day-before 11 19:01"]),  # there is no other
    (ONLY_EVENING, "12 09:00", "12 18:00", []),
    (LATE_EVENING, "9 10:00", "12 18:00", ["day-before 12 08:00", "hours-before 12 16:00"]),
    (LATE_EVENING, "9 10:00", "12 12:00", ["hours-before 12 10:00"]),  # not two within two hours
    (LATE_EVENING, "9 10:00", "12 08:30", ["day-before 11 20:00"]),
    (A_DAY_BEFORE, "9 10:00", "12 18:30", ["day-before 11 18:00"]),  # not two within half an hour
    (A_DAY_BEFORE, "9 10:00", "12 12:00", ["hours-before 11 12:00", "day-before 11 18:00"]),
    (replace(BOLOGNA, reminders=()), "9 10:00", "12 18:00", []),
    (AWAKE, "9 10:00", "12 08:30", ["day-before 11 18:00", "hours-before 12 06:30"]),
    (AWAKE, "11 21:30", "12 08:30", ["hours-before 12 06:30"]),
    (AWAKE, "9 10:00", "13 00:00", ["day-before 12 18:00", "hours-before 12 22:00"]),
    (AWAKE, "12 21:30", "13 00:00", ["hours-before 12 22:00"]),
    (AWAKE, "9 10:00", "12 22:30", ["day-before 11 18:00", "hours-before 12 20:30"]),
    (AWAKE, "12 01:00", "12 02:00", ["hours-before 12 01:01"]),
]


@pytest.mark.parametrize(("city", "signed_up", "starts", "expected"), OTHER_RULES)
def test_other_rules_and_hours_have_other_reminders(
    city: City, signed_up: str, starts: str, expected: list[str]
) -> None:
    assert told(signed_up, starts, city) == expected


ASKED = [
    ("11 20:00", "11 21:59", False),
    ("11 14:00", "11 15:59", False),
    ("11 14:00", "11 16:00", True),
    ("11 14:00", "11 20:59", True),
    ("11 14:00", "11 21:00", False),  # it is quiet
    ("11 20:00", "11 22:00", False),
    ("11 20:00", "12 07:59", False),
    ("11 20:00", "12 08:00", True),
    ("11 14:00", "14 15:59", True),
    ("11 14:00", "14 16:00", False),  # three days are too many
]


@pytest.mark.parametrize(("ended", "now", "is_asked"), ASKED)
def test_how_a_lab_was_is_asked_two_hours_after_it_or_in_the_morning_or_never(
    ended: str, now: str, is_asked: bool
) -> None:
    found = asking(timedelta(hours=2), at(now), BOLOGNA)
    assert (found is not None and found.since < at(ended) <= found.until) is is_asked


def test_what_is_asked_is_not_said_when_quiet_hours_have_begun() -> None:
    found = asking(timedelta(hours=2), at("11 16:00"), BOLOGNA)
    assert found == Asking(at("8 14:00"), at("11 14:00"), at("11 21:00"))


def test_a_city_without_quiet_hours_asks_at_night_too() -> None:
    found = asking(timedelta(hours=2), at("11 23:00"), AWAKE)
    assert found == Asking(at("8 21:00"), at("11 21:00"), at("14 23:00"))


def test_the_night_of_the_change_to_summer_time_is_asked_about_in_its_morning() -> None:
    two = timedelta(hours=2)
    assert asking(two, at("29 07:59"), BOLOGNA) is None
    found = asking(two, at("29 08:00"), BOLOGNA)
    assert found is not None
    assert found.until == datetime(2026, 3, 29, 4, tzinfo=UTC)
