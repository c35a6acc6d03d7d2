"""How long a person waits for a reply while 100,000 copies of an announcement wait to go out.

From the moment they write to the moment Telegram accepts the reply, less the 30 ms that the stand-in
takes to hand the update over.
"""

import asyncio
import random
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.config import Config
from tests.bench import processes
from tests.bench.crowd import crowd
from tests.bench.figures import show
from tests.bench.standin import FIRST
from tests.databases import House

PEOPLE, REPLIES, PER_SECOND = 100_000, 200, 4.0
LATENCY_S = 0.03
LAST = FIRST + PEOPLE - 1
WITHIN_S = 120.0


async def _write(at: processes.Telegram) -> None:
    """Somebody writes now and then: always somebody else, whose own copy is far away."""
    chance = random.Random(1)
    for number in range(REPLIES):
        await asyncio.sleep(chance.expovariate(PER_SECOND))
        await at.ask(f"write {LAST - number}")
    while (await at.ask("tally"))["unanswered"]:  # noqa: ASYNC110  # it tells nobody unasked
        await asyncio.sleep(0.1)


@contextmanager
def _as_in_life(house: House) -> Iterator[None]:
    """PostgreSQL gathers statistics by itself, as it does outside of tests."""
    order = "ALTER SYSTEM {} autovacuum"
    house.postgres.start()
    house.postgres.tell(f"{order.format('SET')} = on")
    house.postgres.tell("SELECT pg_reload_conf()")
    try:
        yield
    finally:
        house.postgres.tell(order.format("RESET"))
        house.postgres.tell("SELECT pg_reload_conf()")


async def bench_replies_during_an_announcement(dialect: str, house: House, tmp_path: Path) -> None:
    async with processes.telegram(people=PEOPLE, latency_s=LATENCY_S, blocked_each=0) as at:
        with _as_in_life(house), house.fresh(dialect, is_migrated=False) as database_url:
            url = f"sqlite:///{tmp_path}/bench.db" if dialect == "sqlite" else database_url
            with crowd(url, PEOPLE) as told:
                async with asyncio.timeout(WITHIN_S), processes.bot(at, url, tmp_path):
                    await processes.until(lambda: told.is_laid_out)
                    before = await at.ask("tally")
                    await _write(at)
                    tally = await at.ask("tally")
                waiting = told.counts()["queued"]
    waits_ms = [1000 * (wait_s - LATENCY_S) for wait_s in tally["waits_s"]]
    assert len(waits_ms) == REPLIES
    percent = statistics.quantiles(waits_ms, n=100)
    copies = tally["accepted"] - before["accepted"]
    rate = copies / (tally["seconds"] - before["seconds"])
    budget = Config().delivery.per_second
    show(
        f"{REPLIES} replies, {waiting:,} copies waiting ({dialect})",
        ("a reply beyond the wire, median", f"{percent[49]:.0f} ms", ""),
        ("a reply beyond the wire, 99 of 100", f"{percent[98]:.0f} ms", "100 ms"),
        ("the slowest reply", f"{max(waits_ms):.0f} ms", ""),
        ("copies a second meanwhile", f"{rate:.1f}", f"{budget} less the replies"),
        ("429s", str(tally["refusals"]), "0"),
    )
