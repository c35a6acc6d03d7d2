"""A change that is asked for at the desk: shown first, done once it is confirmed, if it still fits."""

from datetime import timedelta

import pytest

from storage import labs
from tests.dialogs.chat import COORDINATOR, Chat, Place
from tests.dialogs.moving import moves, told

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


def test_who_is_concerned_is_shown_before_anything_is_done(place: Place, giulia: Chat, fatou: Chat) -> None:
    place.chat(2).forges("lab/1/sign-up/1")
    moves(giulia)
    shown = giulia.screen.text
    assert f"Before: 🗓 {WAS}" in shown
    assert f"<b>🗓 {NOW_IS}</b>" in shown
    assert "💺 2 people have a seat.\n⏳ 1 person waits.\nWhoever signed up will be told" in shown
    assert told(place) == []
    giulia.taps("No")
    assert (giulia.toast, told(place)) == ("Nothing was changed.", [])
    fatou.forges("lab/1")
    assert WAS in fatou.screen.text


def test_of_a_draft_nobody_is_told_and_nothing_is_asked(place: Place, giulia: Chat) -> None:
    labs.change(place.tx, 1, status="draft")
    moves(giulia)
    assert giulia.toast == "Done."
    giulia.forges("desk/lab/1/publish/yes")
    giulia.forges("lab/1")
    assert NOW_IS in giulia.screen.text
    assert "❗" not in giulia.screen.text


def test_a_question_that_was_answered_or_left_behind_does_nothing(
    place: Place, giulia: Chat, fatou: Chat
) -> None:
    moves(giulia)
    old = next(button.to for row in giulia.screen.rows for button in row if button.text == "Yes")
    place.now += timedelta(minutes=1)
    moves(giulia, "11/3")
    giulia.forges(old)
    assert giulia.toast == "This does not fit any more. Please look, and begin anew."
    giulia.taps("Yes")
    place.now += timedelta(minutes=1)
    assert len(told(place)) == 1
    giulia.taps("Yes")  # a second tap
    assert told(place) == []


def test_what_somebody_else_changed_meanwhile_is_looked_at_anew(
    place: Place, giulia: Chat, fatou: Chat
) -> None:
    moves(giulia)
    labs.change_meeting(place.tx, 1, place="Elsewhere")
    giulia.taps("Yes")
    assert giulia.toast == "This does not fit any more. Please look, and begin anew."
    assert told(place) == []


def test_a_date_that_has_gone_by_meanwhile_is_not_moved_to(place: Place, giulia: Chat, fatou: Chat) -> None:
    moves(giulia, "3/3")
    place.now += timedelta(days=2)
    giulia.taps("Yes")
    assert giulia.toast.startswith("This does not fit any more.")
    assert told(place) == []


def test_a_date_is_dropped_but_the_last_is_not(place: Place, giulia: Chat, fatou: Chat) -> None:
    at = place.now + timedelta(days=9)
    labs.add_meeting(place.tx, 1, at, at + timedelta(hours=2), "Park")
    giulia.forges("editlab/1")
    giulia.taps("Drop a date")
    giulia.forges("editlab/1/meeting/pick/2")
    assert "❌ Not any more: Wednesday 11 March" in giulia.screen.text
    giulia.taps("Yes")
    (letter,) = told(place)
    assert "❌ Not any more: Wednesday 11 March, " in letter
    fatou.forges("lab/1")
    assert "🗓 Monday 9 March" in fatou.screen.text
    assert "❌ Not any more: Wednesday 11 March" in fatou.screen.text
    giulia.forges("editlab/1")
    giulia.taps("Drop a date")
    assert "This is the only date of the lab." in giulia.screen.text
    giulia.taps("Cancel the lab")
    assert "Cancel this lab for good?\n\n🗓 Monday 9 March, 10:00–12:00\n💺 2 people have a seat." in (
        giulia.screen.text
    )
    giulia.taps("Yes")
    (letter,) = told(place)
    assert letter.startswith("<b>❌ We are sorry: a lab you signed up for was cancelled.</b>")
    assert "Felt" in letter


def test_a_lab_without_any_date_crashes_nothing(place: Place, giulia: Chat, fatou: Chat) -> None:
    """It cannot come to this at the desk."""
    labs.drop_meeting(place.tx, 1, place.now)
    for chat in (giulia, fatou):
        for address in (
            *("labs", "lab/1", "mine", "menu", "friend", "lab/1/tell", "lab/1/tell/en", "lab/1/sign-up"),
            *("lab/1/sign-up/1", "lab/1/joined", "lab/1/leave", "lab/1/calendar", "desk/lab/1"),
            *("desk/labs/0", "editlab/1", "editlab/1/field/pick/date", "labdate/1", "desk/lab/1/cancel"),
            *("desk/lab/1/only", "desk/lab/1/see/en", "desk/lab/1/seats/1", "announce/1", "lab/1/leave/yes"),
        ):
            chat.forges(address)
            assert chat.messages[-1].text
    assert told(place) == []
