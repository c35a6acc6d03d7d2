"""How long all figures of how far the word went take, for 250,000 to 1,000,000 people."""

import time

import numpy as np

from dialogs.rules.reach.chains import chains
from dialogs.rules.reach.fit import fit
from dialogs.rules.reach.forecast import beliefs, forecast
from dialogs.rules.reach.forest import LEADER, SOURCES, UNKNOWN, Forest, Ints, forest
from dialogs.rules.reach.funnel import funnel, ways
from dialogs.rules.reach.generations import generations
from dialogs.rules.reach.informants import informants
from dialogs.rules.reach.mixing import mixing
from dialogs.rules.reach.needed import leaders_needed
from dialogs.rules.reach.offspring import active_fifth, fitted_histogram, histogram, offspring
from dialogs.rules.reach.waves import waves
from tests.bench.figures import compare

SIZES = (250_000, 500_000, 1_000_000)
LEADERS = 50


def _grown(people: int, random: np.random.Generator) -> Forest:
    """Every fiftieth begins, the others were brought by somebody of the last twentieth before them; some
    bring far more than others."""
    heart = random.gamma(0.4, 1.0, people)
    share = np.cumsum(heart)
    place = np.arange(people)
    below = share[np.maximum(place - people // 20 - 10, 0)]
    drawn = below + random.random(people) * (np.r_[0.0, share[:-1]] - below)
    parent = np.minimum(np.searchsorted(share, drawn), place - 1)
    parent = np.where(place % LEADERS == 0, -1, np.maximum(parent, 0))
    return forest(
        parent,
        np.sort(random.random(people)) * 100,
        100.0,
        kind=np.where(parent < 0, LEADER, 0),
        source=np.where(parent < 0, UNKNOWN, random.integers(0, 6, people)),
        stage=random.integers(0, 4, people),
        language=random.integers(0, 9, people),
        district=random.integers(0, 18, people),
        languages=tuple("abcdefghi"),
        districts=tuple("abcdefghijklmnopqr"),
    )


def _figures(made: Forest, assists: tuple[Ints, Ints, Ints]) -> dict[str, float]:
    """Every figure once; how many seconds each group of them took."""
    took: dict[str, float] = {}
    began = time.perf_counter()

    def lap(name: str) -> None:
        nonlocal began
        took[name] = time.perf_counter() - began
        began = time.perf_counter()

    funnel(made), ways(made), waves(made), histogram(made)
    lap("counted")
    found = fit(made)
    assert found.people is not None
    lap("R, k, delays")
    offspring(made, (found.people, found.leaders, found.things))
    active_fifth(made, found.people), fitted_histogram(found.people), generations(made, found.people)
    lap("brought")
    chains(made)
    lap("chains")
    mixing(made, "language", found.people), mixing(made, "district", found.people)
    lap("mixing")
    informants(*assists, len(SOURCES))
    lap("informants")
    random = np.random.default_rng(1)
    believed = beliefs(made, random, fitted=found)
    assert believed is not None
    assert believed.leaders is not None
    forecast(made, random, 60, believed=believed)
    for goal in (50, 122, 200):
        leaders_needed(goal, believed.people, believed.leaders)
    lap("forecast")
    return took


def bench_the_figures_of_a_million() -> None:
    head: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    for people in SIZES:
        random = np.random.default_rng(1)
        made = _grown(people, random)
        assists = (random.integers(0, people, people), random.integers(0, 7, people), np.arange(people))
        took = _figures(made, assists)
        head = ("people", *took, "all", "a million")
        total = sum(took.values())
        each = (f"{one:.2f} s" for one in took.values())
        rows.append((f"{people:,}", *each, f"{total:.2f} s", f"{total / people * 1e6:.2f} s"))
    compare("All figures of how far the word went (goal: 1 s for a million, growing linearly)", head, *rows)
