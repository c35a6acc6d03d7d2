"""Says how likely the word dies out, and how large chains become: formulas of a branching process.

(Lloyd-Smith et al., Nature 438, 2005; the total progeny: Dwass, Journal of Applied Probability 6, 1969; as in
the R packages superspreading and epichains.) It must not know what R and k are made from.
"""

import numpy as np
from scipy.special import gammaln

from dialogs.rules.reach.belief import Belief
from dialogs.rules.reach.forest import Floats
from dialogs.rules.reach.spread import Tally, finished

_ROUNDS = 60


def lasting(mean: Floats | float, dispersion: Floats | float) -> Floats:
    """q, the probability that what one person begins dies out: the smallest root of
    s = (1 + R (1 - s) / k)^-k; 1 where R is not above 1."""
    mean, k = np.broadcast_arrays(np.asarray(mean, np.float64), np.asarray(dispersion, np.float64))
    low, high = np.zeros(mean.shape), np.ones(mean.shape)
    # Below q the curve lies above the diagonal, between q and 1 under it.
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        is_below = np.exp(-k * np.log1p(mean * (1 - middle) / k)) > middle
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    return np.where(mean <= 1, 1.0, low)


def still_dying(known: Tally, believed: Belief, alive: Floats) -> Floats:
    """The logarithm of the probability, for each draw, that those who are here bring nobody more whose word
    lasts; `alive` is how likely it is that it would, for one they bring."""
    done = finished(known.age, believed.median_delay[:, None], believed.sigma[:, None])
    k = believed.dispersion[:, None]
    rate = k / believed.mean[:, None] + done
    shape = k * known.nodes + known.children
    return np.asarray(-(shape * np.log1p((1 - done) * alive[:, None] / rate)).sum(axis=1))


def chain_sizes(beginners: int, mean: Floats, dispersion: Floats, most: int) -> Floats:
    """P(all chains that so many people begin have T people together), themselves counted, for T up to
    `most`: the last axis, from 0. (Dwass.)"""
    size = np.arange(beginners, most + 1, dtype=np.float64)
    k, mean = np.asarray(dispersion)[..., None], np.asarray(mean)[..., None]
    brought = size - beginners
    log = gammaln(brought + k * size) - gammaln(k * size) - gammaln(brought + 1)
    log = log - k * size * np.log1p(mean / k) + brought * (np.log(mean) - np.log(k + mean))
    chance = beginners / size * np.exp(log)
    return np.concatenate([np.zeros((*chance.shape[:-1], beginners)), chance], axis=-1)
