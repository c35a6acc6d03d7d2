"""How long it takes to be offered labs where one types the bot's name, while 100,000 copies wait to go out.

From the moment somebody types to the moment Telegram accepts the answer, less the 30 ms that the stand-in
takes to hand the query over. 100 labs in six languages, up to 20 choices an answer, each with a link.
"""

import asyncio
import random
import statistics
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config import Config
from storage import labs
from storage.database import Database
from storage.labs import Text
from tests.bench import processes
from tests.bench.bench_replies import LAST, LATENCY_S, PEOPLE, _as_in_life
from tests.bench.crowd import crowd
from tests.bench.figures import show
from tests.databases import House

LABS, QUERIES, PER_SECOND = 100, 200, 4.0
LANGUAGES = ("it", "en", "fr", "ar", "ur", "es")
TYPED = ("", "lab", "lab 42 fr", "42", "fr", "felt", "storie", "sailing")
WITHIN_S = 180.0


def _fill(database_url: str) -> None:
    """Labs until there are a hundred that come."""
    database, now = Database(database_url), datetime.now(UTC)
    with database.transaction() as tx:
        for number in range(LABS - len(labs.coming(tx, now))):
            about = {"status": "published", "topic": "work", "venue": "in_person", "host": "A company"}
            lab = labs.add(tx, Text("it", f"Feltro e lana {number}", "Vieni."), now, seats=10, **about)
            for language in LANGUAGES[1:]:
                labs.put_text(tx, lab, Text(language, f"Felt and wool {number} ({language})", "Come."), now)
            starts_at = now + timedelta(days=2 + number % 90)
            labs.add_meeting(tx, lab, starts_at, starts_at + timedelta(hours=2), "Piazza dei Colori")
        assert len(labs.coming(tx, now)) == LABS
    database.close()


async def _type(at: processes.Telegram) -> None:
    """Somebody types now and then: always somebody else, so that each link is new and no answer kept."""
    chance = random.Random(1)
    for number in range(QUERIES):
        await asyncio.sleep(chance.expovariate(PER_SECOND))
        await at.ask(f"type {LAST - number} {TYPED[number % len(TYPED)]}")
    while len((await at.ask("tally"))["typed_s"]) < QUERIES:  # noqa: ASYNC110  # it tells nobody unasked
        await asyncio.sleep(0.1)


async def bench_inline_queries_during_an_announcement(dialect: str, house: House, tmp_path: Path) -> None:
    async with processes.telegram(people=PEOPLE, latency_s=LATENCY_S, blocked_each=0) as at:
        with _as_in_life(house), house.fresh(dialect, is_migrated=False) as database_url:
            url = f"sqlite:///{tmp_path}/bench.db" if dialect == "sqlite" else database_url
            with crowd(url, PEOPLE) as told:
                _fill(url)
                async with asyncio.timeout(WITHIN_S), processes.bot(at, url, tmp_path):
                    await processes.until(lambda: told.is_laid_out)
                    before = await at.ask("tally")
                    await _type(at)
                    tally = await at.ask("tally")
                waiting = told.counts()["queued"]
    waits_ms = [1000 * (wait_s - LATENCY_S) for wait_s in tally["typed_s"]]
    percent = statistics.quantiles(waits_ms, n=100)
    rate = (tally["accepted"] - before["accepted"]) / (tally["seconds"] - before["seconds"])
    show(
        f"{QUERIES} inline queries, {LABS} labs, {waiting:,} copies waiting ({dialect})",
        ("an answer beyond the wire, median", f"{percent[49]:.0f} ms", ""),
        ("an answer beyond the wire, 99 of 100", f"{percent[98]:.0f} ms", "1,000 ms"),
        ("the slowest answer", f"{max(waits_ms):.0f} ms", ""),
        ("choices in an answer, mean", f"{tally['choices'] / QUERIES:.1f}", ""),
        ("copies a second meanwhile", f"{rate:.1f}", f"{Config().delivery.per_second}"),
    )
