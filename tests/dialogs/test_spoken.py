"""A code said aloud: made of what nobody mishears, read however it is typed, and leading through its link."""

import re
from collections import Counter

import pytest

from dialogs.rules.spoken import ALPHABET, LENGTH, is_like, read, spoken
from storage import shares
from tests.dialogs.chat import Chat, Place


def test_codes_are_alike_likely_and_hold_no_vowel_nor_what_is_taken_for_another() -> None:
    codes = [spoken(f"chance {n}") for n in range(13_000)]
    assert {len(code) for code in codes} == {LENGTH}
    used = Counter("".join(codes))
    assert set(used) == set(ALPHABET)
    assert all(abs(n - 5000) < 350 for n in used.values())  # five standard deviations
    assert not set(ALPHABET) & set("AEIOUY01")
    assert len(ALPHABET) ** LENGTH == 371_293  # guessed by who asks twice a second in two days
    assert len(set(ALPHABET) & set("BCPTV")) == len(set(ALPHABET) & set("FMNSX")) == 1


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "K7M42",
            "k7m42",
            " K7-M42 ",
            "k 7 m 4 2",
            "K7M42.",
            "“K7M42”",
            "K·7·M·4·2",
            "K7\u2011M42",
            "K7M 42\n",
        ),
        *("K٧M٤٢", "k۷m۴۲", "K৭M৪২", "\u2068K7M42\u2069", "К7М42", "к7м42", "Κ7Μ42", "Ｋ７Ｍ４２"),
    ],
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert read(typed) == "K7M42"


@pytest.mark.parametrize(
    "typed", ["", "K7M4", "K7M422", "K7M4O", "hello", "K7M42 K7M42", "40121", "K7M4²²", "🙂" * 5]
)
def test_anything_else_is_no_code(typed: str) -> None:
    assert read(typed) is None


@pytest.mark.parametrize("typed", ["K7M42", "k7-m4o", "K?M42", "к7м4й", "40222", "K٧M٤٠", " K 7 M 4 B "])
def test_what_has_one_sign_that_is_in_no_code_is_like_one(typed: str) -> None:
    assert is_like(typed)


@pytest.mark.parametrize(
    "typed", ["", "K7M4", "K7M422", "hello", "Marta", "KTMOO", "40127", "18:30", "2026", "👍", "🙂" * 5]
)
def test_what_somebody_writes_otherwise_is_not_like_a_code(typed: str) -> None:
    assert not is_like(typed)


UNKNOWN = "I do not know this code. Please look at it once more."


def asks(chat: Chat, lab: int) -> str:
    """The code that somebody is shown for a lab."""
    chat.forges(f"lab/{lab}/tell")
    chat.taps("🗣 A code to say")
    found = re.search(rf"send: ([{ALPHABET}]{{5}})”", chat.screen.text)
    assert found is not None, chat.screen.text
    return found[1]


def test_it_is_shown_large_with_the_sentence_to_say_and_stays_the_same(place: Place) -> None:
    lab, amina = place.lab("Felt"), place.chat(1)
    code = asks(amina, lab)
    assert f"<b>{'  '.join(code)}</b>" in amina.screen.text
    assert f"“Write to @passaparola_bot on Telegram and send: {code}”" in amina.screen.text
    assert "It leads to this lab, until the lab is over." in amina.screen.text
    assert asks(amina, lab) == code
    assert asks(amina, 0) != code
    assert asks(place.chat(2), lab) not in (code, asks(amina, 0))


def test_who_writes_it_comes_to_the_lab_through_that_link(place: Place) -> None:
    lab, amina, marco = place.lab("Felt"), place.chat(1), place.chat(2)
    marco.writes(asks(amina, lab).lower())
    assert "Felt" in marco.screen.text
    query = "SELECT person_id, lab_id, is_origin FROM arrivals"
    assert [tuple(row) for row in place.tx.exec_driver_sql(query)] == [(marco.talk().person.id, lab, True)]


def test_a_visitor_writes_it_and_agrees_first(place: Place) -> None:
    lab, amina, sara = place.lab("Felt"), place.chat(1), place.chat(3, has_agreed=False)
    sara.writes(asks(amina, lab))
    assert "Which language do you read best?" in sara.screen.text
    sara.taps("English")
    sara.taps("✅")
    assert "Felt" in sara.screen.text
    assert [tuple(row) for row in place.tx.exec_driver_sql("SELECT person_id FROM arrivals")] == [
        (sara.talk().person.id,)
    ]


@pytest.mark.parametrize("has_agreed", [True, False])
def test_who_mistypes_a_code_is_asked_to_look_again(place: Place, has_agreed: bool) -> None:
    lab, amina, marco = place.lab("Felt"), place.chat(1), place.chat(2, has_agreed=has_agreed)
    code = asks(amina, lab)
    for text in (code[::-1], f"{code[:4]}O", f"é{code[1:]}"):
        marco.writes(text)
        assert UNKNOWN in marco.screen.text
        assert "It has 5 signs: numbers from 2 to 9, and the letters K M R T W." in marco.screen.text
        assert marco.buttons[0].text == "📅 Labs"
    marco.writes("Hello!")
    assert "I am a bot and did not understand." in marco.screen.text
    assert [tuple(row) for row in place.tx.exec_driver_sql("SELECT id FROM arrivals")] == []


def test_what_is_awaited_is_not_taken_for_a_code(place: Place) -> None:
    lab, amina, marco = place.lab("Felt"), place.chat(1), place.chat(2)
    code = asks(amina, lab)
    marco.forges("ask")
    marco.writes(code)
    assert [tuple(row) for row in place.tx.exec_driver_sql("SELECT text FROM questions")] == [(code,)]


def test_it_ends_with_its_link_and_with_its_lab(place: Place) -> None:
    lab, amina, marco = place.lab("Felt"), place.chat(1), place.chat(2)
    code = asks(amina, lab)
    shares.renew(place.tx, amina.talk().person.id, place.now)
    marco.writes(code)
    assert UNKNOWN in marco.screen.text
    never = marco.screen
    code = asks(amina, lab)
    place.now = place.now.replace(month=6)
    marco.writes(code)
    assert marco.screen == never
    marco.writes("22222")  # one that never was: nothing tells them apart
    assert marco.screen == never
    amina.forges(f"spoken/lab/{lab}")
    assert "This lab is over." in amina.screen.text
