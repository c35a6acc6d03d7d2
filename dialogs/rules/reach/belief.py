"""Says what R, k and the delays may be, as draws: a forecast is averaged over them, never made of one guess.

The draws are those of the likelihood, with loose words beforehand that matter only where little is known, by
importance sampling from a t-distribution around the peak. It must not know what is forecast.
"""

from dataclasses import dataclass

import numpy as np

from dialogs.rules.reach.fit import BOUNDS, climbed
from dialogs.rules.reach.forest import LEADER, Floats
from dialogs.rules.reach.spread import MEDIAN_DELAY, SPREAD_DELAY, Tally, log_likelihood, slope

_BEFORE = {LEADER: (2.0, 1.2, 1.0, 1.2)}
_BEFORE_OTHERS = (0.5, 1.0, 0.5, 1.2)
"""The median R and k beforehand, and how loosely (standard deviation of the logarithm): leaders some, others
below one; a few carry more than the rest, as with most that spreads."""
_CANDIDATES, _ROUNDS, _FREEDOM = 2000, 3, 6
_STEP = 1e-4


@dataclass(frozen=True, slots=True)
class Belief:
    """Draws of R (`mean`), k (`dispersion`), the median delay (days) and its sigma: arrays of one length."""

    mean: Floats
    dispersion: Floats
    median_delay: Floats
    sigma: Floats

    def __len__(self) -> int:
        return len(self.mean)


def belief(known: Tally, kind: int, draws: int, random: np.random.Generator) -> Belief:
    """So many draws of what is believed of a kind after what is known."""
    mean, mean_loose, dispersion, dispersion_loose = _BEFORE.get(kind, _BEFORE_OTHERS)
    centre, loose = np.log([mean, dispersion]), np.array([mean_loose, dispersion_loose])

    def value(known: Tally, theta: Floats) -> Floats:
        at = np.atleast_2d(theta)
        before = (((at[:, :2] - centre) / loose) ** 2).sum(axis=1) / 2
        is_possible = ((at >= BOUNDS[:, 0]) & (at <= BOUNDS[:, 1])).all(axis=1)
        inside = np.clip(at, BOUNDS[:, 0], BOUNDS[:, 1])
        return np.where(is_possible, log_likelihood(known, inside) - before, -np.inf)

    def by(known: Tally, theta: Floats) -> Floats:
        before = np.append((theta[:2] - centre) / loose**2, (0.0, 0.0))
        return np.asarray(slope(known, theta) - before)

    begin = np.log([mean, dispersion, MEDIAN_DELAY, SPREAD_DELAY])
    peak = climbed(known, begin, value, by)
    bend = np.array([(by(known, peak - e) - by(known, peak + e)) / (2 * _STEP) for e in _STEP * np.eye(4)])
    spread = _inverse((bend + bend.T) / 2)
    theta, weight = peak[None, :], np.ones(1)
    for _ in range(_ROUNDS):
        root = np.linalg.cholesky(spread)
        normal = random.standard_normal((_CANDIDATES, 4))
        tail = np.sqrt(random.chisquare(_FREEDOM, _CANDIDATES) / _FREEDOM)[:, None]
        steps = normal / tail
        theta = peak + steps @ root.T
        proposed = -(_FREEDOM + 4) / 2 * np.log1p((steps**2).sum(axis=1) / _FREEDOM)
        log_weight = value(known, theta) - proposed
        weight = np.exp(log_weight - log_weight.max())
        weight /= weight.sum()
        peak = weight @ theta
        spread = (theta - peak).T @ ((theta - peak) * weight[:, None]) + 1e-6 * np.eye(4)
    marks = (np.arange(draws) + random.random()) / draws
    chosen = random.permutation(np.minimum(np.searchsorted(np.cumsum(weight), marks), _CANDIDATES - 1))
    return Belief(*np.exp(theta[chosen]).T)


def _inverse(bend: Floats) -> Floats:
    """The covariance that a curvature means, however flat or bent the wrong way it is."""
    values, vectors = np.linalg.eigh(bend)
    return np.asarray((vectors / np.maximum(values, 0.2)) @ vectors.T)
