"""The page of a poster, rendered and looked at: a camera reads it, nothing overlaps, no letter is missing."""

from dataclasses import replace
from datetime import date

import pytest

from dialogs.sharing.composing import ordered
from dialogs.sharing.fonts import Choice, Family, choose, families, folders
from dialogs.sharing.sheet import MARGIN, SIZES, Block, Sheet, pdf
from tests.dialogs.printing import Printed

DAY = date(2026, 3, 2)
LINK = "https://t.me/passaparola_bot?start=Ab3dEf7hJk"
SHIPPED = families(folders()[-1:])
"""The fonts that are there on every machine."""
WORDS = {
    "it": ("Storie di lavoro", "lunedì 9 marzo, 18:00–20:00", "Inquadra il codice.", "Oppure scrivi: K7M42"),
    "uk": ("Робочі історії", "понеділок, 9 березня, 18:00–20:00", "Наведіть камеру.", "Або напишіть: K7M42"),
    "ar": (
        "حكايات العمل مع \u2068Anna Rossi\u2069 (2026)",
        "الاثنين، 9 مارس (9/3)، \u206618:00\u2060–\u206020:00\u2069",
        "وجّه الكاميرا إلى هنا.",
        "أو اكتب: \u2068K7M42\u2069",
    ),
    "en": ("Job stories", "Monday 9 March, 18:00–20:00", "Point your camera here.", "Or write: K7M42"),
}
LONG = "Laboratorio di conversazione e di cucina per chi è arrivato da poco a Bologna e cerca lavoro"
ENDLESS = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def a_block(language: str, title: str = "") -> Block:
    own, when, point, send = WORDS[language]
    title = title or own
    where = "Piazza dei Colori, via Emilia Levante 12"
    free = {"it": "Gratis, con un'azienda", "ar": "مجانًا، مع \u2068Anna Rossi\u2069"}.get(language, "Free")
    fonts = choose("".join((title, when, where, free, point, send, "…")), SHIPPED)
    assert fonts.lacks == ""
    is_rtl = language == "ar"
    return Block(is_rtl, is_rtl, fonts, title, when, where, free, ("2 +",), point, send)


def a_sheet(*languages: str, title: str = "") -> Sheet:
    name_fonts = choose("Bologna K7M42 t.me/_", SHIPPED)
    blocks = tuple(a_block(language, title) for language in languages)
    return Sheet("Bologna", name_fonts, LINK, "K7M42", "t.me/passaparola_bot", blocks)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("languages", [("ar",), ("it", "uk", "ar", "en")])
@pytest.mark.parametrize("title", ["Felt", LONG, f"{LONG} {ENDLESS} " * 4])
def test_it_is_one_page_on_which_nothing_overlaps_and_a_camera_reads_the_link(
    size: str, languages: tuple[str, ...], title: str
) -> None:
    page = Printed(pdf(a_sheet(*languages, title=title), size, DAY))
    assert (round(page.width / 72 * 25.4), round(page.height / 72 * 25.4)) == SIZES[size]
    assert page.codes == [LINK]
    assert page.overlaps() == []
    assert page.outside(margin=25) == []


def test_the_control_sees_texts_that_overlap() -> None:
    page = Printed(pdf(a_sheet("it"), "a4", DAY))
    left, bottom, right, top = page.boxes[0]
    page.boxes.append((left + 5, bottom, right, top))
    assert len(page.overlaps()) == 1


def test_all_that_is_told_stands_on_it() -> None:
    page = Printed(pdf(a_sheet("it", "uk"), "a4", DAY))
    seen = " ".join(page.text.split())
    for told in ("Bologna", "t.me/passaparola_bot", *WORDS["it"], *WORDS["uk"], "via Emilia Levante 12"):
        assert told in seen
    assert "K 7 M 4 2" in seen
    assert seen.count("K7M42") == 2


