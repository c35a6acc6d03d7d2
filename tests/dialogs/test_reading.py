"""What coordinators write of days: the next one that there is, or a kind word."""

from datetime import UTC, datetime, timedelta

import pytest

from dialogs.desk import questions
from dialogs.desk.reading import read_day, read_length, read_until
from dialogs.event import Wrote
from dialogs.form import Answers, Wrong
from tests.dialogs.chat import COORDINATOR, Place
from tests.dialogs.test_walks import ODD_ANSWERS, strands_nobody


def day(place: Place, words: str) -> str:
    read = read_day(place.chats[COORDINATOR].talk(), Wrote(words), {})
    return read.why if isinstance(read, Wrong) else read


@pytest.mark.parametrize(
    ("today", "words", "read"),
    [
        (datetime(2026, 3, 2, tzinfo=UTC), "29/2", "2028-02-29"),  # the next leap year
        (datetime(2028, 2, 29, tzinfo=UTC), "29/2", "2028-02-29"),
        (datetime(2027, 6, 1, tzinfo=UTC), "٢٩/٢", "2028-02-29"),
        (datetime(2026, 1, 2, tzinfo=UTC), "29/2", "This day is too far away."),
        (datetime(2096, 3, 2, tzinfo=UTC), "29/2", "This day is too far away."),  # 2100 has none
        (datetime(2026, 3, 2, tzinfo=UTC), "30/2", "Please write a day like 31/12"),
        (datetime(2026, 3, 2, tzinfo=UTC), "1/3", "2027-03-01"),
        (datetime(2026, 3, 2, tzinfo=UTC), "2/3", "2026-03-02"),
        (datetime(2026, 3, 2, tzinfo=UTC), "29/2/2027", "Please write a day like 31/12"),
    ],
)
def test_a_day_without_a_year_is_the_next_there_is(
    place: Place, today: datetime, words: str, read: str
) -> None:
    place.chat(COORDINATOR)
    place.now = today + timedelta(hours=9)
    assert day(place, words).startswith(read)


@pytest.mark.parametrize(
    ("every", "until", "read"),
    [
        ("week", "31/3", "2026-03-31"),
        ("week", "8/3", "Until then there is only one date."),
        ("week", "31/3/2027", "At most 52 dates can be made at once."),
        ("two_weeks", "28/2/2028", "2028-02-28"),
        ("month", "8/4/2026", "Until then there is only one date."),
        ("month", "9/4/2026", "2026-04-09"),
        ("month", "soon", "Please write a day"),
    ],
)
def test_how_long_a_lab_repeats_gives_two_dates_or_more_and_not_too_many(
    place: Place, every: str, until: str, read: str
) -> None:
    talk = place.chat(COORDINATOR).talk()
    answers = {"day": "2026-03-09", "hour": "18:00", "length": "2", "every": every}
    found = read_until(talk, Wrote(until), answers)
    assert (found.why if isinstance(found, Wrong) else found).startswith(read)


def test_a_lab_lasts_as_many_hours_as_it_says_in_the_night_the_clocks_change(place: Place) -> None:
    talk = place.chat(COORDINATOR).talk()
    answers: Answers = {"day": "2026-03-28", "hour": "22:00", "length": "6", "every": "once"}
    starts_at, ends_at = questions.times(talk, answers)
    assert ends_at - starts_at == timedelta(hours=6)
    assert f"{ends_at.astimezone(place.city.zone):%H:%M}" == "05:00"
    assert questions.all_times(talk, answers) == ((starts_at, ends_at),)


def test_how_long_it_repeats_bears_every_answer(place: Place) -> None:
    giulia = place.chat(COORDINATOR)
    place.lab()
    giulia.forges("labdate/1")
    for words in ("9/3", "18:00", "2"):
        giulia.writes(words)
    giulia.taps("Every week")
    assert "Until which day?" in giulia.screen.text
    for odd in ODD_ANSWERS:
        with place.taken_back():
            strands_nobody(place, giulia, giulia.hears(odd))
        giulia.messages.pop()
    giulia.writes("23/3")
    giulia.taps("Where it was until now")
    assert giulia.screen.text.count("🆕 One more date:") == 3


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        *(("2", 2.0), ("2.5", 2.5), ("2,5", 2.5), ("2:30", 2.5)),
        *(("٢٫٥", 2.5), ("0,5", 0.5), ("12", 12.0), ("3:00", 3.0)),
    ],
)
def test_a_length_is_read_in_hours_and_halves(place: Place, words: str, hours: float) -> None:
    talk = place.chat(COORDINATOR).talk()
    assert read_length(talk, Wrote(words), {}) == hours


@pytest.mark.parametrize("words", ["0", "12.5", "13", "2.3", "two", "-1", "2:15", ""])
def test_any_other_length_is_asked_again(place: Place, words: str) -> None:
    assert isinstance(read_length(place.chat(COORDINATOR).talk(), Wrote(words), {}), Wrong)
