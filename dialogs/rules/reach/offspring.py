"""Counts how many others people have brought, beginners apart from the rest, and how unequally.

Over everybody, beginners among them, the mean is 1 - S/n for S beginners among n, whatever happens: it is an
identity and no sign of fading. And who came lately has not finished telling others. So the mean of people is
told apart from that of leaders and things, and beside it what they will have brought in the end. It must not
know how any of it is shown.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from dialogs.rules.reach.fit import ALIKE, Spread
from dialogs.rules.reach.forest import ATTENDED, HEARD, LEADER, PERSON, THING, Bools, Floats, Forest
from dialogs.rules.reach.spread import MINUTE, brought, finished

_MOST = 400


@dataclass(frozen=True, slots=True)
class Brought:
    """What those of one kind have brought, who joined while edges are kept. `nodes`: how many they are;
    `children`: those they brought that reached the stage; `mean` of these, as counted; `in_the_end`: R, once
    everybody here has told whom they will, where the delays are known."""

    nodes: int
    children: int
    mean: float | None
    in_the_end: float | None


@dataclass(frozen=True, slots=True)
class Offspring:
    """By stage of those who were brought, heard to attended: people, leaders, things. `over_everybody`: the
    mean over all nodes, which is `identity`, 1 - S/n."""

    people: tuple[Brought, ...]
    leaders: tuple[Brought, ...]
    things: tuple[Brought, ...]
    over_everybody: float | None
    identity: float | None


def offspring(forest: Forest, spreads: tuple[Spread | None, Spread | None, Spread | None]) -> Offspring:
    """Of a forest; `spreads`: what was fitted to people, leaders and things."""
    stages = range(HEARD, ATTENDED + 1)
    counts = [brought(forest, forest.stage >= stage) for stage in stages]
    rows: list[tuple[Brought, ...]] = []
    for kind, spread in zip((PERSON, LEADER, THING), spreads, strict=True):
        mask = (forest.kind == kind) & forest.is_recent
        rows.append(tuple(_brought(int(mask.sum()), int(count[mask].sum()), spread) for count in counts))
    whole = len(forest)
    seeds = int((forest.parent < 0).sum())
    mean = float(counts[HEARD].sum() / whole) if whole else None
    return Offspring(rows[PERSON], rows[LEADER], rows[THING], mean, 1 - seeds / whole if whole else None)


def _brought(nodes: int, children: int, spread: Spread | None) -> Brought:
    mean = children / nodes if nodes else None
    end = None if mean is None or spread is None else mean / max(spread.finished, 1e-3)
    return Brought(nodes, children, mean, end)


def exposure(forest: Forest, spread: Spread | None) -> Floats:
    """For each node, the share of what it will bring that it has brought so far; 1 where delays are not
    known."""
    if spread is None:
        return np.ones(len(forest))
    days = np.maximum(forest.now - forest.at, MINUTE)
    return finished(days, spread.median_delay, spread.sigma)


def histogram(forest: Forest, most: int = 5) -> tuple[int, ...]:
    """How many people (no leaders, no things) brought 0, 1, … and `most` or more so far."""
    mask = (forest.kind == PERSON) & forest.is_recent
    counts = np.bincount(np.minimum(brought(forest)[mask], most), minlength=most + 1)
    return tuple(int(count) for count in counts)


def fitted_histogram(spread: Spread, most: int = 5) -> tuple[float, ...]:
    """Of the same people, what the fitted curve expects: shares, given how long each has been here."""
    known = spread.known
    share = finished(known.age, spread.median_delay, spread.sigma)
    chance = negative_binomial(spread.mean.value * share, spread.dispersion.value, most - 1)
    mean = known.nodes @ chance / known.total
    return (*(float(one) for one in mean), max(0.0, 1 - float(mean.sum())))


def negative_binomial(mean: Floats | float, dispersion: float, most: int) -> Floats:
    """P(Y = 0, 1, … `most`), the last axis, for a mean and dispersion; Poisson where that is infinite."""
    k = min(dispersion, 100 * ALIKE)
    y, mean = np.arange(most + 1), np.maximum(np.asarray(mean)[..., None], 1e-12)
    log = (
        gammaln(y + k) - gammaln(k) - gammaln(y + 1) - k * np.log1p(mean / k) + y * np.log(mean / (k + mean))
    )
    return np.asarray(np.exp(log))


@dataclass(frozen=True, slots=True)
class ActiveFifth:
    """The share of all that people brought that the most active fifth of them did: as counted; as the fitted
    R and k have it in the end; and if all were alike, which is what to compare it with."""

    counted: float | None
    fitted: float | None
    if_alike: float | None


def active_fifth(forest: Forest, spread: Spread | None, part: float = 0.2) -> ActiveFifth:
    """Of people, leaders and things apart. Who brought as many as others shares the place with them."""
    mask: Bools = (forest.kind == PERSON) & forest.is_recent
    counts = np.bincount(brought(forest)[mask])
    counted = _top(counts.astype(np.float64), part)
    if spread is None:
        return ActiveFifth(counted, None, None)
    fitted = _top(negative_binomial(spread.mean.value, spread.dispersion.value, _MOST), part)
    return ActiveFifth(counted, fitted, _top(negative_binomial(spread.mean.value, np.inf, _MOST), part))


def _top(nodes: Floats, part: float) -> float | None:
    """The share brought by the most active `part`, of so many nodes that brought 0, 1, 2…"""
    brought_by = nodes * np.arange(len(nodes))
    if not brought_by.sum():
        return None
    left = part * nodes.sum() - (np.cumsum(nodes[::-1])[::-1] - nodes)
    taken = np.clip(left, 0, nodes) * np.arange(len(nodes))
    return float(taken.sum() / brought_by.sum())
