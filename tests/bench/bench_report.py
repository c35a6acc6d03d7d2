"""How long the report takes, from the database to the last figure: for the whole city, at four sizes.

Both databases; the median of five reports."""

import time
from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest

from dialogs.reach.growing import grown
from dialogs.reach.reading import report
from storage import reach
from storage.database import Database
from tests.bench.figures import show
from tests.bench.wood import BEGAN, plant
from tests.databases import House
from tests.dialogs.chat import BOLOGNA

SIZES = (125_000, 250_000, 500_000, 1_000_000)
TIMES = 5
UNTIL = BEGAN + timedelta(days=180)


@pytest.mark.parametrize("size", SIZES)
def bench_the_report(dialect: str, house: House, tmp_path: Path, size: int) -> None:
    with house.fresh(dialect, is_migrated=False) as url:
        _measure(dialect, f"sqlite:///{tmp_path}/wood.db" if dialect == "sqlite" else url, size)


def _measure(dialect: str, url: str, size: int) -> None:
    database = Database(url)
    plant(database, size)
    with database.reading_twice() as tx:
        report(tx, UNTIL, BOLOGNA, until=BEGAN + timedelta(days=20))  # scipy is loaded, pages are read
        began = time.perf_counter()
        way = reach.way(tx, UNTIL, BOLOGNA.languages, BOLOGNA.districts)
        read = time.perf_counter()
        grown(way, 0.0, 0.0, BOLOGNA.languages, BOLOGNA.districts, (), None)
        made = time.perf_counter()
        took_s, found = [], report(tx, UNTIL, BOLOGNA, until=UNTIL)
        for _ in range(TIMES):
            at = time.perf_counter()
            found = report(tx, UNTIL, BOLOGNA, until=UNTIL)
            took_s.append(time.perf_counter() - at)
    database.close()
    assert found.people is not None
    assert found.people > size * 0.9
    show(
        f"The report over {size:,} arrivals ({dialect})",
        ("whole", f"{median(took_s):.2f} s", "3 s at a million"),
        ("slowest of five", f"{max(took_s):.2f} s", ""),
        ("of it: reading", f"{read - began:.2f} s", ""),
        ("of it: the forest", f"{made - read:.2f} s", ""),
    )
