"""The list at the door, tapped through: who comes, how many, who does not, and who was not expected."""

from datetime import timedelta

import pytest

from storage import hosts, labs, passes, signups
from tests.dialogs.chat import COORDINATOR, Chat, Place


@pytest.fixture
def luca(place: Place) -> Chat:
    """The host of lab 1, which begins in an hour; Amina comes with 3, Fatou alone."""
    lab = place.lab("Felt", in_days=0)
    chats = [place.chat(number) for number in (1, 2, 3)]
    amina, fatou, host = (chat.talk().person.id for chat in chats)
    for who, party in ((amina, 3), (fatou, 1)):
        signups.put(place.tx, lab, who, party, "seated", place.now)
    passes.set_name(place.tx, 1, "Amina")
    hosts.add(place.tx, lab, host)
    place.now -= timedelta(hours=1)
    return chats[2]


def keys(chat: Chat) -> list[str]:
    return [button.text for row in chat.screen.rows for button in row if "№" in button.text]


def figures(chat: Chat) -> list[str]:
    return [line for line in chat.screen.text.split("\n") if line[0:1] in "✅❌⬜➕0123456789" and line]


def test_the_list_is_found_in_my_labs_and_names_nobody_who_gave_no_name(luca: Chat) -> None:
    luca.forges("mine")
    luca.taps("🚪 💼 2/3 Felt")
    assert keys(luca) == ["⬜ № 1 · Amina · 3", "⬜ № 2 · 1"]
    assert figures(luca) == ["4 people are expected.", "✅ 0 people came.", "⬜ 4 people are not noted."]


def test_before_it_begins_a_tap_goes_from_here_to_not_noted_and_nobody_is_absent(luca: Chat) -> None:
    luca.forges("door/1/0")
    luca.taps("№ 2")
    assert keys(luca)[1] == "✅ № 2 · 1"
    luca.taps("№ 2")
    assert keys(luca)[1] == "⬜ № 2 · 1"
    luca.forges("door/1/0/note/2/absent")
    luca.forges("door/1/others/yes")
    assert keys(luca) == ["⬜ № 1 · Amina · 3", "⬜ № 2 · 1"]
    assert not any("others" in button.to for row in luca.screen.rows for button in row)


def test_a_party_comes_then_fewer_of_it_then_none_then_it_is_not_noted(place: Place, luca: Chat) -> None:
    place.now += timedelta(hours=1)
    luca.forges("door/1/0")
    luca.taps("№ 1")
    assert keys(luca)[0] == "✅ № 1 · Amina · 3"
    luca.taps("№ 1")
    assert "How many of them came?" in luca.screen.text
    luca.taps("2")
    assert keys(luca)[0] == "✅ 2/3 № 1 · Amina · 3"
    expected = ["4 people are expected.", "✅ 2 people came.", "❌ 1 person did not come."]
    assert figures(luca) == [*expected, "⬜ 1 person is not noted."]
    luca.taps("№ 1")
    assert keys(luca)[0] == "❌ № 1 · Amina · 3"
    luca.taps("№ 1")
    assert keys(luca)[0] == "⬜ № 1 · Amina · 3"


def test_an_old_button_does_what_it_said_however_often_it_is_tapped(luca: Chat) -> None:
    for _ in range(3):
        luca.forges("door/1/0/note/1/attended")
    assert keys(luca)[0] == "✅ № 1 · Amina · 3"


def test_more_than_a_party_is_refused(luca: Chat) -> None:
    for people in (0, 4, 99):
        luca.forges(f"door/1/0/came/1/{people}")
        assert keys(luca)[0] == "⬜ № 1 · Amina · 3"


def test_the_others_did_not_come_is_asked_first(place: Place, luca: Chat) -> None:
    place.now += timedelta(hours=1)
    luca.forges("door/1/0/note/2/attended")
    luca.taps("❌ Nobody else came")
    assert "3 people are not noted. Did they not come?" in luca.screen.text
    luca.taps("❌ They did not come")
    assert keys(luca) == ["❌ № 1 · Amina · 3", "✅ № 2 · 1"]
    assert figures(luca) == ["4 people are expected.", "✅ 1 person came.", "❌ 3 people did not come."]


def test_somebody_who_is_not_on_the_list_comes_in_with_or_without_a_name(place: Place, luca: Chat) -> None:
    luca.forges("door/1/0")
    luca.taps("➕ Somebody else came")
    luca.taps("2")
    luca.writes("  Samir\nand Leila ")
    assert keys(luca)[2] == "✅ № 3 · Samir and Leila · 2"
    luca.taps("➕ Somebody else came")
    luca.writes("٣")
    luca.taps("Go on")
    assert keys(luca)[3] == "✅ № 4 · 3"
    assert figures(luca)[:3] == [
        "4 people are expected.",
        "✅ 5 people came.",
        "➕ 5 of them without a seat.",
    ]
    rows = place.rows()["signups"]
    assert [(row[2], row[4]) for row in rows[2:]] == [(None, "walked_in"), (None, "walked_in")]


