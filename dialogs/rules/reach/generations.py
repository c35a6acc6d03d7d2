"""Says how long it takes from being told to telling.

Long delays have had less time to be seen than short ones, so what is counted is too short; the fitted
quartiles undo that. It must not know who told whom.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from dialogs.rules.reach.fit import Spread
from dialogs.rules.reach.forest import PERSON, Floats, Forest
from dialogs.rules.reach.spread import delays

_QUARTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Generations:
    """Days between a person's coming and that of those they brought: lower quartile, median, upper quartile,
    as counted and as fitted. `finished`: the share of what people here will bring that is here, so the
    cut-off. `edges`: how many tellings were counted."""

    edges: int
    counted: tuple[float, float, float] | None
    fitted: tuple[float, float, float] | None
    finished: float | None


def generations(forest: Forest, spread: Spread | None) -> Generations:
    """Of those whom people brought; leaders and things apart, for they begin when they are asked to."""
    child = np.flatnonzero(forest.parent >= 0)
    told = forest.kind[forest.parent[child]] == PERSON
    days = delays(forest)[told]
    counted = _three(np.quantile(days, _QUARTILES)) if len(days) else None
    if spread is None:
        return Generations(len(days), counted, None, None)
    fitted = _three(spread.median_delay * np.exp(spread.sigma * ndtri(_QUARTILES)))
    return Generations(len(days), counted, fitted, spread.finished)


def _three(days: Floats) -> tuple[float, float, float]:
    return float(days[0]), float(days[1]), float(days[2])
