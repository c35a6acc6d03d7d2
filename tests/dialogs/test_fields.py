"""A lab's own questions at the desk: written, translated, counted, read without a name, taken away."""

import pytest
from sqlalchemy import select

from dialogs.desk.field_forms import MOST
from storage import drafts, fields, signups
from storage.fields import UNSAID, FieldText, Kind
from storage.tables import AuditRow
from tests.dialogs.chat import COORDINATOR, Chat, Place


@pytest.fixture
def giulia(place: Place) -> Chat:
    """A coordinator, in a place with lab 1, which asks nothing yet."""
    place.lab()
    return place.chat(COORDINATOR)


def answered(place: Place, field: int, *values: str) -> None:
    """So many people come, and answer this."""
    for number, value in enumerate(values, start=100):
        person = place.chat(number).talk().person.id
        signups.put(place.tx, 1, person, 1, "seated", place.now)
        signup = signups.of(place.tx, 1, person)
        assert signup is not None
        fields.answer(place.tx, signup.id, field, value)


def acts(place: Place) -> list[tuple[str, str]]:
    rows = place.tx.execute(select(AuditRow.what, AuditRow.about).order_by(AuditRow.id))
    return [(what, about) for what, about in rows]


def asks_for_choices(giulia: Chat) -> None:
    giulia.forges("labfield/1/kind/pick/choice")
    giulia.writes("What  do you\neat?")


def test_a_question_is_written_and_stands_in_the_coordinators_language(giulia: Chat) -> None:
    asks_for_choices(giulia)
    assert "What can people choose? Write one on each line." in giulia.screen.text
    giulia.writes(" Everything \n\n No   meat ")
    (field,) = fields.of(giulia.place.tx, 1)
    assert field.texts == {"en": FieldText("en", "What do you eat?", ("Everything", "No meat"))}
    assert field.kind == "choice"
    assert "What do you eat?" in giulia.screen.text
    assert acts(giulia.place) == [("added a question", "lab/1")]


@pytest.mark.parametrize(
    ("choices", "sorry"),
    [
        ("Only one", "Please write 2 to 8 lines."),
        ("\n".join("abcdefghi"), "Please write 2 to 8 lines."),
        ("Rice\nBread\n Rice", "Please write each of them once."),
        (f"Rice\n{'x' * 41}", "Please keep each line to 40 letters."),
    ],
)
def test_choices_that_will_not_do_are_asked_for_again(giulia: Chat, choices: str, sorry: str) -> None:
    asks_for_choices(giulia)
    giulia.writes(choices)
    assert sorry in giulia.screen.text
    assert giulia.talk().person.awaiting == "labfield/1/choices"
    giulia.writes("\n".join("abcdefgh"))
    assert fields.of(giulia.place.tx, 1)[0].choice_count == 8


def test_choices_of_what_is_a_choice_no_more_are_left_out(giulia: Chat) -> None:
    giulia.forges("labfield/1/kind/pick/choice")
    drafted = {"subject": 1, "kind": "choice", "choices": ["Rice", "Bread"]}
    drafts.put(giulia.place.tx, giulia.talk().person.id, "labfield", drafted, giulia.place.now)
    giulia.forges("labfield/1/kind/pick/yes_no")
    giulia.writes("Are you hungry?")
    (field,) = fields.of(giulia.place.tx, 1)
    assert (field.kind, field.choice_count) == ("yes_no", 0)


def test_a_draft_that_does_not_fit_the_question_is_begun_anew(giulia: Chat) -> None:
    field = giulia.place.asks(1, "choice", "What do you eat?", "Everything", "No meat")
    drafted = {"subject": field, "language": "it", "choices": ["Uno", "Due", "Tre"]}
    drafts.put(giulia.place.tx, giulia.talk().person.id, "fieldtext", drafted, giulia.place.now)
    giulia.forges(f"fieldtext/{field}/words")
    giulia.writes("Che cosa mangi?")
    assert "In which language do you write?" in giulia.screen.text
    assert list(fields.of(giulia.place.tx, 1)[0].texts) == ["en"]


