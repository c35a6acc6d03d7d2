"""A lab that changes: all concerned are told once, only what is true; the card says how it was."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from storage import labs, outbox, signups
from tests.dialogs.chat import COORDINATOR, Chat, Place
from tests.dialogs.moving import moves, places, told

HEAD = "❗ A lab you signed up for has changed."
WAS, NOW_IS = "Monday 9 March, 10:00–12:00", "Tuesday 10 March, 18:00–20:00"


@pytest.fixture
def giulia(place: Place) -> Chat:
    """A coordinator, and a published lab on Monday, 9 March, at ten."""
    place.lab("Felt", seats=2)
    return place.chat(COORDINATOR)


@pytest.fixture
def fatou(place: Place, giulia: Chat) -> Chat:
    """Somebody who sits there."""
    chat = place.chat(1)
    chat.forges("lab/1/sign-up/2")
    place.now += timedelta(minutes=1)
    return chat


def test_all_concerned_are_told_what_was_and_what_is_in_one_letter(
    place: Place, giulia: Chat, fatou: Chat
) -> None:
    omar = place.chat(2)
    omar.forges("lab/1/sign-up/1")
    place.now += timedelta(minutes=1)
    moves(giulia)
    giulia.taps("Yes")
    letters = place.deliver()
    assert len(letters) == 2
    for letter, its_keys in zip(letters, ([1, 1, 1], [1, 1]), strict=True):
        assert letter.text.startswith(f"<b>{HEAD}</b>\n<b>Felt</b>\n\nBefore: 🗓 {WAS}\nNow:")
        assert f"🗓 {NOW_IS}" in letter.text
        assert [len(row) for row in letter.rows] == its_keys
    assert [button.to for row in letters[0].rows for button in row] == [
        *("lab/1", "lab/1/leave/yes", "lab/1/calendar")
    ]
    fatou.taps("I can't come")
    assert "Thank you for telling us" in fatou.screen.text
    found = signups.of(place.tx, 1, fatou.talk().person.id)
    assert (found.state if found else None) == "cancelled"


def test_several_changes_before_the_letter_goes_are_one_letter(
    place: Place, giulia: Chat, fatou: Chat
) -> None:
    moves(giulia)
    giulia.taps("Yes")
    places(giulia, "Library")
    giulia.taps("Yes")
    moves(giulia, "11/3", "20:00")
    giulia.taps("Yes")
    (letter,) = told(place)
    assert f"Before: 🗓 {WAS}\nBefore: 📍 Piazza dei Colori\n" in letter
    assert "Wednesday 11 March, 20:00–22:00" in letter
    assert "Library" in letter
    assert "10 March" not in letter
    places(giulia, "Hall")
    giulia.taps("Yes")
    (second,) = told(place)
    assert "Before: 📍 Library" in second  # of what was told already, nothing again
    assert "Monday" not in second


def test_without_a_look_at_the_other_letters_the_same_is_told_again(
    place: Place, giulia: Chat, fatou: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "letters", lambda *about: ())
    moves(giulia)
    giulia.taps("Yes")
    places(giulia, "Library")
    giulia.taps("Yes")
    letters = told(place)
    assert [f"Before: 🗓 {WAS}" in letter for letter in letters] == [True, True]


def test_what_has_become_untrue_is_not_told(place: Place, giulia: Chat, fatou: Chat) -> None:
    moves(giulia)
    giulia.taps("Yes")
    moves(giulia, "9/3", "10:00")
    giulia.taps("Yes")
    assert told(place) == []
    fatou.forges("lab/1")
    assert "❗" not in fatou.screen.text


def test_who_signs_up_after_a_change_is_not_told_of_it(place: Place, giulia: Chat, fatou: Chat) -> None:
    fatou.forges("lab/1/leave/yes")
    moves(giulia)
    giulia.taps("Yes")
    place.now += timedelta(minutes=1)
    fatou.forges("lab/1/sign-up/1")
    assert told(place) == []
    fatou.forges("lab/1")
    assert f"❗ This has changed. Before: 🗓 {WAS}" in fatou.screen.text  # the card says it, until it is over
    place.now += timedelta(days=9)
    fatou.forges("lab/1")
    assert "❗" not in fatou.screen.text


def test_old_letters_that_are_forgotten_do_not_bring_old_changes_back(
    place: Place, giulia: Chat, fatou: Chat
) -> None:
    at = place.now + timedelta(days=90)
    labs.add_meeting(place.tx, 1, at, at + timedelta(hours=2), "Park")
    moves(giulia, "3/6", meeting=2)
    giulia.taps("Yes")
    assert len(told(place)) == 1
    place.now += timedelta(days=60)
    place.tx.execute(text("DELETE FROM outbox"))
    places(giulia, "Hall")
    giulia.taps("Yes")
    (letter,) = told(place)
    assert "Before: 📍 Park" in letter
    assert "Before: 🗓" not in letter


def test_all_dates_to_come_may_get_another_place_at_once(place: Place, giulia: Chat, fatou: Chat) -> None:
    for days in (14, 21):
        at = place.now + timedelta(days=days)
        labs.add_meeting(place.tx, 1, at, at + timedelta(hours=2), "Piazza dei Colori")
    place.now += timedelta(days=8)  # the first is over
    giulia.forges("editlab/1")
    giulia.forges("editlab/1/field/pick/place")
    giulia.taps("All of these dates")
    giulia.taps("In a room")
    giulia.writes("Library")
    giulia.taps("Go on")
    assert giulia.screen.text.count("Before: 📍 Piazza dei Colori") == 2
    giulia.taps("Yes")
    (letter,) = told(place)
    assert letter.count("📍 Library") == 2
    found = labs.get(place.tx, 1)
    assert found is not None
    assert [meeting.place for meeting in found.meetings] == [*("Piazza dei Colori", "Library", "Library")]
