"""Letters in pictures: joined and ordered as they are read; what no font has is said in other letters."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from babel.messages.catalog import Catalog

from dialogs.reach.pictures import canvas, letters
from dialogs.reach.pictures.album import pictures
from dialogs.reach.report import Report
from dialogs.sharing import fonts
from dialogs.text import Words
from tests.dialogs.chat import BOLOGNA, CATALOGS
from tests.dialogs.reach.reports import CITY, LAB

ENGLISH, ARABIC = CATALOGS.words(("en",)), CATALOGS.words(("ar", "en"))
WORD = "سلام"
"""Four letters, of which the second and third become one sign."""


def glyphs(text: str) -> list[str]:
    """The signs with which a text is drawn, from left to right."""
    sheet = canvas.sheet(ARABIC, "", "", 1.0)
    sheet.write(0.5, 0.5, text)
    return re.findall(r'<use xlink:href="#([^"]+)"', sheet.file("svg").decode())


def test_arabic_is_drawn_from_right_to_left() -> None:
    apart = [glyphs(letter)[0] for letter in WORD]
    with_joiners_off = glyphs("\u200c".join(WORD))
    assert [one for one in with_joiners_off if one in apart] == apart[::-1]


def test_arabic_letters_are_joined() -> None:
    apart = [glyphs(letter)[0] for letter in WORD]
    joined = glyphs(WORD)
    assert len(joined) == 3
    assert joined[0] == apart[-1]  # after an alef, the last letter stands alone
    assert not {*joined[1:]} & {*apart}


def test_a_line_begins_in_the_readers_direction_even_with_a_foreign_name() -> None:
    assert canvas.line("Bologna مرحبا", ARABIC).startswith("\u200f")
    assert canvas.line("Bologna مرحبا", ENGLISH) == "Bologna مرحبا"
    a, b, word = glyphs("a")[0], glyphs("b")[0], glyphs(WORD)
    drawn = [one for one in glyphs(f"ab: {WORD}") if one in (a, b, *word)]
    assert drawn == [*word, a, b]  # what is read first stands on the right, each in its own direction


def test_signs_without_a_letter_are_left_out_and_letters_are_not() -> None:
    assert letters.legible("🧵 Felt\n and  wool") == "Felt and wool"
    assert letters.legible("$5 and $6") == "$5 and $6"
    assert letters.legible("Felt 中文") is None
    assert letters.legible("\u2068Felt\u2069") == "\u2068Felt\u2069"


@pytest.fixture
def without_noto(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine with no fonts but those that matplotlib brings."""
    shipped = tuple(one for one in fonts.families() if one.name.startswith("DejaVu"))
    assert len(shipped) == 1
    choose = fonts.choose
    monkeypatch.setattr(letters, "choose", lambda text: choose(text, shipped))
    _forget()
    yield
    _forget()


def _forget() -> None:
    for kept in (letters.families, canvas.width):
        kept.cache_clear()


@pytest.mark.usefixtures("without_noto")
def test_a_language_without_letters_is_named_in_latin_ones() -> None:
    assert [letters.name(one) for one in ("ar", "uk", "fr")] == ["العربية", "українська", "français"]
    assert [letters.name(one) for one in ("bn", "ti")] == ["Bengali", "Tigrinya"]


@pytest.mark.usefixtures("without_noto")
def test_pictures_for_whose_words_there_are_no_letters_are_in_english_and_the_caption_says_so() -> None:
    catalog = Catalog(locale="bn")
    catalog.add("No font here has the letters of {language}: it is drawn in English.", "{language}: ইংরেজি")
    bengali = Words("bn", (catalog,))
    lab = pictures(LAB, bengali, ENGLISH, BOLOGNA, "svg")
    english = pictures(LAB, ENGLISH, ENGLISH, BOLOGNA, "svg")
    assert [one.content for one in lab] == [one.content for one in english]  # a day's name is Bengali already
    assert all(one.words.endswith("বাংলা: ইংরেজি") for one in lab)
    assert not any("drawn in English" in one.words for one in english)


def test_a_title_that_cannot_be_drawn_is_left_out() -> None:
    chinese = pictures(_called("中文"), ENGLISH, ENGLISH, BOLOGNA, "svg")[1].content.decode()
    assert "<!-- until Sunday 1 March -->" in chinese
    plain = pictures(_called("🧵 Felt, $5 & $6 <3"), ENGLISH, ENGLISH, BOLOGNA, "svg")[1].content.decode()
    assert "<!-- Lab: Felt, $5 &amp; $6 &lt;3, until Sunday 1 March -->" in plain


def _called(title: str) -> Report:
    return replace(CITY, lab=1, titles={"en": title})
