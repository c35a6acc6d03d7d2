"""Solves for what a report hides: all its tables together, as whole numbers with what is known of their sums.

Whoever tries knows every table and how shares were rounded; that cells told together are not 0; that of whom
nobody knows who told them, the wave is 0; and, as R tells it, about how many tellings there were in all.
"""

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from dialogs.reach.report import Report, Table
from dialogs.reach.rounding import share_of
from dialogs.rules.reach.forest import BY_PERSON, SOURCES
from dialogs.rules.reach.proportion import proportion

Sum = NDArray[np.float64]
"""The weights of a sum of unknown numbers."""
SOURCE, WAVE, LANGUAGE = 0, 1, 2
TOLD = {SOURCES[one] for one in BY_PERSON}


class Riddle:
    """A report as a riddle. `tellings`: how many there were between people of known languages."""

    def __init__(self, report: Report, tellings: int) -> None:
        self.report = report
        tables = (report.sources, report.waves, report.languages)
        names: list[Iterable[str]] = [SOURCES, map(str, range(9)), (*report.languages.cells, "?")]
        self.cells = [
            cell
            for cell in product(
                *(list(table.cells) or list(all_) for table, all_ in zip(tables, names, strict=True))
            )
            if (cell[SOURCE] == "unknown") == (cell[WAVE] == "0")
        ]
        groups = range(len(report.pairs.labels)) if report.pairs else range(0)
        self.pairs = list(product(groups, groups))
        self.known: list[tuple[Sum, float, float]] = []
        self._knows(self.people(lambda _: True), report.people or 0)
        for place, table in enumerate(tables):
            self._knows_table(place, table)
        self._knows_share()
        self._knows_pairs(tellings)

    def people(self, fits: Callable[[tuple[str, ...]], bool]) -> Sum:
        """How many people there are of cells that fit."""
        return np.array([*map(float, map(fits, self.cells)), *([0.0] * len(self.pairs))])

    def of(self, place: int, name: str) -> Sum:
        """How many people are in one cell of a table."""
        return self.people(lambda cell: cell[place] == name)

    def pair(self, *which: tuple[int, int]) -> Sum:
        """How many tellings there are of these pairs."""
        return np.array([*([0.0] * len(self.cells)), *(float(one in which) for one in self.pairs)])

    def ends(self, sought: Sum) -> tuple[int, int]:
        """The least and the most that a sum can be. Raises ValueError where nothing fits what is known."""
        sums, low, high = (np.array(column) for column in zip(*self.known, strict=True))
        found = []
        for sign in (1, -1):
            best: Any = milp(
                sign * sought,
                constraints=LinearConstraint(sums, low, high),
                integrality=np.ones(len(sought), int),
                bounds=Bounds(0, np.inf),
            )
            if best.x is None:
                raise ValueError(best.message)
            found.append(round(sign * best.fun))
        return found[0], found[1]

    def _knows(self, sought: Sum, low: float, high: float | None = None) -> None:
        self.known.append((sought, low, low if high is None else high))

    def _knows_table(self, place: int, table: Table) -> None:
        for name, count in table.cells.items():
            if count is not None:
                self._knows(self.of(place, name), count)
            else:
                self._knows(self.of(place, name), 1, np.inf)
        for some in table.together:
            self._knows(self.people(lambda cell, names=some.names: cell[place] in names), some.count)  # type: ignore[misc]

    def _knows_share(self) -> None:
        """How many people there can be behind the share of those who came through people."""
        told, sources = self.report.spread.word_of_mouth, self.report.sources
        hidden = [name for one in sources.together for name in one.names]
        if told.value is None or "unknown" in hidden or self.report.people is None:
            return
        known = self.report.people - (sources.cells.get("unknown") or 0)
        step = 0.0 if self.report.smallest == 1 else max(0.01, self.report.smallest / known)
        fits = [n for n in range(known + 1) if share_of(proportion(n, known), step) == told]
        self._knows(self.people(lambda cell: cell[SOURCE] in TOLD), min(fits), max(fits))

    def _knows_pairs(self, tellings: int) -> None:
        if self.report.pairs is None:
            return
        for row, column in self.pairs:
            least = self.report.pairs.at_least[row][column] or 0
            self._knows(self.pair((row, column)), least, least + self.report.smallest - 1)
        step = self.report.smallest // 2
        self._knows(self.pair(*self.pairs), tellings - step, tellings + step)
        for column, names in enumerate(self.report.pairs.labels):
            heard = self.pair(*(one for one in self.pairs if one[1] == column))
            speak = self.people(lambda cell, names=names: cell[LANGUAGE] in names)  # type: ignore[misc]
            self._knows(speak - heard, 0, np.inf)
        by_people = self.people(lambda cell: cell[SOURCE] in TOLD)
        self._knows(by_people - self.pair(*self.pairs), 0, np.inf)
