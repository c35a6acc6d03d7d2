"""Holds what a report looks at: a forest, and what is known beside it, for which days and which people.

It must not know which figures are made of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogs.city import City
from dialogs.reach.growing import DAY_S
from dialogs.rules.reach.forest import THING, Bools, Forest, Ints
from storage.columns import EPOCH_S
from storage.way import Way


def days(moment: datetime) -> float:
    """Days since the epoch."""
    return moment.timestamp() / DAY_S


@dataclass(frozen=True)
class Sight:
    """Who is looked at. `since`: None is from the beginning; `language`, `district`: None is everybody's.

    `smallest`: no figure tells of fewer people, but for none at all.
    """

    forest: Forest
    way: Way
    city: City
    since: datetime | None
    until: datetime
    smallest: int
    language: str | None = None
    district: str | None = None

    @cached_property
    def reached(self) -> Bools:
        """Which nodes are people who were reached."""
        return self.forest.is_reached

    @cached_property
    def people(self) -> int:
        """How many were reached."""
        return int(self.reached.sum())

    @property
    def is_whole(self) -> bool:
        """Whether nobody is left out: of any language and district, from the beginning."""
        return self.since is None and self.language is None and self.district is None

    def step(self, people: int) -> float:
        """A figure of so many people is told in steps of `smallest` of them."""
        return 0.0 if self.smallest == 1 else max(0.01, self.smallest / max(1, people))

    def coarse(self, step: float, people: int | None = None) -> float:
        """A step that is at least so great, unless everything may be told."""
        return 0.0 if self.smallest == 1 else max(step, self.step(people) if people else 0.0)

    def hides_nobody(self, counts: Iterable[int]) -> bool:
        """Whether none of these counts is small."""
        return all(n == 0 or n >= self.smallest for n in counts)

    def of_them(self, numbers: Ints, at_s: Ints) -> Bools:
        """Which rows are of people who are looked at, and of its days; `at_s`: seconds from 2020 on."""
        people = self.way.people
        asked = np.ones(len(people.number), bool)
        if self.language is not None:
            asked &= people.language == self.city.languages.index(self.language)
        if self.district is not None:
            asked &= people.district == self.city.districts.index(self.district)
        is_late = True if self.since is None else at_s >= self.since.timestamp() - EPOCH_S
        return np.isin(numbers, people.number[asked]) & is_late if not self.is_whole else at_s >= -1


def selected(
    forest: Forest, city: City, since: datetime | None, language: str | None, district: str | None
) -> Forest:
    """The people of some days, a language, a district, and all things that are nobody's.

    Raises ValueError for a language or a district that the city has not.
    """
    there = np.ones(len(forest), bool)
    if since is not None:
        there &= forest.at >= days(since)
    for asked, known, of, noun in (
        (language, city.languages, forest.language, "language"),
        (district, city.districts, forest.district, "district"),
    ):
        if asked is not None:
            if asked not in known:
                raise ValueError(f"there is no {noun} {asked}; there are {', '.join(known)}")
            there &= of == known.index(asked)
    return forest.selected(there | (forest.kind == THING))


def full_groups(at: NDArray[Any], smallest: int) -> Bools:
    """Which of those who came at these moments make up full groups of `smallest`, the first first: whoever
    came after waits, so that two looks never differ by fewer people."""
    counted = np.zeros(len(at), bool)
    counted[np.argsort(at, kind="stable")[: len(at) // smallest * smallest]] = True
    return counted


def in_full_groups(forest: Forest, smallest: int) -> Forest:
    """Without those reached who wait for others to come."""
    reached = np.flatnonzero(forest.is_reached)
    there = np.ones(len(forest), bool)
    there[reached] = full_groups(forest.counted[reached], smallest)
    return forest.selected(there)
