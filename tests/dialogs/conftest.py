"""A place for the dialogs to be tried in: one SQLite file, one transaction that is never committed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from storage import invites
from storage.database import Database
from tests.databases import House
from tests.dialogs.chat import Place
from tests.dialogs.square import CODE, Square


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


@pytest.fixture
def square(place: Place) -> Square:
    """A group that is not known yet; a leader's link is."""
    invites.make(place.tx, CODE, "group", place.now + timedelta(days=7))
    return Square(place)
