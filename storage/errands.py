"""Remembers what slow work somebody asked for, until it is done. It must not know what the work is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Transaction, insert_once
from storage.tables import ErrandRow

TRIES = 2
"""How often an errand is begun; so one that ends its process does not come for ever."""


@dataclass(frozen=True, slots=True)
class Errand:
    """Work for a person, at an address; `attempts`: how often it was begun."""

    id: int
    person_id: int
    address: str
    attempts: int


def put(tx: Transaction, person: int, address: str, now: datetime) -> bool:
    """Ask for something; False where the same was asked for and is not done yet."""
    values = {"person_id": person, "address": address, "made_at": now, "attempts": 0}
    return tx.execute(insert_once(tx, ErrandRow).values(values)).rowcount > 0


def begin(tx: Transaction) -> Errand | None:
    """The oldest errand, begun once more; None if there is nothing to do."""
    columns = ErrandRow.id, ErrandRow.person_id, ErrandRow.address, ErrandRow.attempts
    row = tx.execute(select(*columns).order_by(ErrandRow.id).limit(1)).first()
    if row is None:
        return None
    tx.execute(update(ErrandRow).where(ErrandRow.id == row.id).values(attempts=row.attempts + 1))
    return Errand(row.id, row.person_id, row.address, row.attempts + 1)


def done(tx: Transaction, errand: int) -> bool:
    """It is done, or given up; False where it is not there any more."""
    return tx.execute(delete(ErrandRow).where(ErrandRow.id == errand)).rowcount > 0
