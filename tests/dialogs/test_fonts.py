"""Which font a text is set in: one that has all letters of its script; and a clear word where none has."""

import os
import pwd
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from dialogs.sharing.fonts import Family, advance, choose, families, folders

SHIPPED = families(folders()[-1:])
(DEJAVU,) = SHIPPED


@pytest.mark.parametrize(
    "text",
    ["Perché no? 1–2 €", "Привіт, ґанок", "مختبر، 12؟", "پښتو څنګه ډېر", "دری گپ", "Ɗaɓɓe"],
)
def test_what_is_shipped_has_the_letters_of(text: str) -> None:
    assert choose(text, SHIPPED).lacks == ""
    assert choose(text, SHIPPED).main == DEJAVU


@pytest.mark.parametrize("text", ["বাংলা", "ትግርኛ", "日本", "Ciao বাংলা", "اردو میں ٹھیک ہے", "پښتو دۍ"])
def test_a_script_that_no_font_has_is_noticed(text: str) -> None:
    lacks = choose(text, SHIPPED).lacks
    assert lacks
    assert all(ord(letter) > 0x500 for letter in lacks)


def test_a_font_without_arabic_is_noticed() -> None:
    folder = DEJAVU.regular.parent
    stix = Family("STIX", folder / "STIXGeneral.ttf", folder / "STIXGeneralBol.ttf")
    assert choose("Felt", (stix,)).lacks == ""
    assert set(choose("لباد", (stix,)).lacks) == set("لباد")
    assert choose("Felt لباد", (stix, DEJAVU)).lacks == ""
    assert choose("Felt لباد", (stix, DEJAVU)).family_of("ل") == DEJAVU
    assert choose("Felt لباد", (stix, DEJAVU)).family_of("F") == stix


def test_spaces_and_marks_of_direction_need_no_font() -> None:
    text = "\u2068Felt\u2069\u00a0\u202f\u200f \u2060\u200d"
    assert choose(text, SHIPPED).lacks == ""


def test_a_keycap_is_a_sign_and_takes_no_letters_along() -> None:
    folder = DEJAVU.regular.parent
    stix = Family("STIX", folder / "STIXGeneral.ttf", folder / "STIXGeneralBol.ttf")
    assert not stix.has("\u20e3")
    assert set(choose("Felt 1\ufe0f\u20e3", (stix,)).lacks) == {"\u20e3"}


def _without(folder: Path, name: str, letters: str) -> Path:
    """DejaVu under another name, without some letters."""
    font = TTFont(DEJAVU.regular)
    made = subset.Subsetter(subset.Options(layout_features=[]))
    made.populate(unicodes=[code for code in font.getBestCmap() if chr(code) not in letters])
    made.subset(font)
    font.save(folder / name)
    font.close()
    return folder / name


def test_the_letters_of_one_script_are_never_taken_from_two_fonts(tmp_path: Path) -> None:
    _without(tmp_path, "NotoSansArabic-Regular.ttf", "پ")
    noto, dejavu = families((tmp_path, DEJAVU.regular.parent))
    assert (noto.name, dejavu.name) == ("NotoSansArabic", "DejaVuSans")
    assert noto.bold == noto.regular  # there is no bold one
    assert choose("لباد", (noto, dejavu)).main == noto
    assert choose("لباد پ", (noto, dejavu)).main == dejavu
    assert choose("لباد پ", (noto,)).lacks == "".join(sorted("لبادپ"))


def test_both_weights_must_have_a_letter(tmp_path: Path) -> None:
    bold = _without(tmp_path, "Bold.ttf", "é")
    family = Family("One", DEJAVU.regular, bold)
    assert not family.has("é")
    assert family.has("e")


def test_a_text_is_measured_as_it_is_shaped() -> None:
    lam, alef, together = (advance(text, DEJAVU.regular, True) for text in ("ل", "ا", "لا"))
    assert together < lam + alef
    assert advance("AV", DEJAVU.regular, False) < 2 * advance("A", DEJAVU.regular, False)


def test_where_there_is_no_font_at_all_it_is_a_fault(tmp_path: Path) -> None:
    assert families((tmp_path,)) == ()
    with pytest.raises(LookupError, match="no font at all"):
        choose("Felt", ())


def test_a_user_without_a_home_has_the_fonts_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> pwd.struct_passwd:
        raise KeyError

    assert Path.home() / ".fonts" in folders()
    everywhere = folders()[2:]
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)  # as in a container, under a number that no name has
    with pytest.raises(RuntimeError):
        Path.home()
    assert folders() == everywhere


def test_a_folder_that_cannot_be_looked_into_takes_no_other_along(tmp_path: Path) -> None:
    closed = tmp_path / ("x" * 300)  # what root may not look into either
    with pytest.raises(OSError, match="too long"):
        os.stat(closed)
    assert families((closed, DEJAVU.regular.parent)) == SHIPPED
