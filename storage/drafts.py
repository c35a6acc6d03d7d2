"""Remembers the answers given so far to a form, until it is done or given up."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from storage.database import Transaction
from storage.tables import DraftRow


def get(tx: Transaction, person: int, form: str) -> dict[str, Any]:
    """The answers so far; none: {}."""
    query = select(DraftRow.answers).where(DraftRow.person_id == person, DraftRow.form == form)
    answers: dict[str, Any] = json.loads(tx.execute(query).scalar() or "{}")
    return answers


def put(tx: Transaction, person: int, form: str, answers: dict[str, Any], now: datetime) -> None:
    """Keep the answers, in place of those kept before."""
    drop(tx, person, form)
    values = {"person_id": person, "form": form, "answers": json.dumps(answers, ensure_ascii=False)}
    tx.execute(insert(DraftRow).values(changed_at=now, **values))


def drop(tx: Transaction, person: int, form: str) -> None:
    """Forget a draft."""
    tx.execute(delete(DraftRow).where(DraftRow.person_id == person, DraftRow.form == form))
