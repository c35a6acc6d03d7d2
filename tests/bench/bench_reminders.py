"""How long a tick takes that has nothing to do, or a hundred thousand reminders, on the eve of many labs."""

import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from bot.config import Config
from dialogs.labs import reminding
from storage.database import Database
from storage.migration import migrate
from tests.bench.figures import show

LABS, SEATS = 1_000, 100
AFTERNOON = datetime(2026, 3, 2, 16, tzinfo=UTC)
EVENING = datetime(2026, 3, 2, 17, tzinfo=UTC)
"""18:00 in Bologna."""
DAY_AFTER = datetime(2026, 3, 4, 10, tzinfo=UTC)


def _fill(database: Database) -> None:
    """Each lab begins tomorrow, at one of twenty-four hours and half hours, and is full."""
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)"
    moment = "2026-03-02 10:00:00.000000"
    start = "strftime('%Y-%m-%d %H:%M:00.000000', '2026-03-03 07:00', (i % 24 * 30) || ' minutes')"
    end = start.replace("07:00", "09:00")
    with database.transaction() as tx:
        for many, into in (
            (
                LABS * SEATS,
                "people (id, language, role, met_at, seen_on, agreed_at, has_reminders, is_work_first, wave)"
                f" SELECT i, 'ar', 'person', '{moment}', '2026-01-01', '{moment}', 1, 0, 0",
            ),
            (
                LABS,
                "labs (id, status, topic, venue, host, spoken, seats, language, made_at, lets_pass)"
                f" SELECT i, 'published', 'work', 'outdoors', 'We', '', {SEATS}, 'en', '{moment}', 0",
            ),
            (
                LABS,
                "meetings (lab_id, starts_at, ends_at, place, sequence)"
                f" SELECT i, {start}, {end}, 'Piazza', 0",
            ),
            (
                LABS * SEATS,
                "signups (lab_id, person_id, party, state, joined_at, changed_at, number, has_given_feedback)"
                f" SELECT i % {LABS} + 1, i, 1, 'seated', '{moment}', '{moment}', i, 0",
            ),
        ):
            tx.execute(text(f"{count} INSERT INTO {into} FROM n"), {"many": many})


def bench_a_tick_on_the_eve_of_labs_with_a_hundred_thousand_sign_ups(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/eve.db")
    migrate(database)
    _fill(database)
    city, swept = Config().city("bench_bot"), reminding.Swept()

    def tick(now: datetime) -> tuple[int, list[float]]:
        """Sweeps until nothing is left to do: how many reminders, and the seconds of each transaction."""
        made: list[int] = []
        took: list[float] = []
        while not made or made[-1] >= reminding.AT_ONCE:
            began = time.perf_counter()
            with database.transaction() as tx:
                made.append(reminding.sweep(tx, city, now, swept))
            took.append(time.perf_counter() - began)
        return sum(made), took

    figures = []
    for what, now, expected in (
        ("no hour has come", AFTERNOON, 0),
        ("18:00: all are reminded", EVENING, LABS * SEATS),
        ("18:00: the first tick after it", EVENING, 0),
        ("18:00: each tick after that", EVENING, 0),
        ("the day after: all are asked how it was", DAY_AFTER, LABS * SEATS),
        ("the day after: each tick after that", DAY_AFTER, 0),
    ):
        made, took = tick(now)
        assert made == expected
        if expected:
            figures.append((what, f"{sum(took):.1f} s", "60 s"))
            figures.append(("    a reply waits at most", f"{max(took) * 1000:.0f} ms", "200 ms"))
        else:
            figures.append((what, f"{sum(took) * 1000:.1f} ms", "100 ms"))
    database.close()
    show(f"Reminders of {LABS:,} labs tomorrow, {LABS * SEATS:,} sign-ups (SQLite)", *figures)
