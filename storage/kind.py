"""A kind of data as a value, and how its rows are found together with the moment its days are counted from.

It must not know which kinds there are: see `kinds`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from storage.database import Transaction
from storage.tables import MeetingRow, SignupRow, Table


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of data, in `table` (and those `beside` it).

    `after`: what its days are counted from; `keep`: how long, as a key of [keep] or fixed; None: until the
    person is forgotten. `rows`: what is held: keys, and its moment `since` (None: not begun). `wiped`: what
    is written over a row instead of deleting it. `first`: what is done before rows with these numbers go.
    `is_apart`: what removes it is elsewhere.
    """

    name: str
    what: str
    after: str
    keep: str | timedelta | None
    table: type[Table]
    rows: Select[Any]
    beside: tuple[str, ...] = ()
    wiped: Mapping[str, Any] = field(default_factory=dict)
    first: Callable[[Transaction, Collection[int]], None] | None = None
    is_apart: bool = False


def _keys(table: type[Table]) -> list[Any]:
    return list(table.__table__.primary_key.columns)  # type: ignore[attr-defined]  # a Table has one


def rows_of(table: type[Table], since: Any, *where: ColumnElement[bool]) -> Select[Any]:
    """Rows that carry their moment themselves."""
    return select(*_keys(table), since.label("since")).where(*where)


_STANDS = case((MeetingRow.cancelled_at.is_(None), MeetingRow.ends_at))
_OVER = (
    select(MeetingRow.lab_id, func.coalesce(func.max(_STANDS), func.max(MeetingRow.ends_at)).label("since"))
    .group_by(MeetingRow.lab_id)
    .subquery("over")
)


def after_lab(table: type[Table], lab: Any, *where: ColumnElement[bool]) -> Select[Any]:
    """Rows of a lab: counted from the end of the last meeting that was held, or of the last if none was."""
    return select(*_keys(table), _OVER.c.since).join_from(table, _OVER, _OVER.c.lab_id == lab).where(*where)


def after_signup(table: type[Table], signup: Any) -> Select[Any]:
    """Rows of a sign-up: counted from the end of its lab."""
    rows = select(*_keys(table), _OVER.c.since).join_from(table, SignupRow, SignupRow.id == signup)
    return rows.join(_OVER, _OVER.c.lab_id == SignupRow.lab_id)
