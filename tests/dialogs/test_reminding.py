"""The sweep that reminds, called by hand: once and never late, whatever clock, rules and desk do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import text

from dialogs.city import City, ReminderRule
from dialogs.labs import reminding
from dialogs.labs.reminding import Swept
from storage import attendances, labs, signups
from storage.database import Database
from tests.dialogs.chat import BOLOGNA, Place

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEEDBACK = ReminderRule("feedback", after=2 * HOUR)
ASKS = replace(BOLOGNA, reminders=(*BOLOGNA.reminders, FEEDBACK))


@pytest.fixture
def place(migrated_url: str) -> Iterator[Place]:
    """Bologna on each database, on Monday at ten; three come to a lab on Thursday from ten to twelve."""
    database = Database(migrated_url)
    with database.engine.connect() as tx, tx.begin() as begun:
        here = Place(tx, ASKS)
        here.lab("Felt", in_days=3)
        for number in (1, 2, 3):
            here.chat(number)
            signups.put(tx, 1, number, 1, "seated", here.now)
        yield here
        begun.rollback()
    database.close()


def at(day: str, city: City = BOLOGNA) -> datetime:
    """A day of March 2026 and an hour on the city's wall."""
    number, hour = day.split()
    return datetime.combine(date(2026, 3, int(number)), time.fromisoformat(hour), city.zone)


def sweeps(place: Place, *moments: str, swept: Swept | None = None) -> list[int]:
    """How many reminders a sweep makes at each of these moments, in one run of the bot."""
    swept = swept or Swept()
    return [reminding.sweep(place.tx, place.city, at(moment), swept) for moment in moments]


def told(place: Place, at_: str) -> list[str]:
    """The first lines of the letters that are told at a moment."""
    place.now = at(at_)
    return [screen.text.split("\n")[0] for screen in place.deliver()]


def made(place: Place) -> list[tuple[str, datetime, int]]:
    """Kinds and starts, in the order in which they were made, and how many of each."""
    rows = place.tx.execute(
        text("SELECT kind, starts_at, count(*) FROM reminders GROUP BY 1, 2 ORDER BY min(id)")
    )
    return [(kind, datetime.fromisoformat(str(start)), n) for kind, start, n in rows]


def test_each_is_reminded_once_of_each_kind_however_often_it_is_swept(place: Place) -> None:
    moments = (
        "4 17:59",
        "4 18:00",
        "4 18:00",
        "4 20:59",
        "4 21:00",
        "5 07:59",
        "5 08:00",
        "5 08:00",
        "5 09:59",
    )
    assert sweeps(place, *moments) == [0, 3, 0, 0, 0, 0, 3, 0, 0]
    assert sweeps(place, "5 13:59", "5 14:00", "5 14:20", "6 14:00") == [0, 3, 0, 0]
    assert [(kind, n) for kind, _, n in made(place)] == [
        ("day-before", 3),
        ("hours-before", 3),
        ("feedback", 3),
    ]


def test_it_is_the_rows_that_keep_it_from_reminding_twice(place: Place) -> None:
    assert sweeps(place, "4 18:00", "4 18:01") == [3, 0]
    place.tx.execute(text("DELETE FROM reminders"))
    assert sweeps(place, "4 18:02") == [3]


def test_a_clock_that_jumps_makes_none_twice_and_none_late(place: Place) -> None:
    assert sweeps(place, "4 18:00", "3 12:00", "4 17:00", "4 18:00", "4 18:30") == [3, 0, 0, 0, 0]
    assert sweeps(place, "30 12:00", "5 09:59", "5 08:00", "4 18:00", "5 08:10") == [0, 0, 3, 0, 0]
    assert sweeps(place, "30 12:00", "5 14:00", "4 18:00", "5 14:00", "6 09:00") == [0, 3, 0, 0, 0]


def test_who_signed_up_while_the_clock_was_ahead_is_reminded_all_the_same(place: Place) -> None:
    place.chat(4)
    signups.put(place.tx, 1, 4, 1, "seated", place.now + 300 * DAY)
    assert sweeps(place, "4 18:00", "5 08:00") == [4, 4]


def test_after_downtime_what_is_past_its_moment_is_dropped(place: Place) -> None:
    with place.taken_back():
        assert sweeps(place, "4 20:59") == [3]
        assert told(place, "4 21:00") == []
    with place.taken_back():
        assert sweeps(place, "4 22:00", "5 09:40", "5 12:00") == [0, 0, 0]
    with place.taken_back():
        assert sweeps(place, "8 13:59") == [3]
    with place.taken_back():
        assert sweeps(place, "8 14:00") == [0]


def test_a_moved_lab_is_told_of_at_its_new_start_only(place: Place) -> None:
    assert sweeps(place, "4 18:00") == [3]
    labs.change_meeting(place.tx, 1, starts_at=at("6 10:00"), ends_at=at("6 12:00"))
    assert told(place, "4 18:05") == []  # they were on their way
    assert sweeps(place, "4 18:10", "5 08:00", "5 18:00", "5 18:00") == [0, 0, 3, 0]
    assert told(place, "5 18:01") == ["<b>🔔 Tomorrow: Felt</b>"] * 3
    labs.change_meeting(place.tx, 1, starts_at=at("5 10:00"), ends_at=at("5 12:00"))
    assert sweeps(place, "4 18:10") == [0]  # there and back: it was made
    assert [n for _, _, n in made(place)] == [3, 3]
    assert [start.astimezone(BOLOGNA.zone).day for _, start, _ in made(place)] == [5, 6]


