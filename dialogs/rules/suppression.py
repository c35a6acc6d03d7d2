"""Decides which counts may be shown, so that no small one can be had from the others by subtraction.

Pure: counts go in, and come out with those put together or left out that must be. It must not know what is
counted. Whoever tries knows these rules, every total, and that counts are whole and not negative; that nobody
is counted (0) may be known.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts by name. `together`: names that are only told as one sum, `sum_together`. Nothing at all is told
    where `cells` and `together` are empty."""

    cells: dict[str, int]
    together: tuple[str, ...] = ()
    sum_together: int = 0


NOTHING = Shown({})


def table(counts: Mapping[str, int], smallest: int, told_elsewhere: Collection[str] = ()) -> Shown:
    """Counts of people, each in one cell: those from 1 to below `smallest` are put together, with greater
    ones, the last first, where their sum would still tell. `told_elsewhere`: cells that another table shows
    as well, so that they hide nobody."""
    there = {name: n for name, n in counts.items() if n}
    small = [name for name, n in there.items() if n < smallest]
    if not small:
        return Shown(there)
    # Which one helps goes by its place and not by its size: else that it was chosen would tell its size.
    helping = [name for name in reversed(there) if name not in small and name not in told_elsewhere]
    needs_help = any(name in told_elsewhere for name in small)
    together = list(small)
    while not _hides(there, together, smallest) or (
        needs_help and not _has_room(there, together, len(small), smallest)
    ):
        if not helping:
            return NOTHING
        together.append(helping.pop(0))
    cells = {name: n for name, n in there.items() if name not in together}
    return Shown(cells, tuple(sorted(together)), sum(there[name] for name in together))


def _hides(there: dict[str, int], together: Sequence[str], smallest: int) -> bool:
    """Whether each of these could be something else, all sums being as they are."""
    total = sum(there[name] for name in together)
    small = sum(there[name] < smallest for name in together)
    if len(together) < 2 or total < smallest:
        return False
    all_are_small = small == len(together)
    return not all_are_small or len(together) < total < len(together) * (smallest - 1)


def _has_room(there: dict[str, int], together: Sequence[str], small: int, smallest: int) -> bool:
    """Whether there is help, and more than the least that the small ones and it can be."""
    helping = len(together) - small
    return helping > 0 and sum(there[name] for name in together) > smallest * helping + small


def steps(counts: Sequence[int], smallest: int) -> tuple[int | None, ...]:
    """Counts each of which is a part of the one before: one is told if it, and what it leaves of the last one
    told, are 0 or not small. The second (everybody) is always told."""
    told: list[int | None] = [None] * len(counts)
    everybody = counts[1]
    told[1] = everybody
    told[0] = counts[0] if _is_fine(counts[0] - everybody, smallest) else None
    last = everybody
    for place in range(2, len(counts)):
        if _is_fine(counts[place], smallest) and _is_fine(last - counts[place], smallest):
            told[place] = last = counts[place]
    return tuple(told)


def _is_fine(n: int, smallest: int) -> bool:
    return n == 0 or n >= smallest


def curve(cumulative: Sequence[int], smallest: int) -> tuple[int, ...]:
    """Counts that grow: they grow by 0 or by no few at each step, and end as they are; what is too few for a
    step of its own waits for the next, or, at the end, goes with the last."""
    if not cumulative:
        return ()
    if cumulative[-1] < smallest:
        return (0,) * len(cumulative)
    shown, last = [], 0
    for n in cumulative:
        last = n if n - last >= smallest else last
        shown.append(last)
    shown = [cumulative[-1] if one == last else one for one in shown]
    assert all(_is_fine(b - a, smallest) for a, b in pairwise((0, *shown)))
    return tuple(shown)


def rounded_down(cells: Sequence[int], smallest: int, weights: Sequence[int] | None = None) -> bool:
    """Whether cells may be told rounded down to multiples of `smallest`, their exact sum being known, and
    with `weights` also the sum of weight times count, the last weight being the least that such a one may
    be: no cell below `smallest` but 0 is settled by that."""
    import numpy as np

    if smallest == 1:
        return True
    rest = [n % smallest for n in cells]
    if weights is None:
        return sum(rest) < len(cells) * (smallest - 1)
    ways = np.zeros((len(cells), smallest), bool)
    possible = np.indices((smallest,) * len(cells)).reshape(len(cells), -1)
    fits = possible.sum(axis=0) == sum(rest)
    fits &= np.asarray(weights) @ possible == sum(w * r for w, r in zip(weights, rest, strict=True))
    if 0 < cells[-1] < smallest:
        fits &= possible[-1] > 0  # without any of those, the sum of weights would be another
    for place, row in enumerate(possible[:, fits]):
        ways[place, np.unique(row)] = True
    return all(n >= smallest or n == 0 or ways[place].sum() > 1 for place, n in enumerate(cells))
