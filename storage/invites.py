"""Remembers one-time links that give a role; of their codes only a digest."""

import hashlib
from datetime import datetime

from sqlalchemy import insert, update

from storage.database import Transaction
from storage.tables import InviteRow


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def make(tx: Transaction, code: str, role: str, expires_at: datetime) -> None:
    """Remember an invitation."""
    tx.execute(insert(InviteRow).values(digest=_digest(code), role=role, expires_at=expires_at))


def use(tx: Transaction, code: str, now: datetime) -> str | None:
    """The role it gives, the first time and in time; None otherwise."""
    good = update(InviteRow).where(
        InviteRow.digest == _digest(code), InviteRow.used_at.is_(None), InviteRow.expires_at > now
    )
    return tx.execute(good.values(used_at=now).returning(InviteRow.role)).scalar()
