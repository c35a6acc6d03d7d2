"""The figures beside a table tell no more than the table: people could as well be others than they are."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from dialogs.reach.reading import told as told_of
from dialogs.reach.report import Report
from dialogs.reach.sight import Sight
from dialogs.rules.reach.forest import SOURCES, Forest, forest
from dialogs.rules.reach.mixing import homophily

UNTIL = datetime(2026, 3, 2, tzinfo=UTC)
NOW = UNTIL.timestamp() / 86400
HIDDEN_WAVES = ((7, 21, 9, 1), (7, 21, 8, 2))
"""In waves 0 to 3; the mean wave, rounded to five people, is not that of the other."""
HIDDEN_SOURCES = (
    {"friend": 10, "leader": 2, "group": 3, "poster": 4, "unknown": 16},
    {"friend": 10, "leader": 4, "group": 3, "poster": 2, "unknown": 16},
)
HIDDEN_PAIRS = ((15, 1, 0, 4), (15, 0, 1, 4))
"""Tellings in and between two languages."""


def of_waves(counts: tuple[int, ...]) -> Forest:
    wave = [number for number, n in enumerate(counts) for _ in range(n)]
    source = [SOURCES.index("friend" if number else "unknown") for number in wave]
    return forest([-1] * len(wave), [NOW - 9] * len(wave), NOW, source=source, wave=wave)


def of_sources(counts: dict[str, int]) -> Forest:
    source = [SOURCES.index(name) for name, n in counts.items() for _ in range(n)]
    return forest([-1] * len(source), [NOW - 9] * len(source), NOW, source=source)


def of_pairs(counts: tuple[int, ...]) -> Forest:
    """Six of each language to begin with; the first of each told the others."""
    parent = [-1] * 12 + [6 * (cell // 2) for cell, n in enumerate(counts) for _ in range(n)]
    language = [0] * 6 + [1] * 6 + [cell % 2 for cell, n in enumerate(counts) for _ in range(n)]
    days = [NOW - 9] * len(parent)
    return forest(parent, days, NOW, language=language, languages=("it", "ar"))


def told(whole: Forest, smallest: int = 5) -> Report:
    return told_of(sight_of(whole, smallest), None, None)


def sight_of(whole: Forest, smallest: int) -> Sight:
    """A whole city, of which no arrivals and no answers are kept."""
    empty: Any = np.empty(0, np.int64)
    names = ("person", "source", "at_s")
    way: Any = SimpleNamespace(
        people=SimpleNamespace(said=empty, number=empty, came_s=empty),
        arrivals=SimpleNamespace(**dict.fromkeys(names, empty)),
        opened=0,
        posted=0,
    )
    city: Any = SimpleNamespace(name="Udine", zone=ZoneInfo("Europe/Rome"))
    return Sight(whole, way, city, None, UNTIL, smallest)


@pytest.mark.parametrize(("one", "other"), [tuple(map(of_waves, HIDDEN_WAVES))])
def test_beside_waves_told_together_the_mean_is_not_told(one: Forest, other: Forest) -> None:
    assert told(one).waves == told(other).waves
    assert told(one).waves.together
    assert told(one).spread == told(other).spread
    assert told(one, 1).spread.mean_wave != told(other, 1).spread.mean_wave


def test_where_no_wave_can_be_told_the_mean_is_not_told_either() -> None:
    report = told(of_waves((6, 1, 1)))
    assert report.people == 8
    assert report.waves.cells == {}
    assert report.spread.mean_wave.value is None


@pytest.mark.parametrize(("one", "other"), [tuple(map(of_sources, HIDDEN_SOURCES))])
def test_beside_sources_told_together_the_share_of_people_is_not_told(one: Forest, other: Forest) -> None:
    assert told(one).sources == told(other).sources
    assert told(one).sources.together[0].names == ("group", "leader", "poster")
    assert told(one).spread == told(other).spread
    assert told(one, 1).spread.word_of_mouth != told(other, 1).spread.word_of_mouth


def test_where_only_things_are_told_together_the_share_of_people_is_told() -> None:
    report = told(of_sources({"friend": 20, "group": 3, "poster": 4, "unknown": 5}))
    assert report.sources.together[0].names == ("group", "poster")
    share = report.spread.word_of_mouth.value
    assert share == pytest.approx(20 / 27, abs=5 / 27 / 2)


@pytest.mark.parametrize(("one", "other"), [tuple(map(of_pairs, HIDDEN_PAIRS))])
def test_beside_rounded_pairs_homophily_is_that_of_the_rounded_ones(one: Forest, other: Forest) -> None:
    assert told(one).pairs == told(other).pairs
    pairs = told(one).pairs
    assert pairs is not None
    assert pairs.at_least == ((15, 0), (0, 0))
    assert pairs.bridging.value is None
    assert told(one, 1).pairs != told(other, 1).pairs


def test_where_one_language_only_tells_another_there_is_a_report() -> None:
    assert homophily(np.array([[0, 7], [0, 0]])) is None
    pairs = told(of_pairs((0, 12, 0, 0))).pairs
    assert pairs is not None
    assert pairs.at_least == ((0, 10), (0, 0))
    assert pairs.homophily.value is None
