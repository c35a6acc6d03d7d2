"""Counts how many tellings away from a beginning people are.

It must not know who told them.
"""

from dataclasses import dataclass

import numpy as np

from dialogs.rules.reach.forest import Forest


@dataclass(frozen=True, slots=True)
class Waves:
    """`counts`: people by wave, from 0 (nobody is known to have told them). `mean`: of those who were told,
    None if nobody was; `furthest`: the highest wave that anybody is in."""

    counts: tuple[int, ...]
    mean: float | None
    furthest: int


def waves(forest: Forest) -> Waves:
    """Of everybody who was reached, as it was noted: also where the edge is gone."""
    counts = np.bincount(forest.wave[forest.is_reached])
    told = counts[1:].sum()
    mean = float(counts @ np.arange(len(counts)) / told) if told else None
    return Waves(tuple(int(count) for count in counts), mean, max(0, len(counts) - 1))
