"""Compares, for one grown forest, what the report says with what was true."""

from dataclasses import dataclass

import numpy as np

from dialogs.rules.reach.belief import Belief
from dialogs.rules.reach.fit import Spread, spread
from dialogs.rules.reach.forecast import Beliefs, Fan, beliefs, forecast
from dialogs.rules.reach.forest import PERSON, Ints
from dialogs.rules.reach.spread import tallies
from tests.calibrate.growing import World, grown

WEEK = 7


@dataclass(frozen=True, slots=True)
class Said:
    """Whether the truth lay where a forecast said: after a week, and on the last day."""

    week80: bool
    week90: bool
    last80: bool
    last90: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """`mean`, `dispersion`: R and k as fitted, next to the true ones, and whether their 95 % intervals hold
    these. `naive_mean`: R as counted, next to the true one. `said`: the forecast; `plugged`: one that takes
    the fit for the truth; `naive`: one that takes what is counted for it."""

    people: int
    mean: float
    dispersion: float
    has_mean: bool
    has_dispersion: bool
    naive_mean: float
    said: Said
    plugged: Said
    naive: Said
    is_near_one: bool


def trial(world: World, seed: tuple[int, ...], draws: int) -> Trial | None:
    """One forest of this world, told with so many draws; None where the report would say that too little is
    known."""
    random = np.random.default_rng(seed)
    made = grown(world, random)
    fitted = spread(tallies(made.seen)[PERSON])
    believed = beliefs(made.seen, random, draws)
    if fitted is None or believed is None:
        return None
    told = forecast(made.seen, random, world.ahead, believed=believed)
    assert told is not None
    counted = fitted.edges / fitted.nodes
    true_mean = world.mean * (1 - world.lost)
    others = []
    for plain in (fitted.mean.value, counted):
        sure = _sure(believed, fitted, plain)
        other = forecast(made.seen, random, world.ahead, believed=sure)
        assert other is not None
        others.append(_said(other.fan, made.came))
    mean, k = fitted.mean, fitted.dispersion
    return Trial(
        people=len(made.seen),
        mean=mean.value / true_mean,
        dispersion=k.value / world.dispersion,
        has_mean=mean.low <= true_mean <= mean.high,
        has_dispersion=k.low <= world.dispersion <= k.high,
        naive_mean=counted / true_mean,
        said=_said(told.fan, made.came),
        plugged=others[0],
        naive=others[1],
        is_near_one="near_one" in told.warnings,
    )


def _sure(believed: Beliefs, fitted: Spread, mean: float) -> Beliefs:
    """As if the fit were the truth, with this R; links that nobody saw are forgotten."""
    draws = len(believed.seen)
    values = (mean, min(fitted.dispersion.value, 1e4), fitted.median_delay, fitted.sigma)
    people = Belief(*(np.full(draws, value) for value in values))
    return Beliefs(believed.known, (people, *believed.drawn[1:]), np.ones(draws))


def _said(fan: Fan, came: Ints) -> Said:
    def holds(low: tuple[float, ...], high: tuple[float, ...], day: int) -> bool:
        return bool(low[day - 1] <= came[day - 1] <= high[day - 1])

    last = len(fan.days)
    return Said(
        holds(fan.low80, fan.high80, WEEK),
        holds(fan.low90, fan.high90, WEEK),
        holds(fan.low80, fan.high80, last),
        holds(fan.low90, fan.high90, last),
    )
