"""Remembers who wants to stay in touch: with a lab's people (its circle), or with labs of a topic.

It must not know what they are written.
"""

from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Transaction, insert_once
from storage.tables import CircleRow, InterestRow


def join(tx: Transaction, lab: int, person: int, now: datetime) -> None:
    """Into a lab's circle; harmless a second time."""
    tx.execute(insert_once(tx, CircleRow).values(lab_id=lab, person_id=person, joined_at=now))


def leave(tx: Transaction, lab: int, person: int) -> None:
    """Out of a lab's circle."""
    tx.execute(delete(CircleRow).where(CircleRow.lab_id == lab, CircleRow.person_id == person))


def of(tx: Transaction, person: int) -> tuple[int, ...]:
    """The labs in whose circles a person is, latest joined first."""
    query = select(CircleRow.lab_id).where(CircleRow.person_id == person)
    return tuple(tx.execute(query.order_by(CircleRow.joined_at.desc(), CircleRow.lab_id)).scalars())


def labs(tx: Transaction, most: int = 20) -> tuple[int, ...]:
    """The labs that have a circle, latest first."""
    query = select(CircleRow.lab_id).distinct().order_by(CircleRow.lab_id.desc()).limit(most)
    return tuple(tx.execute(query).scalars())


def take_interest(tx: Transaction, topic: str, person: int, now: datetime) -> None:
    """Hear of labs of a topic; harmless a second time."""
    tx.execute(insert_once(tx, InterestRow).values(person_id=person, topic=topic, since=now))


def lose_interest(tx: Transaction, topic: str, person: int) -> None:
    """Hear of them no more."""
    tx.execute(delete(InterestRow).where(InterestRow.person_id == person, InterestRow.topic == topic))


def interests(tx: Transaction, person: int) -> tuple[str, ...]:
    """The topics somebody wants to hear of, by name."""
    query = select(InterestRow.topic).where(InterestRow.person_id == person)
    return tuple(tx.execute(query.order_by(InterestRow.topic)).scalars())
