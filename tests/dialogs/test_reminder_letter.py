"""What a reminder says: where, when, with whom, what to tap, in the reader's language, and nothing else."""

from datetime import date, datetime, time

import pytest

from dialogs.labs import reminding
from storage import attendances, facilities, labs, signups
from tests.dialogs.chat import BOLOGNA, Place


@pytest.fixture(autouse=True)
def lab(place: Place) -> int:
    """It begins on Thursday, 5 March 2026, at ten, for two hours; two people come."""
    number = place.lab("Felt", in_days=3)
    for one in (1, 2):
        place.chat(one)
        signups.put(place.tx, number, one, 1, "seated", place.now)
    return number


def at(day: str) -> datetime:
    """A day of March 2026 and an hour on the city's wall."""
    number, hour = day.split()
    return datetime.combine(date(2026, 3, int(number)), time.fromisoformat(hour), BOLOGNA.zone)


def is_reminded(place: Place, moment: str) -> None:
    """Everybody is told whose time it is."""
    place.now = at(moment)
    reminding.sweep(place.tx, place.city, place.now)
    place.deliver()


def test_the_reminder_says_where_and_with_whom_and_what_to_tap(place: Place) -> None:
    labs.change_meeting(place.tx, 1, map_url="https://osm.org/go/xxbY6", ends_at=at("5 12:30"))
    facilities.put(place.tx, 1, "childcare", "", 3)
    facilities.put(place.tx, 1, "interpreter", "ar", 3)
    for one in facilities.of(place.tx, 1):
        facilities.set_needs(place.tx, 1, {one.id: 1})
    is_reminded(place, "4 18:00")
    shown = place.chats[1].messages[-1]
    assert shown.text.split("\n") == [
        "<b>🔔 Tomorrow: Felt</b>",
        "🗓 Thursday 5 March, 10:00–12:30",
        '📍 <a href="https://osm.org/go/xxbY6">Piazza dei Colori</a>',
        "👥 With A company",
        "We expect you: 1 person.",
    ]
    assert [[(key.text, key.to) for key in row] for row in shown.rows] == [
        [("🙁 I can't come", "lab/1/leave/yes")],
        [("🎫 My pass", "lab/1/pass"), ("❓ Ask", "ask")],
        [("🔎 See the lab", "lab/1")],
    ]
    assert place.chats[2].messages[-1] == shown  # whoever needs something there reads nothing else


def test_who_would_leave_other_dates_too_is_asked_first(place: Place) -> None:
    labs.add_meeting(place.tx, 1, at("6 10:00"), at("6 12:00"), "Library")
    is_reminded(place, "4 18:00")
    amina = place.chats[1]
    assert amina.messages[-1].rows[0][0].to == "miss/1"
    is_reminded(place, "5 18:00")
    assert amina.messages[-1].rows[0][0].to == "lab/1/leave/yes"


@pytest.mark.parametrize(
    ("language", "head", "day"),
    [
        ("it", "Domani", "giovedì 5 marzo, 10:00–12:00"),
        ("fr", "Demain", "jeudi 5 mars, 10:00–12:00"),
        ("ar", "غدًا", "5/3"),
    ],
)
def test_the_reminder_is_in_the_reader_s_language(place: Place, language: str, head: str, day: str) -> None:
    chat = place.chat(9, language)
    signups.put(place.tx, 1, chat.talk().person.id, 1, "seated", place.now)
    is_reminded(place, "4 18:00")
    assert head in chat.messages[-1].text.split("\n")[0]
    assert day in chat.messages[-1].text.split("\n")[1]


@pytest.mark.parametrize("is_back", [False, True])
def test_who_is_excused_that_day_is_told_of_their_guests_only(place: Place, is_back: bool) -> None:
    amina = place.chats[1].becomes("leader")
    amina.forges("bring/1/2/-/none")
    attendances.put(place.tx, 1, 1, "excused", 0, place.now)
    if is_back:
        attendances.drop(place.tx, 1, 1)
    told = len(amina.messages)
    is_reminded(place, "4 18:00")
    (shown,) = amina.messages[told:]
    assert "📣 Please remind the 2 people you signed up." in shown.text
    assert ("We expect you: 1 person." in shown.text) == is_back
    keys = [key.text for row in shown.rows for key in row]
    assert keys[-1] == "👥 My guests"
    assert ("🙁 I can't come" in keys) == is_back


def test_who_is_excused_and_brings_nobody_is_not_reminded(place: Place) -> None:
    amina = place.chats[1]
    attendances.put(place.tx, 1, 1, "excused", 0, place.now)
    told = len(amina.messages)
    is_reminded(place, "4 18:00")
    assert amina.messages[told:] == []