def test_another_language_has_as_many_choices(giulia: Chat) -> None:
    giulia.place.asks(1, "choice", "What do you eat?", "Everything", "No meat")
    giulia.forges("fieldtext/1/language/pick/it")
    assert "What do you eat?" in giulia.screen.text
    giulia.writes("Che cosa mangi?")
    assert "Everything\nNo meat" in giulia.screen.text
    giulia.writes("Tutto\nNiente carne\nNiente")
    assert "Please write 2 lines." in giulia.screen.text
    giulia.writes("Tutto\nNiente carne")
    found = fields.get(giulia.place.tx, 1)
    assert found is not None
    assert found.texts["it"] == FieldText("it", "Che cosa mangi?", ("Tutto", "Niente carne"))
    assert "📝 Written in: English, italiano" in giulia.screen.text
    assert acts(giulia.place) == [("wrote it", "field/1")]


def test_which_of_the_labs_languages_it_lacks_is_said(giulia: Chat) -> None:
    field = giulia.place.asks(1, "yes_no", "Do you bring a child?")
    giulia.forges(f"desk/field/{field}")
    assert "Missing" not in giulia.screen.text
    fields.put_text(giulia.place.tx, field, FieldText("ar", "هل تحضر طفلا؟"))
    giulia.place.tx.exec_driver_sql("DELETE FROM field_texts WHERE language = 'en'")
    giulia.forges(f"desk/field/{field}")
    assert "⚠️ Missing: English" in giulia.screen.text
    assert "(Not in your language yet: this is" in giulia.screen.text


def test_a_lab_asks_five_things_at_most(giulia: Chat) -> None:
    for number in range(MOST):
        giulia.place.asks(1, "text", f"Question {number}?")
    giulia.forges("desk/lab/1/fields")
    assert "➕ New question" not in [key.text for row in giulia.screen.rows for key in row]
    giulia.forges("labfield/1/kind/pick/text")
    giulia.writes("One more?")
    assert "A lab can ask 5 questions at most." in giulia.messages[-1].text
    assert len(fields.of(giulia.place.tx, 1)) == MOST == 5


@pytest.mark.parametrize(
    ("kind", "choices", "given", "told"),
    [
        ("choice", ("Everything", "No meat"), ("1", "1", "0", UNSAID), "• Everything: 1\n• No meat: 2"),
        ("yes_no", (), ("yes", UNSAID, "yes", "no"), "• Yes: 2\n• No: 1"),
        ("number", (), ("3", "10", "2"), "From 2 to 10; together 15."),
        ("number", (), (), "0 people have answered."),
    ],
)
def test_answers_are_summed_up(
    giulia: Chat, kind: Kind, choices: tuple[str, ...], given: tuple[str, ...], told: str
) -> None:
    field = giulia.place.asks(1, kind, "Well?", *choices)
    answered(giulia.place, field, *given)
    giulia.forges(f"desk/field/{field}")
    assert giulia.screen.text.endswith(told)
    said = sum(value != UNSAID for value in given)
    assert f"{said} people have answered." in giulia.screen.text


def test_texts_are_read_a_page_at_a_time_and_nobody_is_named(giulia: Chat) -> None:
    field = giulia.place.asks(1, "text", "Why do you come?")
    answered(giulia.place, field, *(f"Reason {letter}" for letter in "lkjihgfedcba"), UNSAID)
    giulia.place.tx.exec_driver_sql("UPDATE signups SET name = 'Amina', state = 'waiting' WHERE number = 1")
    giulia.forges(f"desk/field/{field}")
    giulia.taps("📖 Read the answers")
    pages = [giulia.screen.text]
    giulia.taps("⬇️ Later")
    pages.append(giulia.screen.text)
    assert [page.count("•") for page in pages] == [8, 4]
    read = [line.removeprefix("• ") for page in pages for line in page.split("\n")[2:]]
    assert read == [f"Reason {letter}" for letter in "abcdefghijkl"]
    assert "Amina" not in "".join(pages)


def test_what_goes_with_a_question_is_said_before_it_goes(giulia: Chat) -> None:
    field = giulia.place.asks(1, "yes_no", "Do you bring a child?")
    answered(giulia.place, field, "yes", "no", UNSAID)
    giulia.forges(f"desk/field/{field}/remove")
    assert "2 answers go with it." in giulia.screen.text
    giulia.taps("Yes")
    assert fields.of(giulia.place.tx, 1) == ()
    assert giulia.place.rows()["field_answers"] == []
    assert acts(giulia.place) == [("removed a question", "lab/1")]
    giulia.forges(f"desk/field/{field}/remove/yes")
    assert giulia.toast == "This question is gone."
    assert len(acts(giulia.place)) == 1
