"""Answering what a lab asks: one question at a time, each may be left out, all can be changed later."""

from datetime import timedelta

import pytest

from dialogs.event import Showed
from storage import fields, labs, signups
from storage.fields import UNSAID, FieldText
from tests.dialogs.chat import Chat, Place


@pytest.fixture
def amina(place: Place) -> Chat:
    """Somebody who comes to lab 1, which asks one thing of each kind."""
    place.lab()
    chat = place.chat(1)
    signups.put(place.tx, 1, chat.talk().person.id, 1, "seated", place.now)
    place.asks(1, "text", "Why do you come?")
    place.asks(1, "choice", "What do you eat?", "Everything", "No meat")
    place.asks(1, "yes_no", "Do you bring a child?")
    place.asks(1, "number", "How old are you?")
    return chat


def held(chat: Chat) -> dict[int, str]:
    """What is kept of this person's answers."""
    return fields.answers_of(chat.place.tx, 1)


def way(chat: Chat) -> str:
    """Where the lab's card leads to: the questions, the answers, or neither."""
    with chat.place.taken_back():
        chat.forges("lab/1")
        (label,) = [key.text for row in chat.screen.rows for key in row if "✍️" in key.text] or [""]
        chat.messages.pop()
        return label


def labels(chat: Chat) -> list[str]:
    return [key.text for row in chat.screen.rows for key in row]


def test_the_questions_are_asked_one_after_the_other_and_thanked_for(amina: Chat) -> None:
    amina.forges("lab/1/joined")
    assert amina.screen.rows[0][0].text == "✍️ A few questions"
    amina.taps("✍️ A few questions")
    assert "Question 1 of 4\n\n<b>Why do you come?</b>" in amina.screen.text
    amina.writes("For work,\nand  friends.")
    amina.taps("No meat")
    amina.taps("Yes")
    assert "Write a number." in amina.screen.text
    amina.writes("٣٤")
    assert held(amina) == {1: "For work, and friends.", 2: "1", 3: "yes", 4: "34"}
    assert "Thank you! This helps us to prepare the lab." in amina.screen.text
    assert "<b>What do you eat?</b>\nNo meat" in amina.screen.text
    assert "<b>Do you bring a child?</b>\nYes" in amina.screen.text
    assert way(amina) == "✍️ My answers"


def test_nobody_must_answer_and_what_was_left_out_is_not_asked_again(amina: Chat) -> None:
    amina.forges("lab/1/questions")
    for _ in range(4):
        amina.taps("I would rather not say")
    assert held(amina) == dict.fromkeys((1, 2, 3, 4), UNSAID)
    assert amina.screen.text.count("You would rather not say.") == 4
    assert way(amina) == "✍️ My answers"


def test_an_answer_is_changed_or_taken_back_from_the_labs_card(amina: Chat) -> None:
    for field, value in enumerate(("For work.", "0", "yes", "34"), start=1):
        fields.answer(amina.place.tx, 1, field, value)
    amina.forges("lab/1")
    amina.taps("✍️ My answers")
    amina.taps("✏️ What do you eat?")
    assert "Your answer: Everything" in amina.screen.text
    amina.taps("No meat")
    amina.taps("✏️ Why do you come?")
    amina.taps("I would rather not say")
    assert held(amina) == {1: UNSAID, 2: "1", 3: "yes", 4: "34"}


@pytest.mark.parametrize(
    ("field", "text", "sorry"),
    [
        (1, "x" * 301, "Please keep it to 300 letters."),
        (1, "…", "Please write it as text."),
        (2, "No meat", "I am a bot and did not understand. Please tap a button."),
        (3, "yes", "I am a bot and did not understand. Please tap a button."),
        (4, "thirty", "Please write a number from 0 to 9999."),
        (4, "-1", "Please write a number from 0 to 9999."),
        (4, "10000", "Please write a number from 0 to 9999."),
    ],
)
def test_an_answer_that_will_not_do_is_asked_for_again(
    amina: Chat, field: int, text: str, sorry: str
) -> None:
    amina.forges(f"lab/1/question/{field}")
    question = amina.screen.text.split("\n")[-1]
    amina.writes(text)
    assert f"<b>{sorry}" in amina.screen.text
    assert question in amina.screen.text
    assert amina.talk().person.awaiting == f"lab/1/question/{field}"
    amina.hears(Showed("photo", "file"))
    assert amina.talk().person.awaiting == f"lab/1/question/{field}"
    assert held(amina) == {}


@pytest.mark.parametrize("forged", ["2/pick/2", "2/pick/yes", "3/pick/0", "1/pick/0", "4/pick/7", "9/skip"])
def test_what_cannot_be_chosen_is_not_kept(amina: Chat, forged: str) -> None:
    amina.forges(f"lab/1/question/{forged}")
    assert held(amina) == {}
    assert amina.screen.rows


@pytest.mark.parametrize("state", ["waiting", "offered", "seated"])
def test_who_comes_or_waits_is_asked(amina: Chat, state: str) -> None:
    amina.place.tx.exec_driver_sql(f"UPDATE signups SET state = '{state}'")
    assert way(amina) == "✍️ A few questions"


@pytest.mark.parametrize("state", ["cancelled", "removed", "expired", "walked_in", None])
def test_who_does_not_come_is_not_asked_and_cannot_answer(amina: Chat, state: str | None) -> None:
    change = f"UPDATE signups SET state = '{state}'" if state else "DELETE FROM signups"
    amina.place.tx.exec_driver_sql(change)
    assert way(amina) == ""
    for address in ("questions", "answers", "question/2", "question/2/pick/1", "question/2/skip"):
        amina.forges(f"lab/1/{address}")
        assert "Meet people." in amina.screen.text
    assert held(amina) == {}


def test_nobody_answers_for_another_lab(amina: Chat) -> None:
    amina.place.lab("Felt")
    elsewhere = amina.place.asks(2, "text", "Which size?")
    amina.forges(f"lab/1/question/{elsewhere}/skip")
    amina.forges("lab/2/question/1/skip")
    assert held(amina) == {}


def test_when_the_lab_is_over_or_cancelled_nothing_is_asked(amina: Chat) -> None:
    with amina.place.taken_back():
        labs.change(amina.place.tx, 1, status="cancelled")
        assert way(amina) == ""
    amina.place.now += timedelta(days=8)
    assert way(amina) == ""


def test_a_question_comes_in_the_readers_language_or_says_that_it_does_not(amina: Chat) -> None:
    fields.put_text(amina.place.tx, 2, FieldText("fr", "Que manges-tu ?", ("Tout", "Sans viande")))
    fatou = amina.place.chat(2, "fr")
    signups.put(amina.place.tx, 1, fatou.talk().person.id, 1, "waiting", amina.place.now)
    fatou.forges("lab/1/question/1")
    assert fatou.talk().say("(Not in your language yet: this is {language}.)", language="English") in (
        fatou.screen.text
    )
    fatou.forges("lab/1/question/2")
    assert "English" not in fatou.screen.text
    assert labels(fatou)[:2] == ["Tout", "Sans viande"]
    fatou.taps("Sans viande")
    assert fields.answers(amina.place.tx, 1) == {2: {2: "1"}}


def test_a_question_that_was_removed_meanwhile_leads_on_to_the_next(amina: Chat) -> None:
    amina.forges("lab/1/questions")
    fields.remove(amina.place.tx, 1)
    amina.writes("For work.")
    assert "What do you eat?" in amina.screen.text
    assert held(amina) == {}
