"""The claim to be the one process that delivers for a database: held, lost, or taken over by another.

It must not know what the holder does. On SQLite a lock on a file beside it, on PostgreSQL an advisory
lock, which the server takes back the moment the holder's connection is gone.
"""

from contextlib import suppress
from time import sleep
from typing import Any, Literal, Protocol, get_args

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import ONE_AT_A_TIME, Database, Transaction

CHANNEL = "passaparola"
_NOTICED_WITHIN_3_S = {"tcp_user_timeout": 3000, "tcp_keepalives_idle": 1, "tcp_keepalives_interval": 1}
Bell = Literal["mail", "desk"]
"""What another process has left to do: something waits in the outbox, or has changed at the desk."""


class ClaimLost(Exception):
    """The claim is not ours any more: another process may deliver already."""


class Claim(Protocol):
    """A claim that is held until it is released, or lost."""

    def watch(self, timeout_s: float) -> set[Bell]:
        """Wait until another process rings, at most so long; what for. Raises ClaimLost."""

    def release(self) -> None:
        """Let others have it."""


def claim(database: Database) -> Claim | None:
    """Become the one that delivers; None where another process is, or the database is away."""
    return _claim_file(database) if database.is_sqlite else _claim_lock(database)


def ring(tx: Transaction, bell: Bell) -> None:
    """Tell whoever delivers, when this transaction is committed, that there is something to do."""
    if tx.dialect.name == "postgresql":
        tx.execute(text("SELECT pg_notify(:channel, :bell)"), {"channel": CHANNEL, "bell": bell})


def _claim_file(database: Database) -> Claim | None:
    from filelock import FileLock, Timeout

    name = database.url.database
    if not name or name == ":memory:":
        return _File(None)
    lock = FileLock(f"{name}.lock", thread_local=False)  # taken and let go in whatever thread
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    return _File(lock)


class _File:
    def __init__(self, lock: Any) -> None:
        self._lock = lock

    def watch(self, timeout_s: float) -> set[Bell]:
        """The system keeps the lock while we live, and there is nobody else to ring."""
        sleep(timeout_s)
        return set()

    def release(self) -> None:
        if self._lock is not None:
            self._lock.release()


def _claim_lock(database: Database) -> Claim | None:
    import psycopg

    # Where the server is away, or goes again while we ask, we come back later anyway.
    with suppress(DBAPIError, psycopg.Error):
        pooled = database.engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        lock = _AdvisoryLock(connection)
        try:
            connection.autocommit = True
            if lock.take():
                return lock
        except psycopg.Error:
            lock.release()
            raise
        lock.release()
    return None


class _AdvisoryLock:
    """A connection of psycopg's, used as it is: SQLAlchemy knows nothing of notifications."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def take(self) -> bool:
        """Try to get the lock, and listen."""
        asked = self._connection.execute("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])
        if not asked.fetchone()[0]:
            return False
        # A machine that vanishes says no goodbye: the server is to notice within seconds.
        for setting, value in _NOTICED_WITHIN_3_S.items():
            self._connection.execute(f"SET {setting} = {value}")
        self._connection.execute(f"LISTEN {CHANNEL}")
        return True

    def watch(self, timeout_s: float) -> set[Bell]:
        try:
            heard = {notice.payload for notice in self._connection.notifies(timeout=timeout_s, stop_after=1)}
            if not heard:
                self._connection.execute("SELECT 1")
        except Exception as error:
            raise ClaimLost from error
        return heard & set(get_args(Bell))

    def release(self) -> None:
        self._connection.close()
