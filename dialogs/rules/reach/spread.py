"""Says how likely it is that people brought so many others, if each brings R on average and some far more.

Somebody who joined a days ago has brought Y ~ NB(mean R F(a), dispersion k), F the lognormal distribution of
the delays between joining and bringing; their delays d so far are spread as f(d)/F(a). Taken together, the
F(a) of the delays cancel against those of the counts, and what is left needs only sums: how many brought y,
and, for each age, how many there are and what they brought. (Lloyd-Smith et al., Nature 438, 2005; the
censoring by age as in the real-time estimates of epidemics; lognormal delays: Iribarren and Moro, Physical
Review Letters 103, 2009.) It must not know what is done with the likelihood.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, gammaln, ndtr

from dialogs.rules.reach.forest import LEADER, PERSON, THING, Bools, Floats, Forest, Ints

MINUTE = 1 / 1440
"""Days; what is younger or quicker is taken to be so old."""
WIDTH = 0.1
"""Ages are put together with those up to a tenth (of a natural logarithm) older, as their mean; next to the
likelihood of every single age this moves R and k by less than a thousandth."""

MEDIAN_DELAY, SPREAD_DELAY = 1.0, 1.3
"""Where little is known of the delays they are taken to be near these (days; sigma): tracked campaigns had a
median of about half a day and a sigma of 1.6 (Iribarren and Moro)."""
_LOOSE = np.array([1.5, 0.4])
"""How loosely: standard deviations of the logarithms."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a fit needs to know of the nodes of one kind.

    `brought`: 0, 1, 2…; `nodes_by_brought`: how many brought so many. `age`: days; `nodes`, `children`: how
    many are about so old, and what they have brought. `delays`: how many delays there are, the sum of their
    logarithms (of days), and of the squares of these.
    """

    brought: Floats
    nodes_by_brought: Floats
    age: Floats
    nodes: Floats
    children: Floats
    delays: tuple[float, float, float]

    @property
    def total(self) -> float:
        """How many nodes there are."""
        return float(self.nodes.sum())

    @property
    def edges(self) -> float:
        """How many these have brought."""
        return float(self.children.sum())


def brought(forest: Forest, among: Bools | None = None) -> Ints:
    """How many each node has brought; of these only, if given."""
    counted = forest.parent >= 0 if among is None else (forest.parent >= 0) & among
    return np.bincount(forest.parent[counted], minlength=len(forest))


def delays(forest: Forest) -> Floats:
    """Days between a node's joining and its parent's, for each that has its edge; in the order of nodes."""
    child = np.flatnonzero(forest.parent >= 0)
    return np.maximum(forest.at[child] - forest.at[forest.parent[child]], MINUTE)


def tallies(forest: Forest) -> tuple[Tally, Tally, Tally]:
    """What is known of the people, leaders and things that joined while edges are still kept."""
    count = brought(forest)
    is_counted = forest.is_recent & (forest.at < forest.now)
    child = np.flatnonzero(forest.parent >= 0)
    teller = forest.parent[child]
    days = np.maximum(forest.at[child] - forest.at[teller], MINUTE)
    told_by = np.where(is_counted, forest.kind, -1)[teller]
    people, leaders, things = (
        _tally(
            count[mask := is_counted & (forest.kind == kind)],
            np.maximum(forest.now - forest.at[mask], MINUTE),
            np.log(days[told_by == kind]),
        )
        for kind in (PERSON, LEADER, THING)
    )
    return people, leaders, things


def _tally(count: Ints, age: Floats, logs: Floats) -> Tally:
    bins = np.floor((np.log(age) - np.log(MINUTE)) / WIDTH).astype(np.int64)
    nodes = np.bincount(bins)
    there = np.flatnonzero(nodes)
    by_brought = np.bincount(count)
    values = np.flatnonzero(by_brought)
    return Tally(
        brought=values.astype(np.float64),
        nodes_by_brought=by_brought[values].astype(np.float64),
        age=np.bincount(bins, weights=age)[there] / nodes[there],
        nodes=nodes[there].astype(np.float64),
        children=np.bincount(bins, weights=count)[there].astype(np.float64),
        delays=(float(len(logs)), float(logs.sum()), float(logs @ logs)),
    )


def finished(days: Floats, median: Floats | float, sigma: Floats | float) -> Floats:
    """F: the share of what somebody will ever bring that they have brought after so many days."""
    return np.asarray(ndtr(np.log(np.maximum(days, 1e-9) / median) / sigma))


def log_likelihood(known: Tally, theta: Floats) -> Floats:
    """Of each row of (log R, log k, log median delay, log sigma), with the loose word on delays."""
    at = np.atleast_2d(theta)
    mean, k = np.exp(at[:, 0, None]), np.exp(at[:, 1, None])
    place, sigma = at[:, 2, None], np.exp(at[:, 3, None])
    share = ndtr((np.log(known.age) - place) / sigma)
    passed = (gammaln(known.brought + k) - gammaln(k)) @ known.nodes_by_brought
    exposed = (k * known.nodes + known.children) * np.log1p(mean * share / k)
    counts = passed - exposed.sum(axis=1) + known.edges * (at[:, 0] - at[:, 1])
    number, total, squares = known.delays
    off = squares - 2 * place[:, 0] * total + number * place[:, 0] ** 2
    times = -number * at[:, 3] - off / (2 * sigma[:, 0] ** 2)
    return np.asarray(counts + times - 0.5 * (_loosely(at) ** 2).sum(axis=1))


def _loosely(at: Floats) -> Floats:
    return np.asarray((at[:, 2:] - np.log([MEDIAN_DELAY, SPREAD_DELAY])) / _LOOSE)


def slope(known: Tally, theta: Floats) -> Floats:
    """The derivative of the log-likelihood, of one row."""
    mean, k, sigma = np.exp(theta[0]), np.exp(theta[1]), np.exp(theta[3])
    z = (np.log(known.age) - theta[2]) / sigma
    share = ndtr(z)
    weight = (k * known.nodes + known.children) / (k + mean * share)
    by_share = -weight * mean * np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi)
    by_k = (digamma(known.brought + k) - digamma(k)) @ known.nodes_by_brought
    by_k += (weight * mean * share / k - known.nodes * np.log1p(mean * share / k)).sum() - known.edges / k
    number, total, squares = known.delays
    off = squares - 2 * theta[2] * total + number * theta[2] ** 2
    loose = _loosely(theta[None, :])[0] / _LOOSE
    return np.array(
        [
            known.edges - (weight * mean * share).sum(),
            k * by_k,
            -(by_share.sum() / sigma) + (total - number * theta[2]) / sigma**2 - loose[0],
            -(by_share @ z) - number + off / sigma**2 - loose[1],
        ]
    )
