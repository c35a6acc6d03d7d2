"""Decides how many a person brings on average (R) and how unequally (k), with intervals, or that it is too
early to say.

The estimates are those of the greatest likelihood, the intervals those of its profile. It must not know of
pictures or words.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, brentq, minimize
from scipy.special import chdtri

from dialogs.rules.reach.forest import Floats, Forest
from dialogs.rules.reach.spread import (
    MEDIAN_DELAY,
    SPREAD_DELAY,
    Tally,
    finished,
    log_likelihood,
    slope,
    tallies,
)

FEWEST_NODES, FEWEST_EDGES = 10, 5
"""With less, nothing is said of a kind."""
FEW_EDGES = 30
"""With less, what is said is weak."""
ALIKE = 100.0
"""A k from here on is that of people who are all alike: a Poisson number of people each."""

R, K, MEDIAN, SIGMA = range(4)
BOUNDS = np.log([[1e-4, 50.0], [1e-2, 1e4], [0.01, 365.0], [0.2, 5.0]])
"""Of R, k, the median delay (days) and its sigma, as logarithms."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number and its interval; `high`, and `value`, may be infinite."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spread:
    """How those of one kind pass the word on.

    `mean`: R, people brought by each in the end, after the cut-off by time is undone. `dispersion`: k; below
    1 few carry the most, infinite where nothing shows that some carry more than others. `median_delay` (days)
    and `sigma`: of the lognormal delays. `finished`: the mean share of what they will bring that they have
    brought so far. `nodes`, `edges`: what it rests on.
    """

    mean: Estimate
    dispersion: Estimate
    median_delay: float
    sigma: float
    finished: float
    nodes: int
    edges: int
    known: Tally
    theta: tuple[float, ...]

    @property
    def is_alike(self) -> bool:
        """Whether nothing shows that some carry more than others."""
        return bool(np.isinf(self.dispersion.high))


@dataclass(frozen=True, slots=True)
class Fit:
    """How the word is passed on by people, by leaders, by things; None for a kind of which too little is
    known. `known`: what it rests on, of the three."""

    known: tuple[Tally, Tally, Tally]
    people: Spread | None
    leaders: Spread | None
    things: Spread | None


def fit(forest: Forest, level: float = 0.95) -> Fit:
    """Fitted to those who joined while edges are still kept; with intervals of this level."""
    known = tallies(forest)
    return Fit(known, *(spread(one, level) for one in known))


def spread(known: Tally, level: float = 0.95) -> Spread | None:
    """Fitted to nodes of one kind; None where there are fewer than ten, or they brought fewer than five."""
    if known.total < FEWEST_NODES or known.edges < FEWEST_EDGES:
        return None
    best = climbed(known, _beginning(known))
    top = float(log_likelihood(known, best)[0])
    drop = float(chdtri(1, 1 - level)) / 2
    mean = Estimate(*_numbers(best[R], *(_end(known, best, top - drop, R, way) for way in (-1, 1))))
    dispersion = Estimate(*_numbers(best[K], *(_end(known, best, top - drop, K, way) for way in (-1, 1))))
    if dispersion.value >= ALIKE:
        dispersion = Estimate(np.inf, dispersion.low, np.inf)
    median, sigma = float(np.exp(best[MEDIAN])), float(np.exp(best[SIGMA]))
    done = float(finished(known.age, median, sigma) @ known.nodes / known.total)
    nodes, edges = int(known.total), int(known.edges)
    return Spread(mean, dispersion, median, sigma, done, nodes, edges, known, tuple(best))


def _numbers(value: float, low: float, high: float) -> tuple[float, float, float]:
    return float(np.exp(value)), float(np.exp(low)), float(np.exp(high))


def _beginning(known: Tally) -> Floats:
    mean = max(known.edges, 1.0) / max(known.total, 1.0)
    return np.log([mean, 0.5, MEDIAN_DELAY, SPREAD_DELAY])


def climbed(
    known: Tally,
    begin: Floats,
    value: Callable[[Tally, Floats], Floats] = log_likelihood,
    by: Callable[[Tally, Floats], Floats] = slope,
    held: int | None = None,
) -> Floats:
    """Where the likelihood is greatest, one parameter held at its beginning if so wished."""
    free = [one for one in range(4) if one != held]

    def downhill(inner: Floats) -> tuple[float, Floats]:
        theta = begin.copy()
        theta[free] = inner
        return -float(value(known, theta)[0]), -by(known, theta)[free]

    found = minimize(downhill, begin[free], jac=True, method="TNC", bounds=Bounds(*BOUNDS[free].T))
    best = begin.copy()
    best[free] = found.x
    return best


def _end(known: Tally, best: Floats, least: float, which: int, way: int) -> float:
    """How far a parameter can go until the best that the others can do falls below `least`."""
    last = best

    def above(value: float) -> float:
        nonlocal last
        begin = last.copy()
        begin[which] = value
        last = climbed(known, begin, held=which)
        return float(log_likelihood(known, last)[0]) - least

    inside, step = float(best[which]), 0.5
    bound = float(BOUNDS[which][(way + 1) // 2])
    while True:
        outside = inside + way * step
        if way * (outside - bound) >= 0:
            outside = bound
        if above(outside) < 0:
            low, high = sorted((inside, outside))
            return float(brentq(above, low, high, xtol=0.005))
        if outside == bound:
            return way * np.inf
        inside, step = outside, step * 2