@pytest.mark.parametrize("odd", ["0", "6", "many", "-1"])
def test_an_odd_number_of_people_is_asked_again(place: Place, luca: Chat, odd: str) -> None:
    luca.forges("door/1/more")
    luca.writes(odd)
    assert "Please write a number from 1 to 5." in luca.messages[-1].text
    assert len(place.rows()["signups"]) == 2


def test_who_was_added_by_mistake_is_taken_off_the_list(luca: Chat) -> None:
    luca.forges("door/1/more/1")
    luca.taps("Go on")
    luca.taps("№ 3")
    assert luca.toast == "Taken off the list."
    assert len(keys(luca)) == 2


def test_a_long_list_is_turned_over(place: Place, luca: Chat) -> None:
    for number in range(10, 20):
        signups.put(place.tx, 1, place.chat(number).talk().person.id, 1, "seated", place.now)
    luca.forges("door/1/0")
    assert len(keys(luca)) == 8
    luca.taps("⬇️ Later")
    assert keys(luca) == ["⬜ № 9 · 1", "⬜ № 10 · 1", "⬜ № 11 · 1", "⬜ № 12 · 1"]
    luca.taps("№ 12")
    assert keys(luca)[3] == "✅ № 12 · 1"
    luca.taps("⬆️ Earlier")
    assert keys(luca)[0] == "⬜ № 1 · Amina · 3"


def test_of_several_meetings_each_has_its_own_list(place: Place, luca: Chat) -> None:
    begins = place.now + timedelta(hours=2)
    labs.add_meeting(place.tx, 1, begins, begins + timedelta(hours=1), "The park")
    luca.forges("door/1/0/note/2/attended")
    luca.forges("door/lab/1")
    assert "Which date?" in luca.screen.text
    luca.taps("🗓 Monday 2 March, 11:00")
    assert keys(luca) == ["⬜ № 1 · Amina · 3", "⬜ № 2 · 1"]
    luca.forges("door/lab/1")
    luca.taps("🗓 Monday 2 March, 10:00")
    assert keys(luca)[1] == "✅ № 2 · 1"


def test_the_desk_finds_every_date_of_a_long_lab(place: Place, luca: Chat) -> None:
    for week in range(1, 12):
        begins = place.now + timedelta(weeks=week)
        labs.add_meeting(place.tx, 1, begins, begins + timedelta(hours=1), "The park")
    giulia = place.chat(COORDINATOR)
    place.now += timedelta(weeks=12)
    giulia.forges("desk/past/0")
    giulia.taps("Felt")
    giulia.taps("🚪 Who is coming")
    assert giulia.screen.rows[0][0].text == "🗓 Monday 18 May, 10:00"
    giulia.taps("⬇️ Earlier")
    assert [row[0].text for row in giulia.screen.rows[:4]] == [
        *("🗓 Monday 23 March, 09:00", "🗓 Monday 16 March, 09:00"),
        *("🗓 Monday 9 March, 09:00", "🗓 Monday 2 March, 10:00"),
    ]
    giulia.taps("2 March")
    assert keys(giulia) == ["⬜ № 1 · Amina · 3", "⬜ № 2 · 1"]


def test_a_pass_asks_which_of_todays_meetings(place: Place, luca: Chat) -> None:
    begins = place.now + timedelta(hours=2)
    labs.add_meeting(place.tx, 1, begins, begins + timedelta(hours=1), "The park")
    passes.own(place.tx, 1, "Pass000001")
    luca.starts("p-Pass000001")
    luca.taps("11:00")
    assert "✅ 3 people are here." in luca.screen.text
    luca.starts("p-Pass000001")
    luca.taps("11:00")
    assert "№ 1 was noted already." in luca.screen.text
    luca.starts("p-Pass000001")
    luca.taps("10:00")
    assert "✅ 3 people are here." in luca.screen.text


def test_a_pass_of_somebody_who_left_seats_nobody(place: Place, luca: Chat) -> None:
    passes.own(place.tx, 1, "Pass000001")
    signups.set_state(place.tx, 1, "cancelled", place.now)
    luca.starts("p-Pass000001")
    assert "№ 1 has no seat any more." in luca.screen.text
    assert place.rows()["attendances"] == []
