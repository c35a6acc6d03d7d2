"""Decides which counts of answers may be shown, so that nobody's answer can be found out.

Pure: counts go in, and come out with those left out that must be. It must not know what was asked.
"""

from collections.abc import Sequence

SMALL = 5
"""A count below this stands for people who could be recognised."""
_MOST_HIDDEN = SMALL - 1

Row = tuple[int | None, ...]


def withheld(rows: Sequence[Sequence[int]], most: int) -> tuple[Row, ...]:
    """The same counts, a row a question, with None for what is withheld: those below 5, or all.

    Everybody answered every question, so all rows have the same sum; it is not to be shown. `most`: how
    many could have answered, which readers may know. All is withheld where a reader who adds and
    subtracts could tell of a count below 5 that it is not 0, or not 4. That is asked of what would be
    shown and of nothing else: so whatever was answered, what is shown fits all other answers too.
    """
    shown = tuple(tuple(n if n >= SMALL else None for n in row) for row in rows)
    sums = [(sum(filter(None, row)), row.count(None)) for row in shown]
    at_least = max(told for told, _ in sums)
    at_most = min((most, *(told + gaps * _MOST_HIDDEN for told, gaps in sums)))
    for told, gaps in sums:
        can_be_none = at_least - told <= (gaps - 1) * _MOST_HIDDEN
        can_be_most = at_most - told >= _MOST_HIDDEN
        if gaps and not (can_be_none and can_be_most):
            return tuple((None,) * len(row) for row in rows)
    return shown
