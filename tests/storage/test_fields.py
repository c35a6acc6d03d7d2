"""What a lab asks: in each language, in its order, and what those who come or wait have answered."""

import pytest

from storage import fields, labs, signups
from storage.database import Transaction
from storage.fields import UNSAID, Field, FieldText, Kind
from tests.storage.rows import NOW, a_lab, a_person, everything

FOOD = FieldText("en", "What do you eat?", ("Everything", "No meat"))
CIBO = FieldText("it", "Che cosa mangi?", ("Tutto", "Niente carne"))


def a_field(tx: Transaction, lab: int, kind: Kind = "text", text: FieldText | None = None) -> int:
    return fields.add(tx, lab, kind, text or FieldText("en", "Why do you come?"))


def a_signup(tx: Transaction, lab: int, state: str = "seated") -> int:
    telegram_id = 100 + len(everything(tx)["people"])
    return signups.put(tx, lab, a_person(tx, telegram_id), 1, state, NOW)


def test_a_lab_asks_in_the_order_in_which_its_questions_were_written(tx: Transaction) -> None:
    lab, other = a_lab(tx), a_lab(tx)
    first = a_field(tx, lab)
    elsewhere = a_field(tx, other, "number")
    second = a_field(tx, lab, "choice", FOOD)
    assert fields.of(tx, lab) == (
        Field(first, lab, "text", {"en": FieldText("en", "Why do you come?")}),
        Field(second, lab, "choice", {"en": FOOD}),
    )
    assert [field.id for field in fields.of(tx, other)] == [elsewhere]
    assert [row["position"] for row in everything(tx)["fields"]] == [1, 1, 2]
    assert fields.of(tx, 99) == ()


def test_a_question_has_its_words_in_each_language_and_new_ones_take_the_place_of_old(
    tx: Transaction,
) -> None:
    field = a_field(tx, a_lab(tx), "choice", FOOD)
    fields.put_text(tx, field, FieldText("it", "Cibo?", ("Si", "No")))
    fields.put_text(tx, field, CIBO)
    found = fields.get(tx, field)
    assert found is not None
    assert (found.texts, found.choice_count) == ({"en": FOOD, "it": CIBO}, 2)
    assert found.text_for(("fr", "it", "en")) == CIBO
    assert found.text_for(("ar",)) in (FOOD, CIBO)
    assert fields.get(tx, 99) is None


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        ("choice", "1", "Niente carne"),
        ("choice", UNSAID, ""),
        ("yes_no", "yes", "yes"),
        ("number", "12", "12"),
        ("text", "1", "1"),
    ],
)
def test_an_answer_is_read_in_the_readers_language_where_it_has_words(
    kind: Kind, value: str, read: str
) -> None:
    texts = {"en": FOOD, "it": CIBO} if kind == "choice" else {"en": FieldText("en", "Well?")}
    assert fields.shown(Field(1, 1, kind, texts), value, ("it", "en")) == read


def test_an_answer_takes_the_place_of_the_one_before(tx: Transaction) -> None:
    lab = a_lab(tx)
    field, signup = a_field(tx, lab), a_signup(tx, lab)
    assert fields.answers_of(tx, signup) == {}
    fields.answer(tx, signup, field, "For work.")
    fields.answer(tx, signup, field, UNSAID)
    assert fields.answers_of(tx, signup) == {field: ""}
    assert fields.count_answers(tx, field) == 0


def test_answers_are_those_of_who_comes_or_waits_by_sign_up_and_field(tx: Transaction) -> None:
    lab, other = a_lab(tx), a_lab(tx)
    why, food = a_field(tx, lab), a_field(tx, lab, "choice", FOOD)
    sits, waits, left = (a_signup(tx, lab, state) for state in ("seated", "waiting", "cancelled"))
    for signup in (sits, waits, left):
        fields.answer(tx, signup, why, f"I am {signup}.")
    fields.answer(tx, sits, food, "1")
    assert fields.answers(tx, lab) == {
        sits: {why: f"I am {sits}.", food: "1"},
        waits: {why: f"I am {waits}."},
    }
    assert fields.answers(tx, lab, ("cancelled",)) == {left: {why: f"I am {left}."}}
    assert fields.answers(tx, other) == {}


def test_what_was_said_is_ordered_by_itself_and_leaves_out_who_would_not_say(tx: Transaction) -> None:
    lab = a_lab(tx)
    field = a_field(tx, lab)
    for words in ("Work", UNSAID, "Friends", "Work"):
        fields.answer(tx, a_signup(tx, lab), field, words)
    found = fields.get(tx, field)
    assert found is not None
    assert fields.said(tx, found) == ("Friends", "Work", "Work")
    assert fields.count_answers(tx, field) == 3


def test_a_question_goes_with_its_words_and_its_answers_and_no_other_does(tx: Transaction) -> None:
    lab = a_lab(tx)
    gone, stays = a_field(tx, lab), a_field(tx, lab, "number")
    signup = a_signup(tx, lab)
    for field in (gone, stays):
        fields.answer(tx, signup, field, "7")
    fields.remove(tx, gone)
    rows = everything(tx)
    assert [row["id"] for row in rows["fields"]] == [stays]
    assert [row["field_id"] for row in rows["field_texts"]] == [stays]
    assert fields.answers(tx, lab) == {signup: {stays: "7"}}


def test_a_lab_that_goes_takes_its_questions_and_their_answers(tx: Transaction) -> None:
    lab = a_lab(tx)
    fields.answer(tx, a_signup(tx, lab), a_field(tx, lab), "For work.")
    assert labs.get(tx, lab) is not None
    tx.exec_driver_sql("DELETE FROM labs")
    rows = everything(tx)
    assert (rows["fields"], rows["field_texts"], rows["field_answers"]) == ([], [], [])
