"""How long the report takes, from the database to the last figure: for the whole city, at four sizes."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from dialogs.reach.growing import grown
from dialogs.reach.reading import report
from storage import reach
from storage.database import Database
from tests.bench.figures import show
from tests.bench.wood import BEGAN, plant
from tests.dialogs.chat import BOLOGNA

SIZES = (125_000, 250_000, 500_000, 1_000_000)
UNTIL = BEGAN + timedelta(days=180)


@pytest.mark.parametrize("size", SIZES)
def bench_the_report(tmp_path: Path, size: int) -> None:
    database = Database(f"sqlite:///{tmp_path}/wood.db")
    plant(database, size)
    with database.reading_twice() as tx:
        report(tx, UNTIL, BOLOGNA, until=BEGAN + timedelta(days=20))  # scipy is loaded, pages are read
        began = time.perf_counter()
        way = reach.way(tx, UNTIL, BOLOGNA.languages, BOLOGNA.districts)
        read = time.perf_counter()
        grown(way, 0.0, 0.0, BOLOGNA.languages, BOLOGNA.districts, (), None)
        made = time.perf_counter()
        found = report(tx, UNTIL, BOLOGNA, until=UNTIL)
        whole = time.perf_counter() - made
    database.close()
    assert found.people is not None
    assert found.people > size * 0.9
    show(
        f"The report over {size:,} arrivals (SQLite)",
        ("whole", f"{whole:.2f} s", "3 s at a million"),
        ("of it: reading", f"{read - began:.2f} s", ""),
        ("of it: the forest", f"{made - read:.2f} s", ""),
    )
