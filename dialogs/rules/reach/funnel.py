"""Counts how far people went: heard, started, signed up, attended; and through what they came.

It must not know which counts may be shown.
"""

from dataclasses import dataclass

import numpy as np

from dialogs.rules.reach.forest import ATTENDED, BY_PERSON, HEARD, SOURCES, UNKNOWN, Forest
from dialogs.rules.reach.proportion import Proportion, proportion

STEPS = ("heard", "started", "signed_up", "attended")


@dataclass(frozen=True, slots=True)
class Step:
    """How many went at least so far, as a share of the step before and of all who heard."""

    name: str
    count: int
    of_before: Proportion
    of_heard: Proportion


def funnel(forest: Forest, heard: int = 0, level: float = 0.95) -> tuple[Step, ...]:
    """The four steps. `heard`: how many people opened a link, agreed or not; if it is less than those who are
    known, these count."""
    stage = forest.stage[forest.is_reached]
    counts = [int((stage >= step).sum()) for step in range(HEARD, ATTENDED + 1)]
    counts[HEARD] = max(heard, counts[HEARD])
    before = [counts[HEARD], *counts[:-1]]
    return tuple(
        Step(name, count, proportion(count, last, level), proportion(count, counts[HEARD], level))
        for name, count, last in zip(STEPS, counts, before, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Ways:
    """Through what people first came: `counts` by source, the unknown among them. `word_of_mouth`: those who
    came through a person (a friend, a leader, a coordinator), of all of whom it is known."""

    counts: dict[str, int]
    unknown: int
    word_of_mouth: Proportion


def ways(forest: Forest, level: float = 0.95) -> Ways:
    """Of everybody who was reached."""
    found = np.bincount(forest.source[forest.is_reached], minlength=len(SOURCES))
    told = int(found[list(BY_PERSON)].sum())
    known = int(found.sum() - found[UNKNOWN])
    counts = {source: int(count) for source, count in zip(SOURCES, found, strict=True)}
    return Ways(counts, int(found[UNKNOWN]), proportion(told, known, level))
