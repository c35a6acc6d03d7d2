"""A place for the dialogs to be tried in: one SQLite file, one transaction that is never committed."""

from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.databases import House
from tests.dialogs.chat import Place


@pytest.fixture
def place(house: House) -> Iterator[Place]:
    """Bologna, with nobody in it."""
    with house.fresh("sqlite", is_migrated=True) as url:
        database = Database(url)
        try:
            with database.engine.connect() as tx, tx.begin() as begun:
                yield Place(tx)
                begun.rollback()
        finally:
            database.close()