def test_what_was_looked_through_is_looked_through_again_when_something_new_can_be_there(
    place: Place,
) -> None:
    swept = Swept()
    assert sweeps(place, "4 18:00", "4 18:01", swept=swept) == [3, 0]
    assert [kind for kind, _, _ in swept.done] == ["day-before"]
    place.chat(4)
    signups.put(place.tx, 1, 4, 1, "seated", at("4 17:00"))  # cannot be, by a clock that goes on
    assert sweeps(place, "4 18:02", swept=swept) == [0]
    assert sweeps(place, "4 18:01", swept=swept) == [1]
    other = place.lab("Radio", in_days=9)
    signups.put(place.tx, other, 4, 1, "seated", at("4 17:00"))
    assert sweeps(place, "4 18:02", "4 18:03", swept=swept) == [0, 0]
    labs.change_meeting(place.tx, 2, starts_at=at("5 10:00"))  # to the very hour that was looked through
    assert sweeps(place, "4 18:04", "4 18:05", swept=swept) == [1, 0]


def test_the_last_reminder_of_a_meeting_is_looked_for_until_its_window_closes(place: Place) -> None:
    swept = Swept()
    assert sweeps(place, "5 08:00", "5 08:01", swept=swept) == [3, 0]
    assert swept.done == {}
    place.chat(4)
    signups.put(place.tx, 1, 4, 1, "seated", at("5 08:30"))
    assert sweeps(place, "5 08:31", "5 08:32", swept=swept) == [1, 0]


def test_somebody_who_has_left_and_of_whom_the_host_notes_later_that_they_came_is_asked_too(
    place: Place,
) -> None:
    swept = Swept()
    assert sweeps(place, "5 14:00", "5 14:01", swept=swept) == [3, 0]
    place.chat(4)
    signup = signups.put(place.tx, 1, 4, 1, "cancelled", at("5 11:00"))
    attendances.put(place.tx, signup, 1, "attended", 1, at("5 14:05"))
    assert sweeps(place, "5 14:10", "5 14:11", "5 14:12", swept=swept) == [0, 1, 0]


def test_a_rule_that_changes_between_two_runs_reminds_nobody_twice(place: Place) -> None:
    assert sweeps(place, "4 18:00") == [3]
    for hour in (17, 19, 20):
        evening = ReminderRule("day-before", at=time(hour))
        place.city = replace(ASKS, reminders=(evening, *ASKS.reminders[1:]))
        assert sweeps(place, "4 19:30", "4 20:30") == [0, 0]
    place.city = replace(ASKS, reminders=(ReminderRule("hours-before", before=15 * HOUR),))
    assert sweeps(place, "4 20:00", "4 20:30") == [3, 0]
    place.city = ASKS
    assert sweeps(place, "5 08:00") == [0]
    place.city = replace(ASKS, reminders=())
    assert sweeps(place, "5 14:00") == [0]


def test_a_meeting_that_was_dropped_or_a_lab_that_was_cancelled_reminds_nobody(place: Place) -> None:
    labs.add_meeting(place.tx, 1, at("6 10:00"), at("6 12:00"), "Library")
    assert sweeps(place, "4 18:00", "4 18:01") == [3, 0]
    labs.change_meeting(place.tx, 1, cancelled_at=place.now)
    assert told(place, "4 18:02") == []
    assert sweeps(place, "5 08:00", "5 14:00", "5 18:00") == [0, 0, 3]
    labs.change(place.tx, 1, status="cancelled")
    assert told(place, "5 18:01") == []
    assert sweeps(place, "6 08:00", "6 14:00") == [0, 0]


def test_how_it_was_is_asked_once_after_the_last_meeting_in_the_morning_if_it_was_late(place: Place) -> None:
    labs.add_meeting(place.tx, 1, at("6 18:00"), at("6 20:00"), "Library")
    place.city = replace(ASKS, reminders=(FEEDBACK,))
    assert sweeps(place, "5 14:00", "6 22:00", "7 07:59", "7 08:00", "7 08:01") == [0, 0, 0, 3, 0]
    addresses = place.tx.execute(text("SELECT kind, address FROM outbox ORDER BY id")).all()
    assert addresses == [("reminder", f"feedback/{number}") for number in (1, 2, 3)]
    labs.change_meeting(place.tx, 2, ends_at=at("6 19:00"))  # put right afterwards
    labs.add_meeting(place.tx, 1, at("9 10:00"), at("9 12:00"), "Library")
    assert sweeps(place, "7 08:02", "9 14:00") == [0, 0]


def test_no_more_than_some_are_made_at_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "AT_ONCE", 2)
    assert sweeps(place, "4 18:00", "4 18:00", "4 18:00") == [2, 1, 0]
    assert sweeps(place, "5 14:00", "5 14:00", "5 14:00") == [2, 1, 0]
