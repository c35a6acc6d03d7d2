"""Who did not come is asked once, kindly, and late enough that a wrong tap was mended; who said so, never."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from dialogs.after import no_show
from storage import attendances, labs, reminders, signups
from tests.dialogs.chat import BOLOGNA, NOW, Chat, Place

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
def amina(place: Place) -> Chat:
    """She has a seat in lab 1, which goes on from 9 to 11 (UTC); it is half past 9, and she is not there."""
    lab = place.lab("Felt", in_days=0)
    chat = place.chat(1)
    signups.put(place.tx, lab, chat.talk().person.id, 2, "seated", place.now)
    place.now += HOUR / 2
    attendances.put(place.tx, 1, 1, "absent", 0, place.now)
    return chat


def sweep(place: Place) -> int:
    return no_show.sweep(place.tx, place.city, place.now)


def test_she_is_asked_once_when_it_is_over_and_an_hour_has_gone_by(place: Place, amina: Chat) -> None:
    place.now += HOUR
    assert sweep(place) == 0  # the lab goes on
    place.now += HOUR / 2
    assert [sweep(place), sweep(place)] == [1, 0]
    (letter,) = place.deliver()
    assert letter.text.startswith("<b>💛 We missed you at Felt.</b>")
    assert "It changes nothing for you: you are welcome at the next lab." in letter.text
    amina.taps("🚌 The way there")
    assert "Thank you for telling us." in amina.screen.text
    assert place.rows()["attendances"][0][4] == "transport"
    attendances.put(place.tx, 1, 1, "absent", 0, place.now)
    place.now += 2 * HOUR
    assert sweep(place) == 0


def test_who_did_not_feel_welcome_is_shown_a_way_to_a_person(place: Place, amina: Chat) -> None:
    place.now += 2 * HOUR
    sweep(place)
    place.deliver()
    amina.taps("💔 I did not feel welcome")
    assert "We are sorry, and thank you for telling us." in amina.screen.text
    amina.taps("❓ Ask")
    assert amina.talk().person.awaiting == "ask"


def test_a_mark_that_is_mended_within_the_hour_asks_nobody(place: Place, amina: Chat) -> None:
    attendances.put(place.tx, 1, 1, "attended", 2, place.now)
    place.now += 3 * HOUR
    assert sweep(place) == 0


def test_a_letter_on_its_way_is_not_told_when_it_is_settled_or_unwanted(place: Place, amina: Chat) -> None:
    place.now += 2 * HOUR
    assert sweep(place) == 1
    with place.taken_back():
        attendances.put(place.tx, 1, 1, "attended", 2, place.now)
        assert place.deliver() == []
    with place.taken_back():
        amina.forges("stop")
        assert place.deliver() == []
    with place.taken_back():
        signups.set_state(place.tx, 1, "removed", place.now)
        assert place.deliver() == []
    assert len(place.deliver()) == 1


def test_nobody_gives_a_reason_in_anothers_place(place: Place, amina: Chat) -> None:
    place.now += 2 * HOUR
    sweep(place)
    fatou = place.chat(2)
    fatou.forges("missed/1/not_welcome")
    assert fatou.screen.text == "Thank you, this is settled already."
    assert place.rows()["attendances"][0][4] is None


def test_nobody_is_asked_at_night_nor_days_later(place: Place, amina: Chat) -> None:
    place.now += 2 * HOUR
    place.city = replace(BOLOGNA, quiet_from=time(12), quiet_to=time(14))
    assert sweep(place) == 0
    place.now += 2 * HOUR
    with place.taken_back():
        assert sweep(place) == 1
    place.now += timedelta(days=3)
    assert sweep(place) == 0


def test_three_days_after_the_mark_nobody_can_answer_any_more(place: Place, amina: Chat) -> None:
    place.now += 2 * HOUR
    sweep(place)
    place.deliver()
    place.now = NOW + HOUR / 2 + timedelta(days=3) - SECOND
    amina.forges("missed/1/work")
    assert place.rows()["attendances"][0][4] == "work"
    place.now += SECOND
    amina.forges("missed/1/not_welcome")
    assert amina.screen.text == "Thank you, this is settled already."
    assert place.rows()["attendances"][0][4] == "work"


def test_a_mark_that_is_made_anew_later_opens_it_for_nobody_after_six_days(place: Place, amina: Chat) -> None:
    place.now += 2 * HOUR
    sweep(place)
    ends_at = NOW + 2 * HOUR
    for after, reason in ((timedelta(days=6) - SECOND, "work"), (timedelta(days=6), None)):
        place.now = ends_at + after
        with place.taken_back():
            attendances.put(place.tx, 1, 1, "absent", 0, place.now)
            amina.forges("missed/1/work")
            assert place.rows()["attendances"][0][4] == reason


def test_who_is_noted_long_afterwards_is_not_asked(place: Place, amina: Chat) -> None:
    place.now += timedelta(days=4)
    attendances.put(place.tx, 1, 1, "absent", 0, place.now)
    place.now += 2 * HOUR
    assert sweep(place) == 0


@pytest.fixture
def fatou(place: Place) -> Chat:
    """She has a seat in a lab that meets tomorrow and the day after."""
    lab = place.lab("Clay", in_days=1)
    begins = place.now + timedelta(days=2)
    labs.add_meeting(place.tx, lab, begins, begins + HOUR, "Piazza dei Colori")
    chat = place.chat(2)
    signups.put(place.tx, lab, chat.talk().person.id, 1, "seated", place.now)
    return chat


def test_who_said_before_that_they_cannot_come_on_one_day_keeps_the_seat_and_is_not_asked(
    place: Place, fatou: Chat
) -> None:
    fatou.forges("miss/1")
    fatou.taps("🙁 Not on this day")
    assert "We know that you can't come on this day." in fatou.screen.text
    assert attendances.marks(place.tx, 1) == {1: "excused"}
    place.now += timedelta(days=1, hours=4)
    attendances.others_absent(place.tx, 1, place.now)
    place.now += 2 * HOUR
    assert sweep(place) == 0
    assert place.rows()["signups"][0][4] == "seated"


def test_one_may_come_after_all_but_not_excuse_oneself_afterwards(place: Place, fatou: Chat) -> None:
    fatou.forges("miss/1/yes")
    fatou.taps("😀 I am coming after all")
    assert attendances.marks(place.tx, 1) == {}
    place.now += timedelta(days=1)
    fatou.forges("miss/1/yes")
    assert attendances.marks(place.tx, 1) == {}
    attendances.put(place.tx, 1, 2, "attended", 1, place.now)
    fatou.forges("miss/2/yes")
    fatou.forges("miss/2/no")
    assert attendances.marks(place.tx, 1) == {2: "attended"}


def test_who_was_noted_here_before_it_begins_is_not_excused_by_an_old_button(
    place: Place, fatou: Chat
) -> None:
    attendances.put(place.tx, 1, 1, "attended", 1, place.now)
    fatou.forges("miss/1/yes")
    assert attendances.marks(place.tx, 1) == {1: "attended"}


def test_where_a_lab_meets_but_once_not_on_this_day_is_to_leave(place: Place) -> None:
    lab = place.lab("Felt")
    chat = place.chat(3)
    signups.put(place.tx, lab, chat.talk().person.id, 1, "seated", place.now)
    chat.forges("miss/1")
    assert "Can't you come? Then somebody else can have your seat." in chat.screen.text


def test_a_reminder_leads_there_and_is_not_told_for_the_day_that_is_excused(
    place: Place, fatou: Chat
) -> None:
    whom = reminders.Expected(1, fatou.talk().person.id, 1, place.now + timedelta(days=1))
    assert list(reminders.make(place.tx, [whom], "day-before", place.now)) == [1]
    shown = place.site.tell(fatou.talk(), "reminder/1")
    assert shown is not None
    assert shown.rows[0][0].to == "miss/1"
    fatou.forges("miss/1/yes")
    assert place.site.tell(fatou.talk(), "reminder/1") is None
