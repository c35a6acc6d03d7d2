"""A lab held in the same place, where one gets there otherwise: asked at the desk, told, on the card."""

from datetime import timedelta

import pytest

from storage import labs
from tests.dialogs.chat import COORDINATOR, Chat, Place
from tests.dialogs.moving import told

PLACE, CHANGED = "Piazza dei Colori", "❗ How to get there has changed."


@pytest.fixture
def giulia(place: Place) -> Chat:
    """A coordinator; a lab of two dates in a room, and Fatou, who sits there."""
    place.lab("Felt")
    at = place.now + timedelta(days=9)
    labs.add_meeting(place.tx, 1, at, at + timedelta(hours=2), "Park")
    place.chat(1).forges("lab/1/sign-up/1")
    place.now += timedelta(minutes=1)
    return place.chat(COORDINATOR)


def places(giulia: Chat, venue: str, map_url: str | None = None) -> None:
    giulia.forges("editlab/1")
    giulia.forges("editlab/1/field/pick/place")
    giulia.forges("editlab/1/meeting/pick/1")
    giulia.taps(venue)
    giulia.writes(PLACE)
    if map_url:
        giulia.writes(map_url)
    elif venue != "On line":
        giulia.taps("Go on")


def test_on_line_instead_of_in_a_room_is_asked_and_told_for_every_date(place: Place, giulia: Chat) -> None:
    places(giulia, "On line")
    assert "Do you want to change this?" in giulia.screen.text
    assert told(place) == []
    giulia.taps("Yes")
    (letter,) = told(place)
    for shown in (letter, next(m.text for m in giulia.messages if "Do you want" in m.text)):
        assert shown.count(CHANGED) == 2
        assert f"Now:\n<b>🗓 Monday 9 March, 10:00–12:00</b>\n💻 On line: {PLACE}" in shown
        assert "💻 On line: Park" in shown
    fatou = place.chats[1]
    fatou.forges("lab/1")
    assert fatou.screen.text.count(f"💻 On line: {PLACE}\n{CHANGED}") == 1


def test_a_new_map_is_told_in_one_line(place: Place, giulia: Chat) -> None:
    places(giulia, "In a room", "https://osm.org/go/xxbY6")
    giulia.taps("Yes")
    (letter,) = told(place)
    assert letter.count(CHANGED) == 1
    assert 'href="https://osm.org/go/xxbY6"' in letter
    assert "Before:" not in letter
    assert "Park" not in letter


def test_what_is_as_it_was_is_not_asked_nor_told_and_calendars_stay(place: Place, giulia: Chat) -> None:
    places(giulia, "In a room")
    assert giulia.toast == "Done."
    assert told(place) == []
    found = labs.get(place.tx, 1)
    assert found is not None
    assert ([meeting.sequence for meeting in found.meetings], found.changes) == ([0, 0], ())


def test_of_all_dates_only_those_that_were_elsewhere_are_told(place: Place, giulia: Chat) -> None:
    giulia.forges("editlab/1")
    giulia.forges("editlab/1/field/pick/place")
    giulia.taps("All of these dates")
    giulia.taps("In a room")
    giulia.writes("Park")
    giulia.taps("Go on")
    giulia.taps("Yes")
    (letter,) = told(place)
    assert letter.count("Now:") == 1
    assert f"Before: 📍 {PLACE}" in letter
    assert CHANGED not in letter