def test_right_to_left_is_set_right_with_names_and_numbers_the_right_way_round() -> None:
    def seen(text: str, is_rtl: bool = True) -> list[str]:
        return [run.text.strip() for run in ordered(text, a_block("ar").fonts, is_rtl)]

    title, when, _, send = WORDS["ar"]
    assert seen(title) == [")", "2026", "(", "Anna Rossi", "حكايات العمل مع"]
    assert seen(when) == ["18:00–20:00", ")،", "9/3", "مارس (", "9", "الاثنين،"]
    assert seen(send) == ["K7M42", "أو اكتب:"]
    assert seen("Felt: \u2068لباد 2026 فن\u2069!", is_rtl=False) == ["Felt:", "فن", "2026", "لباد", "!"]


def test_a_right_to_left_poster_begins_at_the_right() -> None:
    left_to_right, right_to_left = (Printed(pdf(a_sheet(o), "a4", DAY)) for o in ("it", "ar"))
    assert left_to_right.code_box[0] < 60
    assert right_to_left.code_box[2] > right_to_left.width - 60
    assert max(box[2] for box in right_to_left.boxes) > right_to_left.width - 45


@pytest.mark.parametrize(
    ("word", "gaps"), [("كتب", 0), ("ك\u200cت\u200cب", 2), ("معًا", 0), ("علّم", 0), ("ك\u200dتب", 0)]
)
def test_arabic_letters_are_joined(word: str, gaps: int) -> None:
    fonts = choose(word, SHIPPED)
    only = Block(True, True, fonts, word, "", "", "", (), "", "")
    page = Printed(pdf(replace(a_sheet("it"), blocks=(only,)), "a4", DAY), dots_per_inch=300)
    assert page.gaps(page.ink(from_top=90, to_top=300)) == gaps


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("known", [SHIPPED, families()], ids=["shipped", "here"])
@pytest.mark.parametrize(
    "line",
    [
        "نلتقي ونتعلّم ونصنع أشياء معًا. مجانًا، وبلغتك.",
        "نلتقي ونتعلم ونصنع أشياء معا. مجانا، وبلغتك.",
        "نلتقي مع \u2068Nin\u0303o\u2069 في \u2068Києві\u2069 معًا",
        "می\u200cخواهیم با هم یاد بگیریم",
    ],
)
def test_a_line_with_vowel_signs_begins_and_ends_where_any_other_does(
    size: str, known: tuple[Family, ...], line: str
) -> None:
    when = Block(True, True, choose(line, known), "", line, "", "", (), "", "")
    page = Printed(pdf(replace(a_sheet("it"), blocks=(when,)), size, DAY), dots_per_inch=300)
    margin, unit = MARGIN / 210 * page.width, page.width / 595
    left, right = page.inked(from_top=95 * unit, to_top=330 * unit)
    assert right == pytest.approx(page.width - margin, abs=3 * unit)
    assert left > margin - 1


def test_no_letter_is_an_empty_box() -> None:
    import uharfbuzz

    def glyphs(choice: Choice, text: str, is_rtl: bool) -> list[int]:
        found = []
        for run in ordered(text, choice, is_rtl):
            blob = uharfbuzz.Blob.from_file_path(run.family.bold)
            buffer = uharfbuzz.Buffer()
            buffer.add_str(run.text)
            buffer.guess_segment_properties()
            uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(blob)), buffer)
            found += [glyph.codepoint for glyph in buffer.glyph_infos]
        return found

    for language, texts in WORDS.items():
        for text in texts:
            assert 0 not in glyphs(a_block(language).fonts, text, language == "ar")
    assert 0 in glyphs(a_block("it").fonts, "বাংলা", False)  # nobody has asked whether it has these


def test_it_says_of_its_making_no_more_than_the_day() -> None:
    first = pdf(a_sheet("it", "ar"), "a5", DAY)
    page = Printed(first)
    assert page.metadata == {
        "Title": "Storie di lavoro",
        "Producer": "Passaparola",
        "CreationDate": "D:20260302000000Z",
    }
    assert first == pdf(a_sheet("it", "ar"), "a5", DAY)
    assert len(first) < 60_000  # of the fonts, only the letters that are used
