"""Decides how far the word may still go from where it is: a fan of days, and whether it dies out.

A branching process of two kinds, with delays: everybody here may still bring what is left to them, given what
they have brought and how long ago they joined; whoever they bring passes the word on as people do. Nobody new
begins. It must not know how it is drawn.
"""

from dataclasses import dataclass

import numpy as np

from dialogs.rules.reach.belief import Belief, belief
from dialogs.rules.reach.dying import lasting, still_dying
from dialogs.rules.reach.fit import FEW_EDGES, FEWEST_EDGES, FEWEST_NODES, Fit
from dialogs.rules.reach.forest import LEADER, PERSON, UNKNOWN, Floats, Forest
from dialogs.rules.reach.spread import Tally, finished, tallies

NEAR_ONE = 1.0
"""A forecast is weak when R may well be so high: when the upper end of its 90 % interval is."""
FEWEST_LEADERS = 3
MANY_UNKNOWN = 0.3
"""A forecast is weak when of so many nobody knows how they came."""
FURTHEST = 100
"""No fan goes beyond so many times the people there are (or a thousand), unless a community is given."""
_WITHIN_A_DAY = np.array([0.125, 0.375, 0.625, 0.875])


@dataclass(frozen=True, slots=True)
class Fan:
    """How many people more, counted from now: `days` ahead, and for each the median and the limits between
    which 80 % and 90 % of what may be lie."""

    days: tuple[int, ...]
    median: tuple[float, ...]
    low80: tuple[float, ...]
    high80: tuple[float, ...]
    low90: tuple[float, ...]
    high90: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What may come. `dies_out`: the probability that the word ends by itself, if nobody begins anew and the
    community has no end. `share_unknown`: of the people, those of whom nobody knows how they came; they are
    taken to have come as the others did. `most`: no more people; futures that grow beyond are cut off.
    `warnings`: of near_one, few_edges, many_unknown, recent_cut_off and capped."""

    fan: Fan
    dies_out: float
    share_unknown: float
    most: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What is known and believed of people, leaders and things, and of the links that nobody saw.

    `seen`: draws of the share of tellings whose link is known.
    """

    known: tuple[Tally, Tally, Tally]
    drawn: tuple[Belief, Belief, Belief]
    seen: Floats

    @property
    def people(self) -> Belief:
        """Of people, all tellings: also those whose link is not known."""
        return self._all(PERSON)

    @property
    def leaders(self) -> Belief | None:
        """Of leaders, all tellings; None of fewer than three, or where they brought fewer than five."""
        known = self.known[LEADER]
        is_too_little = known.total < FEWEST_LEADERS or known.edges < FEWEST_EDGES
        return None if is_too_little else self._all(LEADER)

    def _all(self, kind: int) -> Belief:
        one = self.drawn[kind]
        return Belief(one.mean / self.seen, one.dispersion, one.median_delay, one.sigma)


def lost(forest: Forest) -> tuple[int, int]:
    """Of the people who joined while edges are kept: with a link, and those who came somehow, without one
    that is known (or whose edge is gone)."""
    counted = forest.is_reached & forest.is_recent
    linked = int((counted & (forest.parent >= 0)).sum())
    gone = counted & (forest.parent < 0) & ((forest.source == UNKNOWN) | ~forest.has_edge)
    return linked, int(gone.sum())


def beliefs(
    forest: Forest, random: np.random.Generator, draws: int = 600, fitted: Fit | None = None
) -> Beliefs | None:
    """None where too little is known of people: fewer than ten, or they brought fewer than five. `fitted`: to
    the same forest, if it was; then its nodes need not be counted again."""
    known = tallies(forest) if fitted is None else fitted.known
    if known[PERSON].total < FEWEST_NODES or known[PERSON].edges < FEWEST_EDGES:
        return None
    drawn = tuple(belief(one, kind, draws, random) for kind, one in enumerate(known))
    linked, gone = lost(forest)
    seen = random.beta(linked + 0.5, gone + 0.5, draws) if gone else np.ones(draws)
    return Beliefs(known, (drawn[0], drawn[1], drawn[2]), np.maximum(seen, 0.05))


