"""Feedback in a chat: three taps, a sentence, once; and what the desk sees of it."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from dialogs.city import ReminderRule
from dialogs.labs import reminding
from storage import attendances, circles, feedback, reminders, signups
from storage.reminders import FEEDBACK, Expected
from tests.dialogs.chat import BOLOGNA, COORDINATOR, NOW, Chat, Place


@pytest.fixture
def amina(place: Place) -> Chat:
    """She was at lab 1, which is over since an hour, and is asked (reminder 1)."""
    lab = place.lab("Felt", in_days=0)
    chat = place.chat(1)
    signup = signups.put(place.tx, lab, chat.talk().person.id, 1, "seated", place.now)
    whom = Expected(signup, chat.talk().person.id, 1, NOW)
    assert list(reminders.make(place.tx, [whom], FEEDBACK, place.now)) == [1]
    place.now += timedelta(hours=3)
    return chat


def asked(place: Place, chat: Chat) -> str | None:
    screen = place.site.tell(chat.talk(), "feedback/1")
    if screen is not None:
        chat.messages.append(screen)
    return None if screen is None else screen.text


def test_nothing_is_stored_before_the_third_tap(place: Place, amina: Chat) -> None:
    assert "Did you feel welcome?" in (asked(place, amina) or "")
    before = place.rows()
    amina.taps("🙂 Yes")
    assert "Was it useful for you?" in amina.screen.text
    amina.taps("😐 So so")
    assert "Would you come again?" in amina.screen.text
    assert place.rows() == before
    amina.taps("🙁 No")
    assert feedback.counts(place.tx, 1) == ((0, 0, 1), (0, 1, 0), (1, 0, 0))


def test_one_sentence_may_follow_and_no_second(place: Place, amina: Chat) -> None:
    amina.forges("feel/1/3/3/3")
    amina.writes("x" * 501)
    assert "Please keep it to 500 letters." in amina.messages[-1].text
    amina.writes("It was warm.")
    assert "Thank you! It helps us" in amina.screen.text
    amina.writes("It was cold.")
    amina.forges("feel/1/words")
    amina.writes("It was cold.")
    assert feedback.remarks(place.tx, 1) == ("It was warm.",)


def test_a_second_time_is_kindly_refused_at_every_step(place: Place, amina: Chat) -> None:
    amina.forges("feel/1/3/3/3")
    for address in ("feel/1/1", "feel/1/1/1", "feel/1/1/1/1"):
        amina.forges(address)
        assert amina.screen.text == "You have answered already. Thank you!"
        assert amina.talk().person.awaiting is None
    assert asked(place, amina) is None
    assert feedback.counts(place.tx, 1) == ((0, 0, 1),) * 3


def test_nobody_answers_in_anothers_place_or_too_late(place: Place, amina: Chat) -> None:
    fatou = place.chat(2)
    assert asked(place, fatou) is None
    fatou.forges("feel/1/3/3/3")
    assert fatou.screen.text == "Thank you! For this lab it is too late to answer."
    place.now += timedelta(days=3)
    assert asked(place, amina) is None
    amina.forges("feel/1/3/3/3")
    assert feedback.counts(place.tx, 1) == ((0, 0, 0),) * 3


@pytest.mark.parametrize(("mark", "is_asked"), [("absent", False), ("excused", False), ("attended", True)])
def test_who_was_not_there_is_not_asked_how_it_was(
    place: Place, amina: Chat, mark: str, is_asked: bool
) -> None:
    attendances.put(place.tx, 1, 1, mark, int(is_asked), place.now)
    assert (asked(place, amina) is not None) is is_asked


def test_whoever_came_is_asked_and_stays_in_touch_also_if_they_have_left_since(
    place: Place, amina: Chat
) -> None:
    attendances.put(place.tx, 1, 1, "attended", 1, place.now)
    signups.set_state(place.tx, 1, "cancelled", place.now)
    assert "Did you feel welcome?" in (asked(place, amina) or "")
    amina.forges("feel/1/3/3/3")
    assert feedback.counts(place.tx, 1) == ((0, 0, 1),) * 3
    amina.forges("lab/1")
    amina.taps("🤝 Stay in touch")
    amina.taps("🤝 Stay in touch")
    assert circles.of(place.tx, amina.talk().person.id) == (1,)


def test_who_left_and_did_not_come_is_not_asked(place: Place, amina: Chat) -> None:
    signups.set_state(place.tx, 1, "cancelled", place.now)
    assert asked(place, amina) is None
    amina.forges("feel/1/3/3/3")
    amina.forges("touch/1/circle/in")
    amina.forges("lab/1")
    assert not any(button.to == "touch/1" for row in amina.screen.rows for button in row)
    assert (place.rows()["circles"], place.rows()["feedback"]) == ([], [])


@pytest.mark.parametrize("hours", [2, 48])
def test_whoever_is_asked_as_late_as_can_be_set_can_still_answer(
    place: Place, amina: Chat, hours: int
) -> None:
    quiet = replace(BOLOGNA, quiet_from=time(20), quiet_to=time(9))
    place.city = replace(quiet, reminders=(ReminderRule("feedback", after=timedelta(hours=hours)),))
    place.tx.exec_driver_sql("DELETE FROM reminders")
    place.now = NOW + timedelta(hours=2 + hours)
    while not reminding.sweep(place.tx, place.city, place.now):
        place.now += timedelta(hours=1)
    (letter,) = place.deliver()
    assert "Did you feel welcome?" in letter.text


def desk(place: Place) -> str:
    place.chats.get(COORDINATOR) or place.chat(COORDINATOR)
    giulia = place.chats[COORDINATOR]
    giulia.forges("desk/feedback/1/0")
    return giulia.screen.text


def answer(place: Place, *given: tuple[int, int, int]) -> None:
    """Others who were there say this."""
    for number, answers in enumerate(given, start=100):
        person = place.chat(number).talk().person.id
        signup = signups.put(place.tx, 1, person, 1, "seated", place.now)
        assert feedback.give(place.tx, signup, 1, answers, place.now.date())


def test_the_desk_sees_it_all_at_once_when_nobody_can_answer_any_more(place: Place, amina: Chat) -> None:
    answer(place, *[(3, 3, 3)] * 9, *[(1, 2, 3)] * 2)
    for _ in range(4):
        place.chat(200 + _)
        signups.put(place.tx, 1, place.chats[200 + _].talk().person.id, 1, "seated", place.now)
    assert "is shown from Thursday 5 March, 12:00: all at once." in desk(place)
    place.now += timedelta(days=3)
    shown = desk(place).split("\n")
    assert shown[2:6] == [
        "<b>Did you feel welcome?</b>",
        "🙁 No: fewer than 5, or none",
        "😐 So so: fewer than 5, or none",
        "🙂 Yes: 9 people",
    ]
    assert shown[-1] == "Sentences are shown from 3 on."


def test_where_almost_all_said_the_same_the_desk_sees_no_number(place: Place, amina: Chat) -> None:
    answer(place, *[(3, 3, 3)] * 9)
    place.now += timedelta(days=3)
    assert "Too few answered, or all too alike, to show it without showing who." in desk(place)
    assert "9" not in desk(place)


def test_sentences_are_shown_from_three_on_by_their_words(place: Place, amina: Chat) -> None:
    place.now += timedelta(days=3)
    for words, there in (("Warm <3", 0), ("Again!", 0), ("More time.", 3)):
        feedback.remark(place.tx, 1, "en", words, place.now.date())
        assert desk(place).count("<blockquote>") == there
    assert desk(place).endswith(
        "<blockquote>Again!</blockquote>\n<blockquote>More time.</blockquote>\n"
        "<blockquote>Warm &lt;3</blockquote>"
    )


def test_afterwards_one_stays_in_touch_and_leaves_again_in_the_settings(place: Place, amina: Chat) -> None:
    me = amina.talk().person.id
    amina.forges("feel/1/3/3/3")
    amina.taps("Go on")
    amina.taps("🤝 Stay in touch")
    amina.taps("🤝 Stay in touch")
    amina.taps("🔔 More labs like this")
    assert (circles.of(place.tx, me), circles.interests(place.tx, me)) == ((1,), ("work",))
    amina.forges("settings")
    amina.taps("🔔 My interests")
    amina.taps("🔕 💼 Work")
    amina.taps("👋 Felt")
    assert "You have not asked for anything yet." in amina.screen.text
    assert (circles.of(place.tx, me), circles.interests(place.tx, me)) == ((), ())


def test_nobody_gets_into_the_circle_of_a_lab_they_were_not_at(place: Place, amina: Chat) -> None:
    fatou, waits = place.chat(2), place.chat(3)
    signups.put(place.tx, 1, waits.talk().person.id, 1, "waiting", place.now)
    for chat in (fatou, waits):
        chat.forges("touch/1/circle/in")
        chat.forges("touch/1/topic/on")
    coming = place.lab("Clay")
    signups.put(place.tx, coming, amina.talk().person.id, 1, "seated", place.now)
    amina.forges(f"touch/{coming}/circle/in")
    rows = place.rows()
    assert (rows["circles"], rows["interests"]) == ([], [])


def test_the_desk_writes_to_a_circle(place: Place, amina: Chat) -> None:
    giulia = place.chat(COORDINATOR)
    giulia.forges("announce/0/what/pick/0")
    giulia.writes("We meet again!")
    assert not any("circle" in button.text for row in giulia.screen.rows for button in row)
    circles.join(place.tx, 1, amina.talk().person.id, place.now)
    giulia.forges("announce/0/whom")
    giulia.taps("🤝 A lab's circle")
    giulia.taps("Felt")
    assert "To: In touch after: Felt" in giulia.screen.text
    giulia.taps("📨 Send now")
    assert "Send it to 1 person now?" in giulia.screen.text
