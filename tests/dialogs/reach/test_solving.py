"""No small cell can be worked out from all tables of a report together: a solver tries."""

from collections.abc import Mapping
from random import Random

import numpy as np
import pytest

from dialogs.reach.report import Report
from dialogs.rules import suppression
from dialogs.rules.reach.forest import LEADER, PERSON, SOURCES, THING, UNKNOWN, Forest, forest
from dialogs.rules.reach.mixing import mixing
from tests.dialogs.reach.solving import LANGUAGE, SOURCE, WAVE, Riddle
from tests.dialogs.reach.test_recovering import NOW, told

pytestmark = pytest.mark.long

LANGUAGES = ("it", "ar", "fr", "so")
CITIES = 15
SMALLEST = 5


def a_city(seed: int) -> Forest:
    """A leader, a poster, a group, and some people who tell each other, mostly in their own language."""
    chance = Random(seed)
    kind, source, parent = (
        [LEADER, THING, THING],
        [UNKNOWN, SOURCES.index("poster"), SOURCES.index("group")],
        [-1] * 3,
    )
    wave, language = [0] * 3, [chance.randrange(4), -1, -1]
    likely = [chance.random() for _ in range(4)]
    for _ in range(chance.randrange(12, 60)):
        above = chance.choice([-1, *range(3), *range(len(kind)), *range(len(kind))])
        is_person = above >= 0 and kind[above] != THING
        source.append(UNKNOWN if above < 0 else (int(kind[above] == LEADER) if is_person else source[above]))
        wave.append(0 if above < 0 else wave[above] + 1)
        same = is_person and chance.random() < 0.6
        language.append(language[above] if same else chance.choices(range(4), likely)[0])
        parent.append(above)
        kind.append(PERSON)
    days = [NOW - 9] * len(kind)
    return forest(
        parent, days, NOW, kind=kind, source=source, wave=wave, language=language, languages=LANGUAGES
    )


def solved(city: Forest) -> tuple[int, int]:
    """How many small cells a report hides, and how many of these a solver finds out."""
    report, open_ = told(city, SMALLEST), told(city, 1)
    if report.people is None:
        return 0, 0
    there = mixing(city, "language", None)
    riddle = Riddle(report, int(there.counts.sum()))
    hidden = [
        riddle.of(place, name)
        for place, small in ((SOURCE, open_.sources), (WAVE, open_.waves), (LANGUAGE, open_.languages))
        for name, count in small.cells.items()
        if count is not None and 0 < count < SMALLEST
    ]
    for which in riddle.pairs:
        rows, columns = ([there.labels.index(one) for one in _labels(report)[place]] for place in which)
        if 0 < there.counts[np.ix_(rows, columns)].sum() < SMALLEST:
            hidden.append(riddle.pair(which))
    ends = [riddle.ends(one) for one in hidden]
    return len(ends), sum(low == high for low, high in ends)


def _labels(report: Report) -> tuple[tuple[str, ...], ...]:
    assert report.pairs is not None
    return report.pairs.labels


def test_no_small_cell_can_be_worked_out_from_all_tables_together() -> None:
    hidden, found = map(sum, zip(*(solved(a_city(seed)) for seed in range(CITIES)), strict=True))
    assert hidden > CITIES
    assert found == 0


def test_if_only_the_small_cells_were_left_out_the_same_solver_finds_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def naive(counted: Mapping[str, int], smallest: int, _: object = ()) -> suppression.Shown:
        there = {name: n for name, n in counted.items() if n}
        small = tuple(sorted(name for name, n in there.items() if n < smallest))
        great = {name: n for name, n in there.items() if name not in small}
        return suppression.Shown(great, small, sum(there[name] for name in small))

    monkeypatch.setattr(suppression, "table", naive)
    assert sum(solved(a_city(seed))[1] for seed in range(CITIES)) > 5
