"""Where did you hear of us? Asked once, after the first sign-up, and never in anybody's way."""

import pytest

from tests.dialogs.chat import Chat, Place

ASKED = "One question, if you like: where did you hear of us?"
BUTTON = "💬 How I heard of you"


def said(place: Place) -> list[str | None]:
    """What everybody said, in order."""
    return [row[0] for row in place.tx.exec_driver_sql("SELECT said_source FROM people ORDER BY id")]


def comes(chat: Chat, lab: int) -> None:
    """Sign up, alone."""
    chat.forges(f"lab/{lab}/sign-up/1")
    assert "✅ Done: 1 seat is yours." in chat.screen.text


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        *(("A friend", "friend"), ("A leader", "leader"), ("A centre", "centre"), ("A poster", "poster")),
        *(("A group", "group"), ("Somewhere else", "other"), ("Rather not say", "unsaid")),
    ],
)
def test_it_is_asked_after_the_first_sign_up_and_never_again(place: Place, answer: str, kept: str) -> None:
    amina, felt, paint = place.chat(1), place.lab("Felt"), place.lab("Paint")
    comes(amina, felt)
    assert ASKED in amina.screen.text
    amina.taps(BUTTON)
    assert "Nobody sees that it was you who said it." in amina.screen.text
    amina.taps(answer)
    assert said(place) == [kept]
    assert amina.toast == ("" if kept == "unsaid" else "Thank you!")
    assert "✅ Done: 1 seat is yours." in amina.screen.text
    assert ASKED not in amina.screen.text
    amina.taps(answer.replace("Rather not say", "A friend"))  # an old button says nothing new
    assert said(place) == [kept]
    comes(amina, paint)
    assert ASKED not in amina.screen.text


def test_who_does_not_answer_is_not_asked_again_at_the_next_lab(place: Place) -> None:
    amina, felt, paint = place.chat(1), place.lab("Felt"), place.lab("Paint")
    comes(amina, felt)
    comes(amina, paint)
    assert ASKED not in amina.screen.text
    amina.taps(BUTTON)  # that of the first one
    assert "Paint" not in amina.screen.text
    assert "Felt" in amina.screen.text
    assert said(place) == [None]


def test_it_is_asked_on_the_waiting_list_too(place: Place) -> None:
    felt = place.lab("Felt", seats=1)
    comes(place.chat(1), felt)
    marco = place.chat(2)
    marco.forges(f"lab/{felt}/wait/1/-")
    assert "waiting list" in marco.screen.text
    assert ASKED in marco.screen.text


def test_nobody_says_it_who_has_not_signed_up(place: Place) -> None:
    amina, felt = place.chat(1), place.lab("Felt")
    amina.forges(f"heard/{felt}/friend")
    assert said(place) == [None]
    assert "Felt" in amina.screen.text


def test_it_is_kept_apart_from_the_link_they_came_by_and_goes_with_the_person(place: Place) -> None:
    amina, felt = place.chat(1), place.lab("Felt")
    comes(amina, felt)
    amina.taps(BUTTON)
    amina.taps("A leader")
    (row,) = place.tx.exec_driver_sql("SELECT said_source, source FROM people")
    assert tuple(row) == ("leader", None)
    assert [tuple(row) for row in place.tx.exec_driver_sql("SELECT id FROM arrivals")] == []
    amina.forges("forget/yes")
    assert said(place) == [None]
