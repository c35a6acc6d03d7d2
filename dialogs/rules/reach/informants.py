"""Says through what people came when they heard it several times: the first counts, the last, or all alike.

It must not know who they are.
"""

from dataclasses import dataclass

import numpy as np

from dialogs.rules.reach.forest import Floats, Ints


@dataclass(frozen=True, slots=True)
class Informants:
    """People by source: by the first that each heard from, by the last, and with 1/m for each of m.

    `people`: how many there are; `several`: how many heard it more than once; `mean`: from how many each.
    """

    people: int
    several: int
    mean: float | None
    first: Floats
    last: Floats
    shared: Floats


def informants(person: Ints, source: Ints, order: Floats | Ints, sources: int) -> Informants:
    """One entry an arrival: whose, through which of so many sources, and what orders them (a time, a
    number)."""
    in_order = bool(np.all(order[1:] >= order[:-1]))
    sorted_by = np.argsort(person, kind="stable") if in_order else np.lexsort((order, person))
    person, source = person[sorted_by], source[sorted_by]
    if not len(person):
        none = np.zeros(sources)
        return Informants(0, 0, None, none, none.copy(), none.copy())
    is_first = np.r_[True, person[1:] != person[:-1]]
    is_last = np.r_[is_first[1:], True]
    number = np.diff(np.r_[np.flatnonzero(is_first), len(person)])
    weight = np.repeat(1 / number, number)

    def by_source(mask: Ints, weights: Floats | None = None) -> Floats:
        return np.bincount(source[mask], weights, minlength=sources).astype(np.float64)

    return Informants(
        len(number),
        int((number > 1).sum()),
        float(number.mean()),
        by_source(np.flatnonzero(is_first)),
        by_source(np.flatnonzero(is_last)),
        by_source(np.arange(len(person)), weight),
    )
