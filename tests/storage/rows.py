"""Rows for a test to begin with: a person, a lab, an announcement."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from storage import announcements, labs, people
from storage.audiences import Audience
from storage.database import Transaction
from storage.labs import Text
from storage.tables import Table

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EVERYBODY = Audience("all")


def a_person(tx: Transaction, telegram_id: int, language: str = "en", **values: Any) -> int:
    """Somebody who has agreed, unless told otherwise; their number."""
    person = people.meet(tx, telegram_id, language, NOW)
    people.change(tx, person.id, **{"agreed_at": NOW, **values})
    return person.id


def a_lab(
    tx: Transaction, title: str = "Job Stories", in_days: float = 7, seats: int = 10, **values: Any
) -> int:
    """A published lab with one meeting of two hours; its number."""
    made = {"status": "published", "topic": "work", "venue": "in_person", "host": "A company", **values}
    lab = labs.add(tx, Text("en", title, "Meet people."), NOW, seats=seats, **made)
    starts_at = NOW + timedelta(days=in_days)
    labs.add_meeting(tx, lab, starts_at, starts_at + timedelta(hours=2), "Piazza dei Colori")
    return lab


def news(tx: Transaction, author: int, audience: Audience = EVERYBODY, lab: int | None = None) -> int:
    """An announcement that is due; its number."""
    number = announcements.add(tx, author, audience, "en", {"en": "Come!"}, NOW, NOW, lab)
    assert announcements.schedule(tx, number, NOW)
    return number


def everything(tx: Transaction) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, by table, oldest first."""
    tables = Table.metadata.sorted_tables
    read = {table.name: tx.execute(select(table).order_by(*table.primary_key)).mappings() for table in tables}
    return {name: [dict(row) for row in rows] for name, rows in read.items()}
