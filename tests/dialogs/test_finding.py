"""Which labs are meant by what was typed: numbers, beginnings of words, languages, in any script."""

from datetime import UTC, datetime

import pytest

from dialogs.sharing.finding import MOST_PARTS, found, parts
from storage.labs import Lab, Meeting, Text

OFFERED = ("it", "en", "fr", "ar", "fa_AF")
TITLES = {
    3: {"it": "Feltro e lana", "fr": "Feutre à l’école"},
    12: {"it": "Storie di lavoro", "en": "Job Stories: 3 CVs", "ar": "قِصَص العَمَل"},
    7: {"it": "Radio in francese", "fa_AF": "رادیو"},
}
SOON = datetime(2026, 3, 2, 9, tzinfo=UTC)


def lab(number: int) -> Lab:
    """A lab with these titles."""
    texts = {language: Text(language, title, "") for language, title in TITLES[number].items()}
    meetings = (Meeting(number, SOON, SOON, "here", None),)
    return Lab(number, "published", "work", "in_person", "A", None, (), 9, "it", texts, meetings)


LABS = [lab(number) for number in TITLES]


def pairs(typed: str, own: str = "it") -> list[str]:
    """What is found, like "3 fr"."""
    return [f"{one.id} {language}" for one, language in found(LABS, typed, own, OFFERED)]


ALL = ["3 it", "12 it", "7 it", "3 fr", "12 en", "12 ar", "7 fa_AF"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ALL),
        ("lab", ALL),
        (" Labs … ", ALL),
        ("lab 3 fr", ["3 fr"]),
        ("3 Français", ["3 fr"]),
        ("3 francais", ["3 fr"]),
        ("#3", ["3 it", "3 fr"]),
        ("٣", ["3 it", "3 fr"]),
        ("lab 3 ar", ["3 ar"]),
        ("3 de", []),
        ("lav", ["12 it", "12 en", "12 ar"]),
        ("STORIES job", ["12 it", "12 en", "12 ar"]),
        ("lavoro english", ["12 en"]),
        ("ecole", ["3 it", "3 fr"]),
        ("قصص", ["12 it", "12 en", "12 ar"]),
        ("العمل العربية", ["12 ar"]),
        ("fr", ["3 fr", "12 fr", "7 fr"]),
        ("franc", ["7 it", "3 fr", "7 fa_AF"]),
        ("fr radio", ["7 it", "7 fa_AF"]),
        ("fa", ["3 fa_AF", "12 fa_AF", "7 fa_AF"]),
        ("radio fa_AF", ["7 fa_AF"]),
        ("دری", ["3 fa_AF", "12 fa_AF", "7 fa_AF"]),
        ("99", []),
        ("9" * 256, []),
        ("tto", []),
        ("%", ALL),
        ("ro\x00dio \ufffd", []),
    ],
)
def test_every_word_must_fit(typed: str, expected: list[str]) -> None:
    assert pairs(typed) == expected


def test_ones_own_language_comes_first_even_where_a_lab_does_not_have_it() -> None:
    assert pairs("", "ar")[:4] == ["3 ar", "12 ar", "7 ar", "3 it"]
    assert len(pairs("", "ar")) == len(set(pairs("", "ar"))) == 9


def test_a_number_that_no_lab_has_is_a_word_like_others() -> None:
    others = [one for one in LABS if one.id != 3]
    assert [one.id for one, _ in found(others, "3", "it", OFFERED)] == [12, 12, 12]


def test_words_are_compared_without_what_stands_above_their_letters() -> None:
    assert parts("L’École—déjà\u200f VU 12") == ("l", "ecole", "deja", "vu", "12")
    assert parts("বাংলা") == ("বাংলা",)


def test_no_more_words_are_looked_at_than_a_title_has() -> None:
    assert pairs(" ".join(["radio"] * MOST_PARTS + ["sailing"])) == pairs("radio")
