"""Remembers nothing itself: counts what waits in the outbox, without looking at what is over."""

from sqlalchemy import func, literal_column, select

from storage.database import Transaction
from storage.outbox import PRIORITY
from storage.tables import OutboxRow

Backlog = dict[tuple[str, str], int]
"""(state, kind) → messages; every pair of a state that waits and a kind is there."""

_IS_QUEUED = OutboxRow.state == literal_column("'queued'")
_IS_LEASED = OutboxRow.state == literal_column("'leased'")
"""Written out, not bound: only so do the partial indexes serve."""
_LAST = PRIORITY["announcement"]
_ROWS = select(OutboxRow.kind, func.count()).group_by(OutboxRow.kind)
_COPIES = select(func.count()).select_from(OutboxRow)


def count(tx: Transaction) -> Backlog:
    """How many messages wait ("queued") and are on their way ("leased"), by kind.

    Copies are told apart by their priority, which stands in the index: a million of them are counted
    without reading a row.
    """
    found: Backlog = {(state, kind): 0 for state in ("queued", "leased") for kind in PRIORITY}
    for kind, messages in tx.execute(_ROWS.where(_IS_QUEUED, OutboxRow.priority < _LAST)):
        found["queued", kind] = messages
    for kind, messages in tx.execute(_ROWS.where(_IS_LEASED)):
        found["leased", kind] = messages
    copies = tx.execute(_COPIES.where(_IS_QUEUED, OutboxRow.priority == _LAST))
    found["queued", "announcement"] = copies.scalar_one()
    return found
