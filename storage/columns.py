"""Reads whole numbers by the million: many rows in one value, which takes a quarter of the time of rows.

It must not know what the numbers mean.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Integer, LargeBinary

from storage.database import Transaction

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AT_ONCE = 500_000
"""Row numbers looked through by one statement: some 20 MB of text."""
SMALL, LARGE, ROOM = 10, 31, 62
"""Bits of a small number, of any other, and of the one that holds several: fewer of these take less time."""
MOST_SMALL, MOST = 2**SMALL - 2, 2**LARGE - 2
EPOCH_S = 1_577_836_800
"""Seconds between 1970 and 2020, from when moments are counted here."""


class packed(FunctionElement[bytes]):
    """In SQL: columns of all rows in one value, one number a row: in a text (SQLite), or eight bytes each.

    A number below -1, or too large, would spoil its row. Nothing here prevents that, for it takes time: keys
    and places are never so, and moments, which a wrong clock can give, are kept within by `seconds`.
    """

    type = LargeBinary()
    inherit_cache = True


@compiles(packed, "sqlite")
def _packed_on_sqlite(element: packed, compiler: Any, **how: Any) -> str:
    numbers = [f"(ifnull({compiler.process(one, **how)}, -1) + 1)" for one in element.clauses]
    return f"group_concat({_shifted(element, numbers)}, ' ')"


@compiles(packed, "postgresql")
def _packed_on_postgresql(element: packed, compiler: Any, **how: Any) -> str:
    numbers = [f"(coalesce({compiler.process(one, **how)}, -1) + 1)::int8" for one in element.clauses]
    return f"string_agg(int8send({_shifted(element, numbers)}), ''::bytea)"


def _shifted(element: packed, numbers: list[str]) -> str:
    return " | ".join(
        f"({one} << {by})" for one, by in zip(numbers, _shifts(list(element.clauses)), strict=True)
    )


class seconds(FunctionElement[int]):
    """In SQL: the whole seconds from 2020 on until a moment; before, -1: nothing; after 2088, `MOST`."""

    type = Integer()
    inherit_cache = True


@compiles(seconds, "sqlite")
def _seconds_on_sqlite(element: seconds, compiler: Any, **how: Any) -> str:
    (moment,) = element.clauses
    days = f"julianday({compiler.process(moment, **how)}) - {EPOCH_S / 86400 + 2_440_587.5}"
    return f"min(max(CAST(({days}) * 86400 + 0.5 AS INTEGER), -1), {MOST})"


@compiles(seconds, "postgresql")
def _seconds_on_postgresql(element: seconds, compiler: Any, **how: Any) -> str:
    (moment,) = element.clauses
    double = f"round(date_part('epoch', {compiler.process(moment, **how)})) - {EPOCH_S}"  # quick
    return f"least(greatest({double}, -1), {MOST})"


class small(FunctionElement[int]):
    """In SQL: a number from -1 to `MOST_SMALL`."""

    type = Integer()
    inherit_cache = True


@compiles(small)
def _small(element: small, compiler: Any, **how: Any) -> str:
    (number,) = element.clauses
    return str(compiler.process(number, **how))


def read(
    tx: Transaction, number: Any, columns: tuple[Any, ...], query: Select[Any]
) -> "tuple[NDArray[np.int64], ...]":
    """These columns of what a query chooses, as whole numbers from -1 (nothing) to `MOST`.

    `number`: the key column of the table that the query goes through; rows come in its stretches, and
    within one in any order, the same in all columns.
    """
    last = tx.execute(select(func.max(number))).scalar() or 0
    stacks = _stacks(columns)
    together = (packed(*(columns[place] for place in stack)) for stack in stacks)
    here = query.with_only_columns(*together, maintain_column_froms=True)
    parts = []
    for first in range(0, last, AT_ONCE):
        found = tx.execute(here.where(number > first, number <= first + AT_ONCE)).one()
        if found[0]:
            parts.append([_unpacked(column) for column in found])
    apart: dict[int, NDArray[np.int64]] = {}
    for stack, whole in zip(stacks, _joined(parts, len(stacks)), strict=True):
        some = [columns[place] for place in stack]
        for place, one, by in zip(stack, some, _shifts(some), strict=True):
            apart[place] = (whole >> by) % 2 ** _bits(one) - 1
    return tuple(apart[place] for place in range(len(columns)))


def _bits(column: Any) -> int:
    return SMALL if isinstance(column, small) else LARGE


def _shifts(columns: Sequence[Any]) -> list[int]:
    return list(accumulate((_bits(one) for one in columns[:-1]), initial=0))


def _stacks(columns: Sequence[Any]) -> list[list[int]]:
    """Which columns, by their places, are read as one number."""
    stacks: list[list[int]] = []
    for place in sorted(range(len(columns)), key=lambda place: -_bits(columns[place])):
        for stack in stacks:
            if sum(_bits(columns[one]) for one in (*stack, place)) <= ROOM:
                stack.append(place)
                break
        else:
            stacks.append([place])
    return stacks


def _unpacked(column: str | bytes) -> "NDArray[np.int64]":
    import numpy as np

    if isinstance(column, str):
        return np.fromstring(column, np.int64, sep=" ")
    return np.frombuffer(column, ">i8").astype(np.int64)


def _joined(parts: "list[list[NDArray[np.int64]]]", columns: int) -> "list[NDArray[np.int64]]":
    import numpy as np

    nothing = [np.empty(0, np.int64)] * columns
    return [np.concatenate(column) for column in zip(nothing, *parts, strict=True)]
