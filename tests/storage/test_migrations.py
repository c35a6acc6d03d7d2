"""The migrations make what the models say, once, and never touch what they do not know."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from storage.database import Database, DatabaseUnusable, Transaction
from storage.migration import migrate, newest, version
from storage.tables import Moment, Table
from tests.databases import House
from tests.storage.rows import a_person, everything


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def differences(tx: Transaction, models: sa.MetaData) -> list[Any]:
    """What Alembic would write into the next migration."""
    context = MigrationContext.configure(tx, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, models))


def shape(database: Database) -> dict[str, Any]:
    """Every table as the database itself describes it: also checks and partial indexes."""
    looked = sa.inspect(database.engine)
    return {
        table: {
            "columns": [{**column, "type": repr(column["type"])} for column in looked.get_columns(table)],
            "key": looked.get_pk_constraint(table),
            "foreign keys": sorted(looked.get_foreign_keys(table), key=str),
            "checks": sorted(looked.get_check_constraints(table), key=str),
            "unique": sorted(looked.get_unique_constraints(table), key=str),
            "indexes": sorted(map(_index, looked.get_indexes(table))),
        }
        for table in looked.get_table_names()
        if table != "alembic_version"
    }


def _index(index: Any) -> str:
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return f"{index['name']} {index['column_names']} unique={bool(index['unique'])} {options}"


def test_the_models_are_what_the_migrations_make(empty: Database) -> None:
    migrate(empty)
    with empty.transaction() as tx:
        assert differences(tx, Table.metadata) == []


def test_tables_made_from_the_models_are_the_same_to_the_last_check(
    empty: Database, house: House, dialect: str
) -> None:
    migrate(empty)
    with house.fresh(dialect, is_migrated=False) as url:
        modelled = Database(url)
        with modelled.transaction() as tx:
            Table.metadata.create_all(tx)
        migrated, meant = shape(empty), shape(modelled)
        modelled.close()
    assert sorted(migrated) == sorted(Table.metadata.tables)
    for table, described in meant.items():
        assert migrated[table] == described


def _one_column_more(models: sa.MetaData) -> None:
    models.tables["labs"].append_column(sa.Column("colour", sa.String(10)))


def _one_column_less(models: sa.MetaData) -> None:
    labs = models.tables["labs"]
    labs._columns.remove(labs.c.host)


def _another_type(models: sa.MetaData) -> None:
    models.tables["labs"].c.seats.type = Moment()


def _no_longer_needed(models: sa.MetaData) -> None:
    models.tables["labs"].c.host.nullable = True


def _one_index_more(models: sa.MetaData) -> None:
    sa.Index("ix_labs_host", models.tables["labs"].c.host)


def _one_table_more(models: sa.MetaData) -> None:
    sa.Table("rumours", models, sa.Column("id", sa.Integer, primary_key=True))


@pytest.mark.long
@pytest.mark.parametrize(
    ("alter", "noticed"),
    [
        (_one_column_more, "add_column"),
        (_one_column_less, "remove_column"),
        (_another_type, "modify_type"),
        (_no_longer_needed, "modify_nullable"),
        (_one_index_more, "add_index"),
        (_one_table_more, "add_table"),
    ],
)
def test_a_model_that_was_altered_without_a_migration_is_noticed(
    empty: Database, alter: Callable[[sa.MetaData], None], noticed: str
) -> None:
    migrate(empty)
    models = sa.MetaData()
    for table in Table.metadata.sorted_tables:
        table.to_metadata(models)
    alter(models)
    with empty.transaction() as tx:
        found = differences(tx, models)
    assert [(each[0] if isinstance(each, list) else each)[0] for each in found] == [noticed]


def test_an_empty_database_gets_every_table(empty: Database) -> None:
    assert migrate(empty) == (None, newest())
    with empty.transaction() as tx:
        assert version(tx) == newest()
        assert set(everything(tx)) == set(Table.metadata.tables)


def test_migrating_twice_harms_nothing(empty: Database) -> None:
    migrate(empty)
    with empty.transaction() as tx:
        a_person(tx, 77)
        before = everything(tx)
    assert migrate(empty) == (newest(), newest())
    with empty.transaction() as tx:
        assert everything(tx) == before


def test_two_bots_that_start_at_once_both_find_it_migrated(empty: Database) -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: migrate(empty), range(4)))
    assert sorted(found, key=str) == [*[(newest(), newest())] * 3, (None, newest())]


def test_a_newer_database_is_refused_in_plain_words_and_left_as_it_is(empty: Database) -> None:
    migrate(empty)
    with empty.transaction() as tx:
        tx.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnusable) as refused:
        migrate(empty)
    assert str(refused.value) == (
        f"the database is newer than this program (it stands at step 9999, "
        f"this program knows up to {newest()}): install the newer version"
    )
    with empty.transaction() as tx:
        assert version(tx) == "9999"
