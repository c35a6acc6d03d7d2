"""A database that is in use is brought from each step to the next with all that is in it."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.exc import IntegrityError

from storage import flow, progress
from storage.database import Database, DatabaseUnusable, Transaction
from storage.migration import config, migrate, version
from storage.new_migration import differences
from tests.storage.rows import NOW, everything

_NEWS = (
    "INSERT INTO announcements (id, audience, language, state, planned_to, due_at, made_at)"
    " VALUES (1, 'all', 'it', 'sending', 0, '2026-01-01', '2026-01-01')"
)
_WORDS = "INSERT INTO announcement_texts (announcement_id, language, text) VALUES (1, 'it', 'Ciao.')"


@pytest.fixture
def at_the_first_step(migrated_url: str) -> Iterator[Database]:
    """A database of the first version, with an announcement in it."""
    database = Database(migrated_url)
    with database.rebuilding() as tx:
        command.downgrade(config(tx), "0001")
        assert version(tx) == "0001"
        tx.execute(sa.text(_NEWS))
        tx.execute(sa.text(_WORDS))
    yield database
    database.close()


def words(tx: Transaction) -> list[str]:
    return [row["text"] for row in everything(tx)["announcement_texts"]]


def test_there_and_back_the_tables_are_as_the_models_say(at_the_first_step: Database) -> None:
    migrate(at_the_first_step)
    with at_the_first_step.transaction() as tx:
        assert differences(tx) == []


def test_what_was_written_before_is_there_afterwards(at_the_first_step: Database) -> None:
    migrate(at_the_first_step)
    with at_the_first_step.transaction() as tx:
        assert words(tx) == ["Ciao."]
        (row,) = everything(tx)["announcements"]
        assert (row["state"], row["rests_for"]) == ("sending", None)


def test_what_was_under_way_is_looked_after_and_what_was_over_is_not(at_the_first_step: Database) -> None:
    under_way = "UPDATE announcements SET state = 'planning', planned_to = 5"
    over = _NEWS.replace("(1, 'all', 'it', 'sending', 0", "(2, 'all', 'it', 'done', 5")
    with at_the_first_step.transaction() as tx:
        tx.execute(sa.text(under_way))
        tx.execute(sa.text(over))
    migrate(at_the_first_step)
    with at_the_first_step.transaction() as tx:
        first, second = everything(tx)["announcements"]
        assert (first["moved_at"], second["moved_at"]) == (first["due_at"], None)
        assert flow.overdue(tx, NOW) == (1,)
        assert [one.id for one in progress.new(tx, NOW)] == [1]


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_tables_made_anew_with_references_kept_would_lose_it(at_the_first_step: Database) -> None:
    with at_the_first_step.transaction() as tx:
        command.upgrade(config(tx), "head")
        assert words(tx) == []


def test_a_reference_that_leads_nowhere_stops_the_upgrade(at_the_first_step: Database) -> None:
    def orphan() -> None:
        with at_the_first_step.rebuilding() as tx:
            tx.execute(sa.text("INSERT INTO announcement_texts VALUES (99, 'it', 'Ciao.')"))

    with pytest.raises((DatabaseUnusable, IntegrityError)):
        orphan()
    migrate(at_the_first_step)
    with at_the_first_step.transaction() as tx:
        assert words(tx) == ["Ciao."]
