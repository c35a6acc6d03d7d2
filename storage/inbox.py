"""Remembers which updates were handled, so that none is handled twice."""

from datetime import datetime, timedelta

from storage.database import Transaction, insert_once
from storage.tables import InboxRow

KEEP = timedelta(hours=48)
"""Telegram sends an unconfirmed update again for 24 hours."""


def claim(tx: Transaction, update_id: int, now: datetime) -> bool:
    """True the first time; False for an update that was handled before."""
    values = {"update_id": update_id, "claimed_at": now}
    return tx.execute(insert_once(tx, InboxRow), values).rowcount > 0
