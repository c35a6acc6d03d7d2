"""A lab's calendar file, read back as a calendar reads it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from dialogs.labs.calendar import EPOCH, file
from dialogs.screen import Screen
from dialogs.text import NAMES
from storage import labs, signups
from storage.labs import Lab, Text
from tests.dialogs.chat import BOLOGNA, COORDINATOR, NOW, Chat, Place

SPRING, AUTUMN = datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)
"""The Sundays on which the clocks of Europe/Rome change."""
DAY = timedelta(days=1)


def since_sign_up(event: Any) -> int:
    """How much its sequence has grown since Fatou signed up, at 9:00 on 2 March."""
    number: int = event["sequence"]
    return number - int((NOW - EPOCH).total_seconds())


def seated(place: Place) -> Chat:
    fatou = place.chat(1)
    fatou.forges("lab/1/sign-up/1")
    return fatou


def whole(place: Place, lab: int = 1) -> Lab:
    found = labs.get(place.tx, lab)
    assert found is not None
    return found


def asked(chat: Chat) -> Screen:
    chat.forges("lab/1/calendar")
    return chat.messages[-1]


def read(chat: Chat) -> Any:
    media = asked(chat).media
    assert media is not None
    assert (media.kind, media.name) == ("document", "lab-1.ics")
    return Calendar.from_ical(media.content)


def events(calendar: Any) -> list[Any]:
    return list(calendar.walk("VEVENT"))


def test_a_date_is_there_with_all_that_a_calendar_wants(place: Place) -> None:
    place.lab("Sewing; felt, wool", in_days=7)
    fatou = seated(place)
    calendar = read(fatou)
    (event,) = events(calendar)
    (meeting,) = whole(place).meetings
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert (event["uid"], since_sign_up(event)) == ("1@passaparola_bot", 0)
    assert (event["status"], event["summary"]) == ("CONFIRMED", "Sewing; felt, wool")
    assert (event["location"], event["description"]) == ("Piazza dei Colori", "Meet people.")
    assert event["dtstart"].params["tzid"] == "Europe/Rome"
    assert (event.start, event.end) == (meeting.starts_at, meeting.ends_at)
    assert event["dtstamp"].dt == place.now
    assert event["organizer"].params["cn"] == "A company"
    assert event["url"].startswith("https://t.me/passaparola_bot?start=")


def test_its_link_leads_to_the_lab(place: Place) -> None:
    place.lab("Felt")
    url = str(events(read(seated(place)))[0]["url"])
    paolo = place.chat(2)
    paolo.starts(url.partition("start=")[2])
    assert "Felt" in paolo.screen.text


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_the_hour_is_right_on_both_sides_of_a_change_of_the_clocks(place: Place, change: datetime) -> None:
    """The file's own rules of the zone, not those of this computer, say when it is in the world."""
    place.now = change - 20 * DAY
    place.lab("Felt", in_days=1)
    sides = [change - DAY, change, change + DAY]
    for side in sides:
        local = side.astimezone(BOLOGNA.zone).replace(hour=18)
        labs.add_meeting(place.tx, 1, local, local + timedelta(hours=2), "Park")
    calendar = read(seated(place))
    (zone,) = calendar.walk("VTIMEZONE")
    own = zone.to_tz(lookup_tzid=False)
    for event, side in zip(events(calendar)[1:], sides, strict=True):
        wall = event.start.replace(tzinfo=None)
        assert f"{wall:%d/%m %H:%M}" == f"{side:%d/%m} 18:00"
        told = wall.replace(tzinfo=own).astimezone(UTC)
        assert told == wall.replace(tzinfo=BOLOGNA.zone).astimezone(UTC), event.start


def test_long_lines_are_folded_and_arabic_and_italian_come_back_whole(place: Place) -> None:
    place.lab("Felt")
    words = {"ar": "قصص العمل؛ نلتقي ونصنع، " * 6, "it": "Perché no? Più città, è così; davvero. " * 5}
    for language, text in words.items():
        labs.put_text(place.tx, 1, Text(language, text[:70].strip(), text.strip() + "\n…"), place.now)
    amina = seated(place)
    for language, text in words.items():
        amina.forges(f"speak/{language}/menu")
        signup = signups.of(place.tx, 1, amina.talk().person.id)
        assert signup is not None
        content = file(amina.talk(), whole(place), signup)
        assert all(len(line) <= 75 for line in content.split(b"\r\n")), NAMES[language]
        (event,) = events(Calendar.from_ical(content))
        assert event["summary"] == text[:70].strip()
        assert event["description"] == text.strip() + "\n…"


def test_a_date_that_changed_keeps_its_name_and_counts_on(place: Place) -> None:
    place.lab("Felt")
    fatou = seated(place)
    before = events(read(fatou))[0]
    labs.change_meeting(place.tx, 1, starts_at=before.start + DAY, ends_at=before.end + DAY)
    labs.change_meeting(place.tx, 1, place="Park")
    (after,) = events(read(fatou))
    assert (after["uid"], since_sign_up(after)) == (before["uid"], 2)
    assert (after.start, after["location"]) == (before.start + DAY, "Park")


def test_a_dropped_date_is_cancelled_and_the_others_stand(place: Place) -> None:
    place.lab("Felt", in_days=2)
    second = labs.add_meeting(place.tx, 1, place.now + 9 * DAY, place.now + 9 * DAY, "Park")
    fatou = seated(place)
    labs.drop_meeting(place.tx, second, place.now)
    calendar = read(fatou)
    assert calendar["method"] == "PUBLISH"
    assert [(e["uid"], e["status"], since_sign_up(e)) for e in events(calendar)] == [
        ("1@passaparola_bot", "CONFIRMED", 0),
        (f"{second}@passaparola_bot", "CANCELLED", 1),
    ]


def test_a_cancelled_lab_takes_its_dates_out_again(place: Place) -> None:
    place.lab("Felt")
    giulia = place.chat(COORDINATOR)
    fatou = seated(place)
    giulia.forges("desk/lab/1/cancel/yes")
    calendar = read(fatou)
    (event,) = events(calendar)
    assert (calendar["method"], event["status"], since_sign_up(event)) == ("CANCEL", "CANCELLED", 1)
    assert "takes the dates out" in fatou.messages[-1].text


def test_other_words_reach_the_calendar_as_a_change(place: Place) -> None:
    place.lab("Felt")
    fatou = seated(place)
    labs.put_text(place.tx, 1, Text("en", "Felt and wool", "Meet people."), place.now)
    (event,) = events(read(fatou))
    assert (event["summary"], since_sign_up(event)) == ("Felt and wool", 1)


def test_it_is_for_those_who_have_a_seat(place: Place) -> None:
    place.lab("Felt", seats=1)
    seated(place)
    paolo = place.chat(2)
    for _ in range(2):
        paolo.forges("lab/1/calendar")
        assert (paolo.toast, paolo.messages[-1].media) == ("This is for those who have a seat.", None)
        paolo.forges("lab/1/sign-up/1")  # on the waiting list
