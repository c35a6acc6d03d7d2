"""Who signed up, at the desk: a page is read and no more, a number is found, a removal is written down."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from storage import signups
from tests.dialogs.chat import COORDINATOR, Chat, Place

MANY = 40


@pytest.fixture
def giulia(place: Place) -> Chat:
    """A coordinator; forty people are on the list of lab 1, № 7 has left."""
    place.lab("Felt", seats=10)
    for number in range(1, MANY + 1):
        state = "seated" if number <= 10 else "waiting"
        signups.put(place.tx, 1, place.chat(number).talk().person.id, 1, state, place.now)
    signups.set_state(place.tx, 7, "cancelled", place.now)
    return place.chat(COORDINATOR)


def shown(chat: Chat) -> list[str]:
    return [button.text for row in chat.screen.rows for button in row if "№" in button.text]


def test_the_list_is_turned_over(giulia: Chat) -> None:
    giulia.forges("desk/lab/1/people/0")
    first = shown(giulia)
    assert (first[0], first[6], len(first)) == ("✅ № 1 · 1", "✅ № 8 · 1", 12)
    giulia.taps("⬇️ Later")
    giulia.taps("⬇️ Later")
    giulia.taps("⬇️ Later")
    assert shown(giulia) == ["⏳ № 38 · 1", "⏳ № 39 · 1", "⏳ № 40 · 1"]
    giulia.forges("desk/lab/1/people/99")
    assert len(shown(giulia)) == 3


@contextmanager
def most_rows(place: Place) -> Iterator[list[int]]:
    """How many sign-ups each query could bring, by its LIMIT; 0: all there are."""
    limits: list[int] = []

    def look(conn: object, cursor: object, sql: str, parameters: object, context: object, many: bool) -> None:
        if "FROM signups" in sql and "count(" not in sql and "sum(" not in sql and "signups.id = " not in sql:
            limits.append(12 if "LIMIT" in sql else 0)

    event.listen(place.tx, "before_cursor_execute", look)
    try:
        yield limits
    finally:
        event.remove(place.tx, "before_cursor_execute", look)


def test_no_more_of_the_line_is_read_than_is_shown(place: Place, giulia: Chat) -> None:
    with most_rows(place) as limits:
        giulia.forges("desk/lab/1/people/1")
    assert limits == [12]
    with most_rows(place) as limits:
        signups.all_of(place.tx, 1)
    assert limits == [0]


@pytest.mark.parametrize(("written", "found"), [("33", "№ 33 · 1"), ("٣٣", "№ 33 · 1")])
def test_a_number_that_is_written_is_found(giulia: Chat, written: str, found: str) -> None:
    giulia.forges("desk/lab/1/people/0")
    assert "Write a number to find it." in giulia.screen.text
    giulia.writes(written)
    assert found in giulia.screen.text
    assert "⏳ Waits for a seat." in giulia.screen.text


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("7", "№ 7 is not on the list."),
        ("41", "№ 41 is not on the list."),
        ("Amina", "Please write a number from 1 to"),
    ],
)
def test_a_number_that_is_not_there_is_asked_again(giulia: Chat, written: str, why: str) -> None:
    giulia.forges("desk/lab/1/people/0")
    giulia.writes(written)
    assert why in giulia.screen.text
    giulia.writes("8")
    assert "№ 8 · 1" in giulia.screen.text


def test_a_number_of_another_lab_is_not_found(place: Place, giulia: Chat) -> None:
    place.lab("Clay")
    giulia.forges("desk/lab/2/people/0")
    giulia.writes("8")
    assert "№ 8 is not on the list." in giulia.screen.text


def test_that_somebody_was_taken_off_is_written_down_with_their_number(place: Place, giulia: Chat) -> None:
    giulia.forges("desk/signup/12/remove/yes")
    giulia.forges("desk/signup/12/remove/yes")
    acts = [(row[3], row[4]) for row in place.rows()["audit"]]
    assert acts == [("removed a sign-up", "lab/1/12")]
