"""How long it takes to lay out an announcement for a million people, and how much memory."""

import resource
import time
from datetime import UTC, datetime
from pathlib import Path

from storage import announcements, copies
from storage.audiences import Audience
from storage.database import Database
from storage.migration import migrate
from tests.bench.figures import show

PEOPLE = 1_000_000


def _fill(database: Database, now: str) -> None:
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {PEOPLE})"
    with database.transaction() as tx:
        tx.exec_driver_sql(
            f"{numbers} INSERT INTO people (id, language, role, met_at, seen_on, agreed_at, has_reminders, "
            f"is_work_first, wave, shows_figures) SELECT i, 'ar', 'person', '{now}', '2026-01-01', '{now}', "
            "1, 0, 0, 0 FROM n"
        )
        tx.exec_driver_sql(
            f"{numbers} INSERT INTO contacts (telegram_id, person_id) SELECT i + 5000, i FROM n"
        )


def bench_planning_for_a_million(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/million.db")
    migrate(database)
    now = datetime.now(UTC)
    _fill(database, now.strftime("%Y-%m-%d %H:%M:%S.%f"))
    with database.transaction() as tx:
        news = announcements.add(tx, 1, Audience("all"), "it", {"it": "Ciao"}, now, now)
        announcements.schedule(tx, news, now)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    longest, began, goes_on = 0.0, time.perf_counter(), True
    while goes_on:
        start = time.perf_counter()
        with database.transaction() as tx:
            found = announcements.get(tx, news)
            assert found is not None
            goes_on = copies.plan(tx, found, now)
        longest = max(longest, time.perf_counter() - start)
    took = time.perf_counter() - began
    grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    with database.transaction() as tx:
        assert copies.counts(tx, news) == {"queued": PEOPLE}
    database.close()
    show(
        f"An announcement for {PEOPLE:,} people (SQLite)",
        ("laid out in", f"{took:.2f} s", "5 s"),
        ("longest transaction, a reply waits so long at most", f"{longest * 1000:.0f} ms", "100 ms"),
        ("memory grew by", f"{grew:.0f} MB", "flat"),
    )
