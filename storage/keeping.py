"""Takes away what is not kept any more, kind by kind, and says what is held: as figures, never whose.

It must not know which kinds there are, nor when it is asked: see `kinds`, and the sweep.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, case, delete, func, select, tuple_, update

from storage.database import Transaction
from storage.kind import Kind

AT_ONCE = 1000
"""Rows taken away in one transaction: some 40 ms, so that replies wait no longer."""
A_DAY = timedelta(days=1)
"""The sweep has so long to come by, before what it should have taken away counts as overdue."""
Keys = tuple[tuple[Any, ...], ...]
Keep = Mapping[str, timedelta]
"""How long things are kept, by key of [keep] in bot.toml."""


@dataclass(frozen=True, slots=True)
class Held:
    """How much there is of a kind. `oldest`, `newest`: from when the days of its rows are counted."""

    count: int
    oldest: date | None
    newest: date | None
    overdue: int


def lasts(kind: Kind, keep: Keep) -> timedelta | None:
    """How long a kind is kept; None: until the person is forgotten."""
    return keep[kind.keep] if isinstance(kind.keep, str) else kind.keep


def due(
    tx: Transaction, kind: Kind, keep: Keep, now: datetime, most: int, named: Collection[int] = ()
) -> tuple[int, ...]:
    """Rows of a kind with one key that are not kept any more, oldest first, `most` at most.

    `named`: whom bot.toml names as coordinators, by Telegram id.
    """
    lasting = lasts(kind, keep)
    if lasting is None:
        return ()
    old = _older(kind, now - lasting).order_by(kind.rows.selected_columns.since).limit(most)
    # Who comes back in this very moment is locked, and stays. They may be written to meanwhile (key_share):
    # who holds their lab offers them a seat, and is waited for.
    locked = old.with_for_update(skip_locked=True, key_share=True)
    return tuple(tx.execute(locked, {"named": list(named)}).scalars())


def look(tx: Transaction, kind: Kind, keep: Keep, now: datetime, most: int = AT_ONCE) -> Keys:
    """Rows of a kind that are not kept any more, by their keys, `most` at most. It only reads."""
    lasting = lasts(kind, keep)
    if kind.is_apart or lasting is None:
        return ()
    return tuple(tuple(row) for row in tx.execute(_older(kind, now - lasting).limit(most)))


def remove(tx: Transaction, kind: Kind, keep: Keep, now: datetime, keys: Keys) -> int:
    """Take those of these rows away that are not kept any more; how many. Done twice, it harms nothing."""
    lasting = lasts(kind, keep)
    if kind.is_apart or lasting is None or not keys:
        return 0
    key = tuple_(*_keys(kind))
    # Asked once more: since it was looked for, somebody may have gone on with it.
    old = key.in_(_older(kind, now - lasting).where(key.in_(keys)).correlate(None))
    if kind.first is not None:
        going = select(*_keys(kind)).where(old).with_for_update()  # locked, none can come back in between
        kind.first(tx, tuple(tx.execute(going).scalars()))
    change = update(kind.table).where(old).values(kind.wiped) if kind.wiped else delete(kind.table).where(old)
    return tx.execute(change).rowcount


def held(tx: Transaction, kind: Kind, keep: Keep, now: datetime, named: Collection[int] = ()) -> Held:
    """How much there is of a kind. `named`: as in `due`."""
    rows, lasting = kind.rows.subquery(), lasts(kind, keep)
    query = select(func.count(), func.min(rows.c.since), func.max(rows.c.since)).select_from(rows)
    if lasting is not None:
        late = rows.c.since < _limit(kind, now - lasting - A_DAY)
        query = query.add_columns(func.count(case((late, 1))))
    count, oldest, newest, *overdue = tx.execute(query, {"named": list(named)}).one()
    return Held(count, _day(oldest), _day(newest), *(overdue or [0]))


def _keys(kind: Kind) -> list[Any]:
    return [column for column in kind.rows.selected_columns if column.key != "since"]


def _older(kind: Kind, than: datetime) -> Any:
    since = kind.rows.selected_columns.since
    return kind.rows.with_only_columns(*_keys(kind)).where(since < _limit(kind, than))


def _limit(kind: Kind, moment: datetime) -> date:
    return moment.date() if isinstance(kind.rows.selected_columns.since.type, Date) else moment


def _day(moment: date | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
