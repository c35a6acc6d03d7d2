"""Reads whole numbers by the million: as one text for many rows, which takes a third of the time of rows.

It must not know what the numbers mean.
"""

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
"""Row numbers looked through by one statement: some 10 MB of text."""
BASE = 2**15
"""So many characters follow each other without a gap in Unicode, and are three bytes at most."""
MOST = BASE**2 - 2
"""The greatest number that can be read; the least is -1."""
EPOCH_S = 1_577_836_800
"""Seconds between 1970 and 2020, from when moments are counted here."""


class packed(FunctionElement[bytes]):
    """In SQL: these columns of all rows in one value, a number of four bytes after the other (PostgreSQL); on
    SQLite a number is a character, or two if it is `wide`: each is a digit of 2¹⁵."""

    type = LargeBinary()
    inherit_cache = True


class wide(FunctionElement[int]):
    """In SQL: a number that may be greater than 32,000."""

    type = Integer()
    inherit_cache = True


@compiles(wide)
def _wide(element: wide, compiler: Any, **how: Any) -> str:
    (number,) = element.clauses
    return str(compiler.process(number, **how))


@compiles(packed, "sqlite")
def _packed_on_sqlite(element: packed, compiler: Any, **how: Any) -> str:
    digits = []
    for one in element.clauses:
        number = f"({compiler.process(one, **how)} + 1)"
        if getattr(one, "nullable", True):
            number = f"ifnull({number}, 0)"
        digits += [f"1 + {number} % {BASE}", f"1 + {number} / {BASE}"] if _is_wide(one) else [f"1 + {number}"]
    return f"CAST(group_concat(char({', '.join(digits)}), '') AS BLOB)"


@compiles(packed, "postgresql")
def _packed_on_postgresql(element: packed, compiler: Any, **how: Any) -> str:
    numbers = [f"int4send(coalesce({compiler.process(one, **how)}, -1)::int4)" for one in element.clauses]
    return f"string_agg({' || '.join(numbers)}, ''::bytea)"


def _is_wide(column: Any) -> bool:
    return isinstance(column, wide | seconds)


class seconds(FunctionElement[int]):
    """In SQL: the whole seconds from 2020 on until a moment."""

    type = Integer()
    inherit_cache = True


@compiles(seconds, "sqlite")
def _seconds_on_sqlite(element: seconds, compiler: Any, **how: Any) -> str:
    (moment,) = element.clauses
    days = f"julianday({compiler.process(moment, **how)}) - {EPOCH_S / 86400 + 2_440_587.5}"
    return f"CAST(round(({days}) * 86400) AS INTEGER)"


@compiles(seconds, "postgresql")
def _seconds_on_postgresql(element: seconds, compiler: Any, **how: Any) -> str:
    (moment,) = element.clauses
    return f"(round(extract(epoch FROM {compiler.process(moment, **how)})) - {EPOCH_S})"


def read(
    tx: Transaction, number: Any, columns: tuple[Any, ...], query: Select[Any]
) -> "tuple[NDArray[np.int64], ...]":
    """These columns of what a query chooses, as whole numbers from -1 (also: nothing) to MOST.

    `number`: the key column of the table that the query goes through; rows come in its stretches, and
    within one in any order, the same in all columns.
    """
    last = tx.execute(select(func.max(number))).scalar() or 0
    parts = []
    for first in range(0, last + 1, AT_ONCE):
        here = query.with_only_columns(packed(*columns), maintain_column_froms=True)
        blob = tx.execute(here.where(number > first, number <= first + AT_ONCE)).scalar()
        if blob:
            parts.append(_unpacked(blob, columns, is_text=tx.dialect.name == "sqlite"))
    return tuple(_joined([part[place] for part in parts]) for place in range(len(columns)))


def _unpacked(blob: bytes, columns: tuple[Any, ...], is_text: bool) -> "list[NDArray[np.int64]]":
    import numpy as np

    if not is_text:
        return list(np.frombuffer(blob, ">i4").reshape(-1, len(columns)).T.astype(np.int64))
    widths = [1 + _is_wide(column) for column in columns]
    digits = np.frombuffer(blob.decode().encode("utf-32-le"), np.int32).reshape(-1, sum(widths)).T
    found, place = [], 0
    for width in widths:
        number = digits[place].astype(np.int64) - 2
        found.append(number if width == 1 else number + BASE * (digits[place + 1].astype(np.int64) - 1))
        place += width
    return found


def _joined(parts: "list[NDArray[np.int64]]") -> "NDArray[np.int64]":
    import numpy as np

    return np.concatenate(parts) if parts else np.empty(0, np.int64)
