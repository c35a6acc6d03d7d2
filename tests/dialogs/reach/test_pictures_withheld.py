"""What is withheld is not in a picture: not as a number, not as a length, not in what is said beside it."""

import re
from dataclasses import replace
from typing import Any

import pytest
from matplotlib.patches import Rectangle

from dialogs.reach.pictures import brought, funnel, languages, over_time, waves
from dialogs.reach.pictures.album import PICTURES, pictures
from dialogs.reach.report import Brought, Pairs, Report, Table, Together
from tests.dialogs.chat import BOLOGNA, CATALOGS
from tests.dialogs.reach.reports import HIDDEN, LAB, NONE, REPORTS, curve, steps

ENGLISH = CATALOGS.words(("en",))
LANGUAGES = ("en", *(one for one in CATALOGS.shipped if one != "en"))
CAPTION = 1024
"""Characters of a caption, without its tags (https://core.telegram.org/bots/api#sendphoto)."""


def numbers(text: str) -> set[int]:
    """All numbers in a text; thousands may stand apart."""
    return {int(found) for found in re.findall(r"\d+", text.replace("\u202f", ""))}


def written(report: Report, name: str) -> set[int]:
    """The numbers that are written in a picture, and beside it."""
    page: Any = PICTURES[name]
    svg = page.draw(report, ENGLISH, BOLOGNA).file("svg").decode()
    drawn = " ".join(re.findall(r"<!-- (.*?) -->", svg))
    return numbers(drawn) | numbers(page.told(report, ENGLISH))


def sizes(report: Report, page: Any, is_told: bool = False) -> list[tuple[float, float]]:
    """How wide and high what is withheld (or told) is drawn, in parts of the plot."""
    axes = page.draw(report, ENGLISH, BOLOGNA).axes
    wide, high = (abs(end - start) for start, end in (axes.get_xlim(), axes.get_ylim()))
    boxes = [one for one in axes.patches if isinstance(one, Rectangle) and bool(one.get_hatch()) != is_told]
    return [(round(one.get_width() / wide, 9), round(one.get_height() / high, 9)) for one in boxes]


def test_no_picture_says_a_number_that_the_report_does_not_tell() -> None:
    """12 of 44 are 39 % of 31; the first and last day, what the notes say, and the waves' own numbers."""
    days = {21, 25, 2, 1, 3}
    assert written(LAB, "waves") == {0, 1, 2, 3} | {9, 16}
    assert written(LAB, "funnel") == {44, 31, 12} | {70, 39} | {60, 80, 29, 49} | {95} | {1}
    assert written(LAB, "languages") == {0, 4} | {10, 5} | {1}
    assert written(LAB, "brought") == {0, 1, 2, 3, 4, 5} | {20}
    assert written(LAB, "over_time") == {0, 31, 10, 5} | days


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("waves", replace(LAB, waves=Table({**LAB.waves.cells, "2": 77}))),
        ("funnel", replace(LAB, funnel=steps(44, 31, 12, 7))),
        ("languages", replace(LAB, pairs=Pairs((("ar",), ("fr",)), ((10, 75), (0, 5)), NONE, NONE))),
        ("brought", replace(LAB, brought=Brought((20, 75, 0, 0, 0, 0), None))),
        ("over_time", replace(LAB, curves=(*LAB.curves, curve(("poster",), 77)))),
    ],
)
def test_if_it_were_told_the_same_look_would_find_it(name: str, told: Report) -> None:
    assert written(told, name) - written(LAB, name) & {7, 75, 77}


@pytest.mark.parametrize(
    ("page", "other"),
    [
        (waves, replace(LAB, waves=Table({"0": 900, "1": 5, "2": None, "3": None}))),
        (funnel, replace(LAB, funnel=steps(9000, 31, 12, None))),
        (languages, replace(LAB, pairs=Pairs((("ar",), ("fr",)), ((900, None), (5, 50)), NONE, NONE))),
    ],
)
def test_what_is_withheld_has_one_size_whatever_stands_beside_it(page: Any, other: Report) -> None:
    found = sizes(LAB, page)
    assert found == sizes(other, page)
    assert len(set(found)) == 1
    assert page is languages or sizes(LAB, page, is_told=True) != sizes(other, page, is_told=True)


def test_what_is_told_together_is_drawn_together() -> None:
    both = (Together(("leader", "poster"), 21),)
    together = Table({"friend": 10, "leader": None, "poster": None}, both, 31)
    report = replace(LAB, sources=together, curves=(*LAB.curves, curve(("leader", "poster"), 21)))
    svg = over_time.draw(report, ENGLISH, BOLOGNA).file("svg").decode()
    assert "<!-- Community leaders + Posters: 21 -->" in svg
    assert "Posters: 21" in over_time.told(report, ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_beside_a_picture_fit_and_say_what_is_not_told(language: str) -> None:
    words = CATALOGS.words(BOLOGNA.chain(language))
    for report in REPORTS.values():
        for page in PICTURES.values():
            if page.is_there(report):
                told = re.sub("<[^>]+>", "", page.told(report, words))
                assert 20 < len(words.laid_out(told)) <= CAPTION
    assert words.say("{step}: not told.", step=words.label("Came")) in funnel.told(LAB, words)
    assert words.say("Wave {wave}: not told.", wave="2") in waves.told(LAB, words)


def test_of_nobody_there_is_nothing_to_draw() -> None:
    assert pictures(REPORTS["nobody"], ENGLISH, ENGLISH, BOLOGNA, "png") == ()
    assert not languages.is_there(HIDDEN)
    assert not brought.is_there(HIDDEN)
