"""Remembers one-time links that give a role; of their codes only a digest."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, update

from storage.database import Transaction
from storage.tables import InviteRow


@dataclass(frozen=True, slots=True)
class Given:
    """What an invitation gives: a role; that of a host for one lab."""

    role: str
    lab_id: int | None = None


TO_PERSONS = ("leader", "coordinator", "host")
"""What is given to whoever opens the link in their own chat."""
FOR_GROUPS = ("group",)
"""What is given to a group that is brought by the link."""


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def make(tx: Transaction, code: str, role: str, expires_at: datetime, lab: int | None = None) -> None:
    """Remember an invitation; `lab`: which one a host is made of."""
    values = {"digest": _digest(code), "role": role, "expires_at": expires_at, "lab_id": lab}
    tx.execute(insert(InviteRow).values(values))


def use(tx: Transaction, code: str, now: datetime, roles: Collection[str]) -> Given | None:
    """What it gives, the first time and in time; None otherwise.

    One that gives none of these `roles` was opened in the wrong place, and is not used up by it.
    """
    good = update(InviteRow).where(
        InviteRow.digest == _digest(code),
        InviteRow.role.in_(roles),
        InviteRow.used_at.is_(None),
        InviteRow.expires_at > now,
    )
    row = tx.execute(good.values(used_at=now).returning(InviteRow.role, InviteRow.lab_id)).first()
    return None if row is None else Given(*row)


def withdraw(tx: Transaction, lab: int) -> int:
    """Make the unused invitations to be a host of a lab worthless; how many."""
    unused = delete(InviteRow).where(InviteRow.lab_id == lab, InviteRow.used_at.is_(None))
    return tx.execute(unused).rowcount


def withdraw_leaders(tx: Transaction) -> int:
    """Make the unused invitations to be a leader worthless, and those of leaders for groups; how many.

    Nobody knows whose an invitation for a group is: those of who leads no more are among them.
    """
    of_leaders = InviteRow.role.in_(("leader", *FOR_GROUPS))
    unused = delete(InviteRow).where(of_leaders, InviteRow.used_at.is_(None))
    return tx.execute(unused).rowcount
