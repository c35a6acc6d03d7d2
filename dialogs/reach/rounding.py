"""Rounds figures, so that a step of each is several people.

It must not know what they are figures of.
"""

import numpy as np

from dialogs.reach.report import Figure, Table, Together
from dialogs.rules import suppression
from dialogs.rules.reach.fit import Estimate
from dialogs.rules.reach.proportion import Proportion

NONE = Figure(None)


def table(shown: suppression.Shown) -> Table:
    """As it is shown: the cells, and those told together."""
    if not shown.cells and not shown.together:
        return Table({})
    together = (Together(shown.together, shown.sum_together),) if shown.together else ()
    cells: dict[str, int | None] = {**shown.cells, **dict.fromkeys(shown.together)}
    return Table(cells, together, sum(shown.cells.values()) + shown.sum_together)


def to(value: float, step: float) -> float:
    """To a multiple of a step; 0: as it is."""
    return round(round(value / step) * step, 4) if step else value


def rounded(value: float | None, step: float) -> Figure:
    """A number without an interval."""
    return NONE if value is None else Figure(to(value, step))


def share_of(share: Proportion, step: float = 0.0) -> Figure:
    """A share with its interval."""
    if share.share is None or share.low is None or share.high is None:
        return NONE
    return Figure(to(share.share, step), to(share.low, step), to(share.high, step))


def estimate(found: Estimate | None, step: float) -> Figure:
    """What was fitted, with its interval; an end of it that is nowhere is left out."""
    if found is None:
        return NONE
    low, value, high = (one if np.isfinite(one) else None for one in (found.low, found.value, found.high))
    return Figure(*(None if one is None else to(one, step) for one in (value, low, high)))
