"""Remembers who may see who is expected at a lab, and note who came.

It must not know what a host may do: see `dialogs.after.rights`.
"""

from datetime import datetime

from sqlalchemy import delete, func, select

from storage.database import Transaction, insert_once
from storage.tables import LabHostRow, LabRow, MeetingRow


def add(tx: Transaction, lab: int, person: int) -> bool:
    """Make somebody a host of a lab; False if they are one already."""
    return tx.execute(insert_once(tx, LabHostRow).values(lab_id=lab, person_id=person)).rowcount > 0


def is_host(tx: Transaction, lab: int, person: int) -> bool:
    """Whether this person is a host of this lab."""
    query = select(LabHostRow.lab_id).where(LabHostRow.lab_id == lab, LabHostRow.person_id == person)
    return tx.execute(query).first() is not None


def count(tx: Transaction, lab: int) -> int:
    """How many hosts a lab has."""
    return tx.execute(select(func.count()).where(LabHostRow.lab_id == lab)).scalar_one()


def labs_of(tx: Transaction, person: int, since: datetime) -> tuple[int, ...]:
    """The labs somebody is a host of, of which a meeting ends after `since`; soonest first."""
    last = select(func.max(MeetingRow.ends_at)).where(MeetingRow.lab_id == LabHostRow.lab_id)
    first = select(func.min(MeetingRow.starts_at)).where(MeetingRow.lab_id == LabHostRow.lab_id)
    query = (
        select(LabHostRow.lab_id)
        .join(LabRow, LabRow.id == LabHostRow.lab_id)
        .where(LabHostRow.person_id == person, last.scalar_subquery() > since)
        .where(LabRow.status.in_(("published", "closed")))
        .order_by(first.scalar_subquery(), LabHostRow.lab_id)
    )
    return tuple(tx.execute(query).scalars())


def drop_all(tx: Transaction, lab: int) -> int:
    """Take the right away from all hosts of a lab; how many they were."""
    return tx.execute(delete(LabHostRow).where(LabHostRow.lab_id == lab)).rowcount
