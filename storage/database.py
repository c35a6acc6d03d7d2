"""The database: its engine, its transactions, and all that differs between SQLite and PostgreSQL.

It must not know any noun; queries are elsewhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    InternalError,
    NoSuchModuleError,
    OperationalError,
)

from storage import codes
from storage.tables import Table

Transaction = Connection
"""An open transaction, as screens pass it on: everything in it happens, or nothing."""

TROUBLE = (OperationalError, InterfaceError, InternalError)
"""The database itself is in trouble (gone, locked, full): what was tried may be tried again."""

ONE_AT_A_TIME = 7_275_627
"""Key of the PostgreSQL advisory lock of the one that delivers: any number, always the same."""
ONE_MIGRATION = ONE_AT_A_TIME + 1
"""Key of the one held while tables are made."""


class DatabaseUnusable(Exception):
    """The database cannot be used: unreachable, not understood, or newer than this program."""


class Database:
    """One database by its URL: `sqlite:///file.db` or `postgresql+psycopg://…`.

    `connections` counts those that may be open at once on PostgreSQL; SQLite has one writer.
    Raises DatabaseUnusable for a URL that names neither.
    """

    def __init__(self, url: str, connections: int = 8) -> None:
        try:
            self.url = make_url(url)
        except ArgumentError:
            raise DatabaseUnusable("storage.url is not a database address") from None
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.lanes = 1 if self.is_sqlite else connections
        try:
            if self.is_sqlite:
                self.engine = create_engine(self.url, connect_args={"timeout": 10}, hide_parameters=True)
                _make_serial(self.engine)
            else:
                self.engine = create_engine(
                    self.url,
                    pool_size=connections + 2,
                    pool_pre_ping=True,
                    hide_parameters=True,
                    connect_args={"connect_timeout": 5},
                )
        except (NoSuchModuleError, ModuleNotFoundError, ArgumentError):
            raise DatabaseUnusable(f"storage.url: no such database as {self.url.drivername}") from None

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Everything inside is committed together at the end, or nothing if it raises."""
        with self.engine.begin() as tx:
            yield tx

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that only reads: on SQLite it waits for no writer, and no writer for it."""
        with self.engine.connect().execution_options(is_reading=True) as tx, tx.begin():
            yield tx

    @contextmanager
    def reading_twice(self) -> Iterator[Transaction]:
        """A transaction that only reads, with a `twin` beside it for a second thread: both see one moment."""
        how = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect() as twin, self.engine.connect() as tx:
            twin.execution_options(is_reading=True, **how)
            tx.execution_options(is_reading=True, twin=twin, **how)
            if self.is_sqlite:
                with self.transaction():  # while nobody else writes
                    twin.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1")
                    tx.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1")
            else:
                moment = twin.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
                tx.exec_driver_sql(f"SET TRANSACTION SNAPSHOT '{moment}'")
            yield tx

    @contextmanager
    def rebuilding(self) -> Iterator[Transaction]:
        """A transaction in which tables may be made anew without taking along what refers to them.

        SQLite drops the old table, and with its foreign keys kept all that refers to it would go; so
        they are looked at once, before the commit. Raises DatabaseUnusable where one leads nowhere.
        """
        with self.engine.connect() as tx:
            if self.is_sqlite:
                tx.connection.cursor().execute("PRAGMA foreign_keys=OFF")
            try:
                with tx.begin():
                    yield tx
                    if self.is_sqlite and tx.exec_driver_sql("PRAGMA foreign_key_check").first():
                        raise DatabaseUnusable("the database could not be brought up to date")
            finally:
                tx.invalidate()

    def reach(self) -> None:
        """Raises DatabaseUnusable, with the reason in words and without the password."""
        try:
            with self.engine.begin() as tx:
                tx.execute(text("SELECT 1"))
        except (OperationalError, DBAPIError) as error:
            reason = str(error.orig).strip().splitlines()[0]
            where = self.url.render_as_string(hide_password=True)
            raise DatabaseUnusable(f"the database {where} cannot be reached: {reason}") from None

    def wait_for_others(self, tx: Transaction) -> None:
        """Wait until no other transaction is past this line. On SQLite a transaction is alone anyway."""
        if not self.is_sqlite:
            tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_MIGRATION})

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "busy_timeout=10000",
)


def _make_serial(engine: Engine) -> None:
    """SQLite: one writer from the first statement on, foreign keys kept, nothing lost on power-off.

    What is deleted is written over with zeros, also where SQLite was not built to do so by itself.
    """

    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: object) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("drawn_letters", 0, codes.drawn)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        is_reading = connection.get_execution_options().get("is_reading")
        connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


ARRIVALS = ONE_AT_A_TIME + 2
"""Key of the lock under which it is decided through whom somebody came."""


def one_by_one(tx: Transaction, key: int) -> None:
    """Let in one transaction at a time, to its end: after `keep_apart`, so that no two wait for each other.

    On SQLite a transaction that writes is alone anyway.
    """
    if tx.dialect.name != "sqlite":
        tx.execute(_ALONE, {"key": key})


_ALONE = text("SELECT pg_advisory_xact_lock(:key)")
_APART = text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME}, hashint8(:key))")
"""With two numbers: such locks are never those of one number, above, whatever the key."""


def keep_apart(tx: Transaction, key: int) -> None:
    """Keep transactions of one key apart, in whatever process: from here on this one is alone, to its end.

    To be called first, and once: so no two wait for each other. On SQLite a transaction is alone anyway.
    """
    if tx.dialect.name != "sqlite":
        tx.execute(_APART, {"key": key})


def insert_once(tx: Transaction, table: type[Table]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that does nothing where a unique key is there already; `rowcount` tells which.

    On PostgreSQL an INSERT returns its keys, and SQLAlchemy keeps no `rowcount` then unless asked to.
    """
    return _insert_once(tx.dialect.name, table)


@cache
def _insert_once(dialect: str, table: type[Table]) -> sqlite.Insert | postgresql.Insert:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def analyse(tx: Transaction, table: type[Table]) -> None:
    """Have PostgreSQL look at a table that has just grown: until it does, it sorts a queue it need not sort.

    SQLite asks for nothing.
    """
    if tx.dialect.name != "sqlite":
        tx.execute(text(f"ANALYZE {table.__tablename__}"))
