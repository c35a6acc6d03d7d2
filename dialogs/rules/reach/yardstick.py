"""Holds the pilot beside every total: 122 people, 65 and 57 of them, in 12 labs with 33 stakeholders.

It must not know which city it is held beside.
"""

from dataclasses import dataclass

from dialogs.rules.reach.proportion import Proportion, proportion

PEOPLE, HALVES, LABS, STAKEHOLDERS = 122, (65, 57), 12, 33
"""What the pilot taught stands in docs/pilot.md."""


@dataclass(frozen=True, slots=True)
class Beside:
    """`total` next to `pilot`: so many times as many, and between which it lies if both are counts that could
    as well have come out a little otherwise."""

    total: int
    pilot: int
    times: float
    low: float
    high: float


def halves(level: float = 0.95) -> Proportion:
    """The greater part of the pilot's people: 65 of 122."""
    return proportion(HALVES[0], PEOPLE, level)


def beside(total: int, pilot: int = PEOPLE, level: float = 0.95) -> Beside:
    """A count next to the pilot's; Wilson's interval of its share of both gives that of the ratio."""
    share = proportion(total, total + pilot, level)
    low, high = share.low or 0.0, share.high or 0.0
    return Beside(total, pilot, total / pilot, low / (1 - low), high / (1 - high))
