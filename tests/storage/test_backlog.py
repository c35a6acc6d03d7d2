"""The backlog: what waits, by state and kind, counted beside any number of messages that are over."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from storage import outbox, people
from storage.backlog import count
from storage.database import Database

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """A database that can be opened twice."""
    opened = Database(migrated_url)
    yield opened
    opened.close()


def test_what_waits_is_counted_by_state_and_kind(database: Database) -> None:
    with database.transaction() as tx:
        person = people.meet(tx, 1001, "en", NOW).id
        for kind, messages in (("reply", 3), ("reminder", 2), ("notice", 1)):
            for _ in range(messages):
                outbox.put(tx, kind, NOW, person=person, address="menu")  # type: ignore[arg-type]  # kinds
        assert len(outbox.lease(tx, NOW, 1)) == 1
    with database.reading() as tx:
        assert {pair: messages for pair, messages in count(tx).items() if messages} == {
            ("queued", "reply"): 2,
            ("leased", "reply"): 1,
            ("queued", "reminder"): 2,
            ("queued", "notice"): 1,
        }


def test_counting_waits_for_no_writer(database: Database) -> None:
    with database.transaction() as tx:
        outbox.put(tx, "reply", NOW, address="menu")
        with database.reading() as other:
            assert sum(count(other).values()) == 0
    with database.reading() as other:
        assert sum(count(other).values()) == 1


def test_counting_reads_nothing_that_is_over(database: Database) -> None:
    """Two hundred thousand settled rows, and the plan touches none of them."""
    with database.transaction() as tx:
        tx.exec_driver_sql(
            "INSERT INTO outbox (kind, priority, state, due_at, attempts)"
            " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)"
            " SELECT 'announcement', 2, 'sent', '2026-03-02 12:00:00', 1 FROM n"
        )
        outbox.put(tx, "reply", NOW, address="menu")
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as tx:
            tx.exec_driver_sql("ANALYZE outbox")
    began_s = time.perf_counter()
    with database.reading() as tx:
        found = count(tx)
    assert time.perf_counter() - began_s < 0.1
    assert (sum(found.values()), found["queued", "reply"]) == (1, 1)
