"""A database with every table, and an open transaction on it, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest

from storage.database import Database, Transaction


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """A database with every table and no rows."""
    opened = Database(migrated_url)
    yield opened
    opened.close()


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    """One open transaction, committed when the test is over."""
    with database.transaction() as open_one:
        yield open_one
