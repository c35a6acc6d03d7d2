"""A claim that everybody gets: what happens then shows what the real one is for."""

import time
from typing import Any

from sqlalchemy import text

from storage import outbox
from storage.claim import Bell
from storage.database import Transaction
from storage.outbox import Parcel

HESITATES_S = 3.0
"""Far longer than the courier's idle look takes to come round (`IDLE_S`): the other one looks meanwhile."""
_WAITS = text(
    "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
)
_lease = outbox.lease
_begun: set[int | None] = set()


class Unlocked:
    """Held by whoever asks."""

    def watch(self, timeout_s: float) -> set[Bell]:
        """Nobody rings, and it is never lost."""
        time.sleep(timeout_s)
        return set()

    def release(self) -> None:
        """Nothing was held."""


def lease_slowly(tx: Transaction, *how: Any) -> tuple[Parcel, ...]:
    """`outbox.lease` that hesitates, before it is committed, over the first copies of each news.

    Until somebody else takes the same and waits for us, at most `HESITATES_S`.
    """
    parcels = _lease(tx, *how)
    new = {parcel.announcement_id for parcel in parcels if parcel.kind == "announcement"} - _begun
    until_s = time.monotonic() + HESITATES_S
    while new and time.monotonic() < until_s and not tx.execute(_WAITS).scalar():
        time.sleep(0.02)
    _begun.update(new)
    return parcels
