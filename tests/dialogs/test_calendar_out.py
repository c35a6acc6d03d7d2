"""Whoever has left a lab takes its dates out of their calendar, and may put them in again."""

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from storage import labs
from tests.dialogs.chat import COORDINATOR, Chat, Place

OUT = "📆 Out of my calendar"


@pytest.fixture
def fatou(place: Place) -> Chat:
    """Somebody who sits in a lab of two dates; the first is over."""
    place.lab("Felt", in_days=1, seats=1)
    later = place.now + timedelta(days=8)
    labs.add_meeting(place.tx, 1, later, later + timedelta(hours=2), "Park")
    chat = place.chat(1)
    chat.forges("lab/1/sign-up/1")
    place.now += timedelta(days=2)
    return chat


def read(chat: Chat) -> tuple[str, dict[str, Any]]:
    """The method of the newest file, and its events by their names."""
    media = chat.messages[-1].media
    assert media is not None
    calendar: Any = Calendar.from_ical(media.content)
    return calendar["method"], {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_who_leaves_takes_out_the_dates_that_are_not_over(place: Place, fatou: Chat) -> None:
    fatou.forges("lab/1/calendar")
    method, before = read(fatou)
    assert (method, len(before)) == ("PUBLISH", 2)
    fatou.forges("lab/1/leave/yes")
    fatou.taps(OUT)
    method, events = read(fatou)
    assert "takes the dates out" in fatou.messages[-1].text
    assert (method, list(events)) == ("CANCEL", ["2@passaparola_bot"])
    (event,) = events.values()
    assert event["status"] == "CANCELLED"
    assert event["sequence"] > before["2@passaparola_bot"]["sequence"]


def test_who_comes_again_gets_them_back_as_the_newer_ones(place: Place, fatou: Chat) -> None:
    fatou.forges("lab/1/leave/yes")
    fatou.taps(OUT)
    (out,) = read(fatou)[1].values()
    place.now += timedelta(minutes=1)
    fatou.forges("lab/1/sign-up/1")
    fatou.forges("lab/1/calendar")
    method, events = read(fatou)
    again = events["2@passaparola_bot"]
    assert (method, again["status"]) == ("PUBLISH", "CONFIRMED")
    assert again["sequence"] > out["sequence"]
    labs.change_meeting(place.tx, 2, place="Hall")
    fatou.forges("lab/1/calendar")
    assert read(fatou)[1]["2@passaparola_bot"]["sequence"] == again["sequence"] + 1


def test_whom_the_desk_removes_is_shown_the_way(place: Place, fatou: Chat) -> None:
    place.chat(COORDINATOR).forges("desk/signup/1/remove/yes")
    (letter,) = place.deliver()
    assert "taken your sign-up off the list" in letter.text
    fatou.taps(OUT)
    assert read(fatou)[0] == "CANCEL"


def test_of_a_cancelled_lab_too_also_for_who_had_left_before(place: Place, fatou: Chat) -> None:
    fatou.forges("lab/1/leave/yes")
    fatou.taps(OUT)
    (left,) = read(fatou)[1].values()
    place.chat(COORDINATOR).forges("desk/lab/1/cancel/yes")
    fatou.forges("lab/1/calendar")
    method, events = read(fatou)
    assert (method, [event["status"] for event in events.values()]) == ("CANCEL", ["CANCELLED"])
    assert events["2@passaparola_bot"]["sequence"] == left["sequence"] + 1


def test_nobody_else_gets_the_file(place: Place, fatou: Chat) -> None:
    """Neither who never signed up, nor who waits."""
    paolo = place.chat(2)
    for _ in range(2):
        paolo.forges("lab/1/calendar")
        assert (paolo.toast, paolo.messages[-1].media) == ("This is for those who have a seat.", None)
        paolo.forges("lab/1/wait/1/-")
