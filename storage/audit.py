"""Remembers what coordinators did."""

from datetime import datetime

from sqlalchemy import insert

from storage.database import Transaction
from storage.tables import AuditRow


def note(tx: Transaction, actor: int, what: str, about: str, now: datetime) -> None:
    """Write one act down."""
    tx.execute(insert(AuditRow).values(at=now, actor_id=actor, what=what, about=about))
