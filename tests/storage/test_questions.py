"""Questions: open until answered, raised again when they wait, wiped some days after."""

from datetime import timedelta

from storage import questions
from storage.database import Transaction
from tests.storage.rows import NOW, a_person

HOUR = timedelta(hours=1)


def ask(tx: Transaction, person: int, text: str = "Where?", hours_ago: float = 0) -> int:
    return questions.ask(tx, person, "ar", text, "", NOW - hours_ago * HOUR)


def test_questions_are_numbered_and_wait_oldest_first(tx: Transaction) -> None:
    person = a_person(tx, 1)
    assert [ask(tx, person, text) for text in ("Where?", "When?", "Who?")] == [1, 2, 3]
    assert [question.text for question in questions.open_ones(tx, most=2)] == ["Where?", "When?"]
    assert questions.count_open(tx) == 3


def test_a_question_keeps_its_language_and_its_voice(tx: Transaction) -> None:
    number = questions.ask(tx, a_person(tx, 1), "ar", "", "voice-file-id", NOW)
    found = questions.get(tx, number)
    assert found is not None
    assert (found.language, found.text, found.voice, found.state) == ("ar", "", "voice-file-id", "open")
    assert (found.asked_at, questions.get(tx, 99)) == (NOW, None)


def test_an_answered_one_waits_no_more(tx: Transaction) -> None:
    person = a_person(tx, 1)
    first, second = ask(tx, person), ask(tx, person)
    questions.answered(tx, first, NOW)
    assert [question.id for question in questions.open_ones(tx)] == [second]
    assert questions.count_open(tx) == 1


def test_what_waits_too_long_is_raised_again_once_a_day(tx: Transaction) -> None:
    person = a_person(tx, 1)
    late, answered, fresh = ask(tx, person, hours_ago=25), ask(tx, person, hours_ago=25), ask(tx, person)
    questions.answered(tx, answered, NOW)
    assert questions.overdue(tx, NOW - 24 * HOUR, NOW) == (late,)
    assert questions.overdue(tx, NOW - 24 * HOUR, NOW) == ()
    tomorrow = NOW + 24 * HOUR
    assert questions.overdue(tx, tomorrow - 24 * HOUR, tomorrow) == (late, fresh)
