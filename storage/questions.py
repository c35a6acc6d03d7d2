"""Remembers questions to the coordinators until they are answered, and a while longer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from storage.database import Transaction
from storage.tables import QuestionRow


@dataclass(frozen=True, slots=True)
class Question:
    """A question: a number, a language, a text or a voice note (Telegram's file id)."""

    id: int
    person_id: int | None
    language: str
    text: str
    voice: str
    state: str
    asked_at: datetime


_COLUMNS: tuple[Any, ...] = (
    QuestionRow.id,
    QuestionRow.person_id,
    QuestionRow.language,
    QuestionRow.text,
    QuestionRow.voice,
    QuestionRow.state,
    QuestionRow.asked_at,
)


def ask(tx: Transaction, person: int, language: str, text: str, voice: str, now: datetime) -> int:
    """Write a question down; its number."""
    values = {"person_id": person, "language": language, "text": text, "voice": voice}
    made = insert(QuestionRow).values(state="open", asked_at=now, raised_at=now, **values)
    return tx.execute(made.returning(QuestionRow.id)).scalar_one()


def get(tx: Transaction, question: int) -> Question | None:
    """A question by its number."""
    row = tx.execute(select(*_COLUMNS).where(QuestionRow.id == question)).first()
    return None if row is None else Question(*row)


def open_ones(tx: Transaction, most: int = 10) -> tuple[Question, ...]:
    """Questions without an answer, oldest first."""
    query = select(*_COLUMNS).where(QuestionRow.state == "open").order_by(QuestionRow.id).limit(most)
    return tuple(Question(*row) for row in tx.execute(query))


def count_open(tx: Transaction) -> int:
    """How many wait."""
    return tx.execute(select(func.count()).where(QuestionRow.state == "open")).scalar_one()


def answered(tx: Transaction, question: int, now: datetime) -> None:
    """Note that a human has answered."""
    chosen = update(QuestionRow).where(QuestionRow.id == question)
    tx.execute(chosen.values(state="answered", answered_at=now))


_OVERDUE = (
    update(QuestionRow)
    .where(QuestionRow.state == "open", QuestionRow.raised_at <= bindparam("before"))
    .values(raised_at=bindparam("now"))
    .returning(QuestionRow.id)
)


def overdue(tx: Transaction, before: datetime, now: datetime) -> tuple[int, ...]:
    """Open questions last put before the desk earlier than `before`; they count as put again `now`."""
    return tuple(sorted(tx.execute(_OVERDUE, {"before": before, "now": now}).scalars()))
