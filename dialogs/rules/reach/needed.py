"""Decides how many leaders must hear it first, so that the word reaches so many people.

It must not know who they are.
"""

import numpy as np
from numpy.typing import NDArray

from dialogs.rules.reach.belief import Belief
from dialogs.rules.reach.dying import chain_sizes
from dialogs.rules.reach.forest import Floats

MOST_LEADERS = 10_000
_POINTS = 150_000
"""So many numbers are worked with at a time: where many people are asked for, fewer draws, even over R."""
_SLIGHT = 1e-12
Complexes = NDArray[np.complex128]


def leaders_needed(people: int, of_people: Belief, of_leaders: Belief, chance: float = 0.8) -> int | None:
    """The least number of leaders with whom at least so many people have heard it in the end, the leaders
    among them, with this probability, averaged over what is believed; None where ten thousand are not enough.
    """
    chains = _chains(people, of_people, of_leaders)
    enough = 1
    while _reaching(people, enough, *chains) < chance:
        enough *= 2
        if enough > MOST_LEADERS:
            return None
    low = enough // 2
    while enough - low > 1:
        middle = (low + enough) // 2
        if _reaching(people, middle, *chains) < chance:
            low = middle
        else:
            enough = middle
    return enough


def _chains(people: int, of_people: Belief, of_leaders: Belief) -> tuple[Complexes, Floats]:
    """For each draw, the logarithm of the generating function of those that one leader reaches, around a
    circle, and how far inside 1 the circle lies, as powers: what is left out of the series stays small."""
    points = 1 << int(np.ceil(np.log2(4 * max(people, 4))))
    wanted = min(len(of_people), max(50, _POINTS // points))
    evenly = np.linspace(0, len(of_people) - 1, wanted).astype(int)
    some = np.argsort(of_people.mean, kind="stable")[evenly]
    shrink = _SLIGHT ** (np.arange(people) / points)
    begun = chain_sizes(1, of_people.mean[some], of_people.dispersion[some], people - 1) * shrink
    k = of_leaders.dispersion[some, None]
    one = np.log(1 + of_leaders.mean[some, None] / k * (1 - np.fft.fft(begun, points)))
    return np.asarray(-k * one, np.complex128), shrink


def _reaching(people: int, leaders: int, one: Complexes, shrink: Floats) -> float:
    """The probability that at least so many have heard it in the end if so many leaders hear it first."""
    others = people - leaders
    if others <= 0:
        return 1.0
    fewer = np.fft.ifft(np.exp(leaders * one)).real[:, :others] / shrink[:others]
    return float(1 - np.clip(fewer.sum(axis=1), 0, 1).mean())
