"""Forms: answers that no longer fit are asked for again, and what is too much for a message is not taken."""

import pytest

from dialogs.event import Wrote
from dialogs.form import Wrong, clean, read_text
from dialogs.screen import Screen
from storage import announcements, drafts, labs
from tests.dialogs.chat import COORDINATOR, Chat, Place

ANNOUNCEMENT = {"what": "0", "words": "Come!", "whom": "language", "value": "ar"}


@pytest.fixture
def giulia(place: Place) -> Chat:
    """A coordinator, in a place with something in it."""
    chat = place.chat(COORDINATOR)
    place.furnish(chat.talk().person.id)
    return chat


def has_answered(chat: Chat, form: str, **answers: object) -> None:
    """The answers that were given before."""
    talk = chat.talk()
    drafts.put(talk.tx, talk.person.id, form, {"subject": 0, **answers}, talk.now)


def choices(shown: Screen) -> list[str]:
    return [key.to for row in shown.rows for key in row]


def test_a_choice_that_belonged_to_another_answer_is_asked_for_again(giulia: Chat) -> None:
    has_answered(giulia, "announce", **ANNOUNCEMENT)
    giulia.forges("announce/0/whom/pick/district")
    assert "Which one?" in giulia.messages[-1].text
    giulia.taps("San Lazzaro di Savena")
    news = announcements.get(giulia.place.tx, 3)
    assert news is not None
    assert str(news.audience) == "district:San Lazzaro di Savena"


def test_a_choice_that_would_fit_but_was_made_for_another_answer_is_asked_for_again(giulia: Chat) -> None:
    has_answered(giulia, "announce", **ANNOUNCEMENT | {"whom": "lab", "value": "1"})
    giulia.forges("announce/0/whom/pick/district")
    assert choices(giulia.messages[-1])[:2] == ["announce/0/value/pick/0", "announce/0/value/pick/1"]


def test_the_same_answer_again_loses_nothing(giulia: Chat) -> None:
    has_answered(giulia, "announce", **ANNOUNCEMENT)
    giulia.forges("announce/0/words")
    giulia.writes("Come and see!")
    news = announcements.get(giulia.place.tx, 3)
    assert news is not None
    assert (str(news.audience), news.texts) == ("language:ar", {"en": "Come and see!"})


def test_a_lab_that_went_in_the_meantime_is_asked_for_again(giulia: Chat) -> None:
    has_answered(giulia, "announce", what="1", extra=None)
    labs.change(giulia.place.tx, 1, status="cancelled")
    giulia.forges("announce/0/whom/pick/all")
    assert "What is it about?" in giulia.messages[-1].text


def test_a_language_with_a_territory_can_be_chosen(giulia: Chat) -> None:
    giulia.forges("newstext/1")
    giulia.taps("دری")
    assert "What does it say in this language?" in giulia.messages[-1].text


@pytest.mark.parametrize("url", ["https://a.b/\x00", "https://a.b/\ud800", "javascript:x.y", "https://a"])
def test_a_map_is_a_web_address_that_can_be_kept(giulia: Chat, url: str) -> None:
    has_answered(giulia, "newlab", title="a", summary="b", topic="art", venue="outdoors", place="c")
    giulia.forges("newlab/0/map")
    giulia.writes(url)
    kept = drafts.get(giulia.place.tx, giulia.talk().person.id, "newlab").get("map")
    assert kept in (None, "https://a.b/"), kept


@pytest.mark.parametrize(
    ("text", "units"), [("x" * 80, None), ("x" * 81, 81), ("𞤀" * 40, None), ("𞤀" * 41, 82), ("ق" * 80, None)]
)
def test_a_text_is_as_long_as_telegram_counts_it(place: Place, text: str, units: int | None) -> None:
    talk = place.chat(1).talk()
    read = read_text(80)(talk, Wrote(text), {})
    if units is None:
        assert read == text
    else:
        assert isinstance(read, Wrong)
        assert read.why == f"Please keep it to 80 letters.\nYours has {units}."


def test_a_text_is_kept_without_what_cannot_be_seen() -> None:
    assert clean("  a\x00\x1b[1m\u202eb\u2066\ud800c\r\nd\u200ce ") == "a[1mbc\nd\u200ce"


@pytest.mark.parametrize(
    "text", ["x" * 5000, "𞤀" * 1001, "👩‍👩‍👧‍👦 " * 500], ids=["letters", "double", "families"]
)
def test_what_is_too_long_is_said_and_the_question_asked_again(place: Place, text: str) -> None:
    amina = place.chat(1)
    amina.forges("ask")
    amina.writes(text)
    assert "Please keep it to 2000 letters." in amina.messages[-1].text
    assert amina.talk().person.awaiting == "ask"
