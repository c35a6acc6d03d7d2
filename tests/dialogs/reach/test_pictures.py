"""Pictures are drawn for every shape of report, always the same, as wide as Telegram takes them."""

import io
import re
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from dialogs.reach.pictures import brought, funnel, languages, over_time, waves
from dialogs.reach.pictures.album import PICTURES, pictures
from dialogs.reach.pictures.canvas import Kind
from dialogs.reach.report import Brought, Figure, Pairs, Report, Table
from tests.dialogs.chat import BOLOGNA, CATALOGS
from tests.dialogs.reach.reports import CITY, HIDDEN, LAB, MILLION, NOBODY, REPORTS, curve, steps

ENGLISH, ARABIC = CATALOGS.words(("en",)), CATALOGS.words(("ar", "it", "en"))
COUNTS = st.none() | st.integers(5, 2_000_000) | st.just(0)
LOWS, HIGHS = st.none() | st.floats(0, 1), st.none() | st.floats(1, 5)


@pytest.mark.parametrize("words", [ENGLISH, ARABIC], ids=["en", "ar"])
@pytest.mark.parametrize(
    ("report", "there"), [(NOBODY, 0), (CITY, 5), (LAB, 5), (HIDDEN, 2), (MILLION, 5)], ids=list(REPORTS)
)
def test_there_is_a_picture_for_all_that_can_be_told(report: Report, there: int, words: Any) -> None:
    made = pictures(report, words, ENGLISH, BOLOGNA, "png")
    assert len(made) == there
    for one in made:
        image = Image.open(io.BytesIO(one.content))
        assert (image.format, image.width) == ("PNG", 1280)
        assert 600 < image.height < 2100
        assert len(one.content) < 400_000


def test_the_same_report_gives_the_same_bytes() -> None:
    for kind in get_args(Kind):
        first, second = (pictures(LAB, ARABIC, ENGLISH, BOLOGNA, kind) for _ in range(2))
        assert first == second
        assert pictures(replace(LAB, people=32), ARABIC, ENGLISH, BOLOGNA, kind) != first


def test_a_vector_picture_carries_no_date_and_fetches_nothing() -> None:
    for one in pictures(CITY, ENGLISH, ENGLISH, BOLOGNA, "svg"):
        svg = one.content.decode()
        assert one.name.endswith(".svg")
        assert "<dc:date>" not in svg
        assert not re.findall(r'href="(?!#)', svg)


def test_titles_say_what_is_seen() -> None:
    assert [page.title(CITY, ENGLISH) for page in PICTURES.values()] == [
        "The word has reached 414 people",
        "The word was passed on 4 times in a row",
        "Of 900 who heard of it, 122 came",
        "The word goes more often to one's own language",
        "10 people bring about 6 others",
    ]
    assert [page.title(HIDDEN, ENGLISH) for page in PICTURES.values()] == [
        "The word has reached 12 people",
        "How far the word was passed on",
        "From hearing of it to coming",
        "Who tells whom, by language",
        "How many others each person brought",
    ]
    assert languages.title(MILLION, ENGLISH) == "The word goes more often to another language"
    assert funnel.title(MILLION, ENGLISH) == "Of 2\u202f500\u202f000 who heard of it, 322\u202f000 came"


def test_waves_that_are_told_together_are_one_column_and_many_waves_are_nine() -> None:
    assert waves.columns(CITY) == [("0", 120), ("1", 160), ("2", 90), ("3", 32), ("4–5", 12)]
    late = waves.columns(MILLION)
    assert (len(late), late[-1]) == (9, ("8+", sum(MILLION.waves.cells[str(n)] or 0 for n in range(8, 14))))
    cells: dict[str, int | None] = {**MILLION.waves.cells, "11": None}
    assert waves.columns(replace(MILLION, waves=Table(cells)))[-1] == ("8+", None)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any figures, in any shape that a report can have."""
    names = draw(st.lists(st.sampled_from(list(over_time.STYLES)), unique=True, max_size=8))
    curves = [curve((name,), *sorted(draw(st.lists(st.integers(5, 10**6), max_size=4)))) for name in names]
    spoken = draw(st.lists(st.sampled_from(["ar", "fr", "bn", "uk", "ti", "xx"]), unique=True, min_size=1))
    row = st.tuples(*[COUNTS] * len(spoken))
    mixing = Figure(1.0, draw(LOWS), draw(HIGHS))
    pairs = Pairs(tuple((one,) for one in spoken), draw(st.tuples(*[row] * len(spoken))), mixing, Figure(1.0))
    six = st.tuples(*[st.integers(0, 10**6)] * 6)
    fitted = st.none() | st.tuples(*[st.floats(0, 1)] * 6)
    waves_told = {str(wave): draw(COUNTS) for wave in range(draw(st.integers(0, 20)))}
    return replace(
        draw(st.sampled_from([CITY, LAB, NOBODY])),
        people=draw(COUNTS),
        waves=Table(waves_told),
        funnel=steps(*draw(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS))),
        curves=tuple(curves),
        pairs=draw(st.none() | st.just(pairs)),
        brought=Brought(draw(st.none() | six), draw(fitted)),
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports(), st.sampled_from([ENGLISH, ARABIC]))
def test_no_shape_of_a_report_stops_the_pencil(report: Report, words: Any) -> None:
    """A warning would be an error here: a letter that is missing, an axis without a length."""
    for page in (over_time, waves, funnel, languages, brought):
        if page.is_there(report):
            page.draw(report, words, BOLOGNA).figure.draw_without_rendering()


@pytest.mark.parametrize(("most", "top"), [(500.0, 550.0), (1e9, 4 * 414 * 1.1)])
def test_a_fan_without_bounds_is_cut_off_and_what_has_been_stays_to_be_seen(most: float, top: float) -> None:
    assert CITY.forecast is not None
    wide = replace(CITY.forecast.fan, high90=tuple(most for _ in CITY.forecast.fan.high90))
    shown = replace(CITY, forecast=replace(CITY.forecast, fan=wide))
    assert over_time.draw(shown, ENGLISH, BOLOGNA).axes.get_ylim()[1] == pytest.approx(top)
