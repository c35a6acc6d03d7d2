"""Saying things in a language: isolates, escaping, dates on the city's wall, what a language lacks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dialogs.text import RTL, Catalogs, Html, Words, bold, is_rtl, lines, quote, web_link
from tests.dialogs.chat import BOLOGNA, CATALOGS

ROME, AUCKLAND = ZoneInfo("Europe/Rome"), ZoneInfo("Pacific/Auckland")
FSI, LRI, PDI, RLM, WJ = "\u2068", "\u2066", "\u2069", "\u200f", "\u2060"
EVENING = datetime(2026, 3, 12, 17, 30, tzinfo=UTC)
CATALOG = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


def words(language: str) -> Words:
    return CATALOGS.words(BOLOGNA.chain(language))


def written(folder: Path, **texts: str) -> Catalogs:
    for language, text in texts.items():
        place = folder / language / "LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "passaparola.po").write_text(CATALOG.format(language=language) + text, encoding="utf-8")
    return Catalogs(folder)


def test_a_name_in_a_right_to_left_sentence_is_isolated() -> None:
    said = words("ar").say("Welcome to the community labs of {city}.", city="Bologna")
    assert f"{FSI}Bologna{PDI}" in said


def test_a_right_to_left_name_in_a_left_to_right_sentence_is_isolated() -> None:
    assert words("en").say("📍 {place}", place="ساحة") == f"📍 {FSI}ساحة{PDI}"
    assert words("en").say("📍 {place}", place="Piazza") == "📍 Piazza"
    assert words("en").label("📍 {place}", place="ساحة") == f"📍 {FSI}ساحة{PDI}"


def test_a_number_and_an_empty_value_need_no_isolate() -> None:
    assert words("ar").name("") == ""
    assert FSI not in words("ar").say("✅ Sent: {n}", n=12)


def test_what_comes_from_outside_is_escaped_in_a_message_and_plain_on_a_button() -> None:
    name = "<b>Sewing</b> & {repair}"
    assert words("en").say("👥 With {host}", host=name) == "👥 With &lt;b&gt;Sewing&lt;/b&gt; &amp; {repair}"
    assert words("en").label("👥 With {host}", host=name) == f"👥 With {name}"
    assert words("en").name('a "b" <c>') == 'a "b" &lt;c&gt;'
    assert quote("1 < 2 & 3") == "<blockquote>1 &lt; 2 &amp; 3</blockquote>"


def test_what_is_escaped_already_stays_as_it_is() -> None:
    assert words("en").say("👥 With {host}", host=Html("<i>us</i>")) == "👥 With <i>us</i>"
    assert bold(Html("a &amp; b")) == "<b>a &amp; b</b>"


def test_a_web_address_cannot_break_out_of_its_link() -> None:
    link = web_link(Html("here"), 'https://a.example/?x="><b>&y')
    assert link == '<a href="https://a.example/?x=&quot;&gt;&lt;b&gt;&amp;y">here</a>'


def test_lines_leave_out_what_is_not_there_and_keep_empty_ones() -> None:
    assert lines("a", None, "", "b") == "a\n\nb"


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "Thursday 12 March"),
        ("it", "giovedì 12 marzo"),
        ("fr", "jeudi 12 mars"),
        ("ar", "الخميس، 12 مارس (12/3)"),
        ("de", "Donnerstag, 12. März"),
        ("es", "jueves 12 de marzo"),
    ],
)
def test_a_day_has_its_weekday_and_in_arabic_its_digits(language: str, day: str) -> None:
    assert words(language).day(EVENING, ROME) == day


def test_the_day_is_the_one_on_the_citys_wall() -> None:
    night = datetime(2026, 3, 12, 23, 30, tzinfo=UTC)
    assert words("en").day(night, ROME) == "Friday 13 March"
    assert words("en").day(night, ZoneInfo("America/New_York")) == "Thursday 12 March"
    assert words("en").day(EVENING, ROME) == "Thursday 12 March"
    assert words("en").day(EVENING, AUCKLAND) == "Friday 13 March"


def test_the_time_is_on_the_citys_24_hour_clock() -> None:
    end = EVENING + timedelta(hours=2)
    assert words("en").hours(EVENING, end, ROME) == "18:30–20:30"
    assert words("en").hour(EVENING, AUCKLAND) == "06:30"
    summer = datetime(2026, 7, 12, 17, 30, tzinfo=UTC)
    assert words("it").hour(summer, ROME) == "19:30"


def test_from_when_to_when_reads_left_to_right_and_stays_on_one_line_in_arabic() -> None:
    hours = words("ar").hours(EVENING, EVENING + timedelta(hours=2), ROME)
    assert hours == f"{LRI}18:30{WJ}–{WJ}20:30{PDI}"


def test_a_message_is_begun_in_the_direction_of_its_language() -> None:
    assert words("ar").laid_out("Bologna") == f"{RLM}Bologna"
    assert words("ar").laid_out("18:30") == f"{RLM}18:30"
    assert words("ar").laid_out("مرحبا Bologna") == "مرحبا Bologna"
    assert words("en").laid_out("مرحبا") == "مرحبا"


@pytest.mark.parametrize(
    ("text", "direction"), [("a ب", False), ("ب a", True), ("שלום", True), ("12 🎉", None), ("", None)]
)
def test_the_first_strong_letter_gives_the_direction(text: str, direction: bool | None) -> None:
    assert is_rtl(text) is direction


def test_what_a_language_lacks_is_said_in_the_next_one(tmp_path: Path) -> None:
    catalogs = written(
        tmp_path,
        fa_AF='msgid "Yes"\nmsgstr "بلی"\n\n#, fuzzy\nmsgid "No"\nmsgstr "نمی‌دانم"\n',
        ar='msgid "Yes"\nmsgstr "نعم"\n\nmsgid "No"\nmsgstr "لا"\n\nmsgid "Back"\nmsgstr ""\n',
        it='msgid "Back"\nmsgstr "Indietro"\n',
    )
    dari = catalogs.words(("fa_AF", "ar", "it", "en"))
    assert (dari.label("Yes"), dari.label("No"), dari.label("Back")) == ("بلی", "لا", "Indietro")
    assert (dari.label("Menu"), dari.is_rtl, dari.language) == ("Menu", True, "fa_AF")


def test_what_stands_behind_the_source_is_never_asked(tmp_path: Path) -> None:
    catalogs = written(tmp_path, it='msgid "Back"\nmsgstr "Indietro"\n')
    assert catalogs.words(("so", "en", "it")).label("Back") == "Back"
    assert catalogs.words(("so", "it", "en")).label("Back") == "Indietro"


def test_a_count_without_all_its_forms_is_said_in_the_next_language(tmp_path: Path) -> None:
    half = 'msgid "{n} lab"\nmsgid_plural "{n} labs"\nmsgstr[0] "{n} labo"\nmsgstr[1] "%s"\n'
    catalogs = written(tmp_path, fr=half % "", it=half.replace("labo", "lab.") % "{n} lab.i")
    assert catalogs.words(("fr", "it", "en")).count("{n} lab", "{n} labs", 2) == "2 lab.i"
    assert catalogs.words(("fr", "en")).count("{n} lab", "{n} labs", 1) == "1 lab"
    assert catalogs.words(("fr", "en")).count("{n} lab", "{n} labs", 0) == "0 labs"


def test_the_citys_chain_ends_with_its_own_language_and_the_source() -> None:
    assert BOLOGNA.chain("fa_AF") == ("fa_AF", "ar", "en", "it")
    assert BOLOGNA.chain("fr") == ("fr", "it", "en")
    assert BOLOGNA.chain("en") == ("en", "it")


def test_every_language_written_from_right_to_left_is_known() -> None:
    assert {"ar", "ur", "ps", "fa_AF"} <= RTL
    assert not RTL & {"it", "en", "fr", "bn", "ti", "uk", "so"}
