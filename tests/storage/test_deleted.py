"""What is deleted is gone from SQLite's file too, also where SQLite was not built to see to it by itself."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, event, update

from storage import drafts
from storage.database import Database
from storage.tables import DraftRow
from tests.storage.rows import NOW, a_person

WORD = b"where the secret garden is"


def on_the_disk(database: Database) -> bool:
    """Whether a word that was written, and deleted, can still be read from the closed database's file."""
    with database.transaction() as tx:
        amina = a_person(tx, 77)
        for number in range(50):  # some pages go back to the free ones, of some a part
            drafts.put(tx, amina, f"form{number}", {"title": WORD.decode() * 20}, NOW)
    with database.transaction() as tx:
        tx.execute(delete(DraftRow).where(DraftRow.form != "form7"))
        tx.execute(update(DraftRow).values(answers="{}"))
    database.close()
    return WORD in Path(database.url.database or "").read_bytes()


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_what_is_deleted_is_written_over_on_the_disk(database: Database) -> None:
    assert not on_the_disk(database)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_where_sqlite_is_not_told_to_what_is_deleted_can_be_read(database: Database) -> None:
    @event.listens_for(database.engine, "connect")
    def as_others_build_it(connection: Any, record: object) -> None:
        connection.execute("PRAGMA secure_delete=OFF")

    assert on_the_disk(database)
