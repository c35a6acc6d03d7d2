"""The test databases keep their word: real, fresh, one's own, and gone afterwards."""

import os
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, make_url, text

from storage.database import Database
from storage.migration import migrate, newest, version
from tests.databases import SETTINGS, House, PostgresFailed


def names_of_tables(url: str) -> list[str]:
    engine = create_engine(url)
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()


def test_the_database_is_what_its_name_says(dialect: str, database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        asked = "SELECT version()" if dialect == "postgres" else "SELECT 'SQLite ' || sqlite_version()"
        assert connection.execute(text(asked)).scalar_one().lower().startswith(dialect)
    engine.dispose()


@pytest.mark.parametrize("round_", [1, 2])
def test_a_database_is_empty_whatever_the_test_before_left_in_it(database_url: str, round_: int) -> None:
    assert names_of_tables(database_url) == []
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_behind (id INTEGER)"))
    engine.dispose()
    assert names_of_tables(database_url) == ["left_behind"]


def test_a_migrated_database_stands_at_the_newest_step(migrated_url: str) -> None:
    database = Database(migrated_url)
    with database.transaction() as tx:
        assert version(tx) == newest()
    assert migrate(database) == (newest(), newest())
    database.close()


def test_a_migrated_database_is_a_copy_of_its_own(migrated_url: str, house: House, dialect: str) -> None:
    engine = create_engine(migrated_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_behind (id INTEGER)"))
    engine.dispose()
    with house.fresh(dialect, is_migrated=True) as another:
        assert "left_behind" not in names_of_tables(another)
        assert "alembic_version" in names_of_tables(another)


def test_a_database_is_gone_afterwards_though_somebody_is_still_connected(house: House, dialect: str) -> None:
    with house.fresh(dialect, is_migrated=False) as url:
        engine = create_engine(url)
        held = engine.connect()
        held.execute(text("SELECT 1"))
        name = make_url(url).database
        assert name
    if dialect == "postgres":
        assert not house.postgres.has(name)
        held.invalidate()
    else:
        assert not Path(name).exists()
    held.close()
    engine.dispose()


@pytest.mark.postgres
def test_clearing_a_house_ends_its_server_and_leaves_nothing_behind() -> None:
    another = House.build()
    another.postgres.start()
    pid = another.postgres.pid
    assert pid is not None
    assert is_running(pid)
    another.clear()
    for _ in range(100):
        if not is_running(pid):
            break
        time.sleep(0.05)
    assert not is_running(pid)
    assert not another.path.exists()
    assert not another.memory.exists()


@pytest.mark.postgres
def test_a_server_that_cannot_start_is_an_error_with_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SETTINGS, "max_connections", "many")
    another = House.build()
    with pytest.raises(PostgresFailed, match='invalid value for parameter "max_connections": "many"'):
        another.postgres.start()
    another.clear()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to be somebody else for PostgreSQL")
@pytest.mark.postgres
def test_root_lets_somebody_else_run_the_server(house: House) -> None:
    house.postgres.start()
    assert Path(f"/proc/{house.postgres.pid}").stat().st_uid == house.postgres.home.stat().st_uid != 0


def is_running(pid: int) -> bool:
    """A process that has ended and waits to be counted (a zombie) does not run."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
