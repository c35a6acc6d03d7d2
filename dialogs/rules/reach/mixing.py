"""Says who tells whom, by language or district: do people tell their own, and where are the bridges?

It must not know which cells may be shown.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dialogs.rules.reach.fit import Spread
from dialogs.rules.reach.forest import PERSON, Floats, Forest, Ints
from dialogs.rules.reach.offspring import exposure


@dataclass(frozen=True, slots=True)
class Mixing:
    """`counts`: a row a group of those who tell, a column of those who are told (leaders tell too; things do
    not). `homophily`: 1 is mixing at random, more is telling one's own. `next_generation`: people of the
    column that a person of the row brings in the end; `eigenvalue`: its greatest, by how much each wave of
    people grows. None where nobody told anybody."""

    labels: tuple[str, ...]
    counts: Ints
    homophily: float | None
    next_generation: Floats
    eigenvalue: float | None


def mixing(forest: Forest, by: Literal["language", "district"], spread: Spread | None) -> Mixing:
    """Among those whose group is known. `spread`: what was fitted to people, so that who came lately counts
    as much as they have had time to tell."""
    group, labels = (
        (forest.language, forest.languages) if by == "language" else (forest.district, forest.districts)
    )
    number = len(labels)
    child = np.flatnonzero((forest.parent >= 0) & (group >= 0))
    parent = forest.parent[child]
    known = group[parent] >= 0
    child, parent = child[known], parent[known]
    counts = _table(group[parent], group[child], number)
    teller = (forest.kind == PERSON) & forest.is_recent & (group >= 0)
    told = teller[parent]
    done = exposure(forest, spread)
    people = np.bincount(group[teller], weights=done[teller], minlength=number)
    by_people = _table(group[parent[told]], group[child[told]], number)
    generation = by_people / np.maximum(people, 1e-9)[:, None] * (people > 0)[:, None]
    greatest = float(np.abs(np.linalg.eigvals(generation)).max()) if by_people.any() else None
    return Mixing(labels, counts, homophily(counts), generation, greatest)


def homophily(counts: Ints) -> float | None:
    """Tellings within a group, next to those that mixing at random would have: Σ diagonal /
    Σ(row · column / total)."""
    at_random = counts.sum(axis=1) @ counts.sum(axis=0)
    return float(np.trace(counts) * counts.sum() / at_random) if at_random else None


def _table(rows: Ints, columns: Ints, number: int) -> Ints:
    cells = rows.astype(np.int64) * number + columns
    return np.bincount(cells, minlength=number * number).reshape(number, number)
