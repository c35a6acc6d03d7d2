"""Remembers whose turn it is to deliver: each process that takes over begins a new term.

It must not know how a process learns that its turn has come (`claim.py`).
"""

from sqlalchemy import insert, select, update

from storage.database import Transaction
from storage.tables import DutyRow

ONLY = 1


class Superseded(Exception):
    """Another process delivers now: this one must not."""


def begin(tx: Transaction) -> int:
    """Begin a new term; its number. What was handed out in the one before was handed out before this."""
    raised = update(DutyRow).where(DutyRow.id == ONLY).values(term=DutyRow.term + 1)
    term: int | None = tx.execute(raised.returning(DutyRow.term)).scalar()
    if term is None:
        tx.execute(insert(DutyRow).values(id=ONLY, term=1))
        return 1
    return term


_TERM = select(DutyRow.term).where(DutyRow.id == ONLY).with_for_update(read=True)


def is_ours(tx: Transaction, term: int) -> bool:
    """Whether this is still the term. If so, no other begins before this transaction ends."""
    return tx.execute(_TERM).scalar() == term