def forecast(
    forest: Forest,
    random: np.random.Generator,
    days: int = 60,
    community: int | None = None,
    believed: Beliefs | None = None,
) -> Forecast | None:
    """The fan of so many days ahead; in a community of so many people, if given, the word finds fewer and
    fewer who have not heard it. None where too little is known. The same forest and random numbers give the
    same forecast."""
    believed = believed or beliefs(forest, random)
    if believed is None:
        return None
    reached = int(forest.is_reached.sum())
    most = community if community is not None else max(1000, FURTHEST * reached)
    waiting = expected(believed, days, random)
    more = futures(believed, waiting, reached, community, most - reached, random)
    low90, low80, median, high80, high90 = np.quantile(more, [0.05, 0.1, 0.5, 0.9, 0.95], axis=0)
    rows = (median, low80, high80, low90, high90)
    fan = Fan(tuple(range(1, days + 1)), *(tuple(float(one) for one in row) for row in rows))
    linked, gone = lost(forest)
    unknown = gone / max(1, linked + gone)
    high = float(np.quantile(believed.people.mean, 0.95))
    said = {
        "near_one": high >= NEAR_ONE,
        "few_edges": believed.known[PERSON].edges < FEW_EDGES,
        "many_unknown": unknown > MANY_UNKNOWN,
        "recent_cut_off": bool(waiting[:, -1].mean() > 0.1 * reached),
        "capped": community is None and bool(more[:, -1].max() >= most - reached),
    }
    dies_out = float(np.mean(_dying(believed)))
    return Forecast(
        fan, dies_out, unknown, most - reached, tuple(name for name, is_so in said.items() if is_so)
    )


def expected(believed: Beliefs, days: int, random: np.random.Generator) -> Floats:
    """How many those who are here will yet bring, from now until the end of each day: a row a draw.

    People of one age have brought so many together; what one of them has at heart is Gamma(k + brought), so
    for all of them together Gamma(k n + brought), and it needs no look at anybody alone.
    """
    ahead = np.arange(days + 1, dtype=np.float64)
    total = np.zeros((len(believed.seen), days + 1))
    for known, one in zip(believed.known, believed.drawn, strict=True):
        if not known.total:
            continue
        shares = [
            finished(known.age[:, None] + ahead, median, sigma)
            for median, sigma in zip(one.median_delay, one.sigma, strict=True)
        ]
        for row, (mean, k, share) in enumerate(zip(one.mean, one.dispersion, shares, strict=True)):
            rate = k / mean + share[:, 0]
            heart = random.gamma(k * known.nodes + known.children) / rate
            total[row] += heart @ (share - share[:, :1])
    return total[:, 1:] / believed.seen[:, None]


def futures(
    believed: Beliefs,
    waiting: Floats,
    reached: int,
    community: int | None,
    most: int,
    random: np.random.Generator,
) -> Floats:
    """How many people more until the end of each day, a row a draw; never more than `most`."""
    one = believed.people
    days = waiting.shape[1]
    since = np.arange(days)[:, None] + _WITHIN_A_DAY
    until = finished(since[None], one.median_delay[:, None, None], one.sigma[:, None, None]).mean(axis=2)
    lag = np.diff(until, axis=1, prepend=0.0)
    today = np.diff(waiting, axis=1, prepend=0.0)
    heart = np.zeros_like(today)
    more = np.zeros(len(one))
    so_far = np.empty_like(today)

    def told(mean: Floats) -> Floats:
        free = 1.0 if community is None else np.clip(1 - (reached + more) / community, 0, 1)
        drawn = random.poisson(np.minimum(mean * free, 1e9)).astype(np.float64)
        return np.minimum(drawn, np.maximum(most - more, 0))

    for day in range(days):
        mean = today[:, day] + (heart[:, :day] * lag[:, day:0:-1]).sum(axis=1)
        new = told(mean)
        while new.any():
            more += new
            fresh = random.gamma(one.dispersion * new) * (one.mean / one.dispersion)
            heart[:, day] += fresh
            new = told(fresh * lag[:, 0])
        so_far[:, day] = more
    return so_far


def _dying(believed: Beliefs) -> Floats:
    """For each draw, the probability that everything anybody here has begun comes to an end."""
    people = believed.people
    end = lasting(people.mean, people.dispersion)
    survive = np.zeros(len(people))
    for known, one in zip(believed.known, believed.drawn, strict=True):
        if known.total:
            survive += still_dying(known, one, (1 - end) / believed.seen)
    return np.exp(survive)
