"""Two bots over one database: one delivers; when it dies or is cut off the other does, within 5 seconds."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from sqlalchemy import text

from storage.database import ONE_AT_A_TIME, Database
from tests.chaos.mortal import IS_WHOLE, Mortal, mortal, telegram
from tests.chaos.traffic import COPIES, Traffic, busy
from tests.chaos.truth import (
    every_reply_has_arrived,
    no_news_is_doubled,
    nothing_is_lost_or_done_twice,
    what_is_unknown_was_on_its_way_and_is_told,
)

LIGHT = "python-telegram-bot"
TAKEN_OVER_S = 5.0
FIRST_S, MOST_SLOW = 2.0, 4.0
"""From a birth to the first answer on a machine at ease; so many times as slow a one is allowed for."""
TIMES = 3 if IS_WHOLE else 2
"""The one, the other, and the first again."""
CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_locks"
    f" WHERE locktype = 'advisory' AND objid = {ONE_AT_A_TIME} AND objsubid = 1 AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
NOTED = f"""
CREATE TABLE on_their_way (id integer);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
INSERT INTO on_their_way SELECT id FROM {COPIES} AND state = 'leased'; RETURN NULL; END $$;
CREATE TRIGGER noted AFTER UPDATE ON duty EXECUTE FUNCTION note();
"""
"""What was on its way when one took over: too short a moment to look into from outside."""
pytestmark = [pytest.mark.long, pytest.mark.parametrize("dialect", ["postgres"], indirect=True)]


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """The bots' own database, for the counting."""
    opened = Database(migrated_url)
    yield opened
    opened.close()


@asynccontextmanager
async def two_bots(
    database: Database, folder: Path, *how: str
) -> AsyncIterator[tuple[list[Mortal], Traffic]]:
    """Two bots that are not yet born, and everybody who will write to them."""
    url = database.url.render_as_string(hide_password=False)
    async with telegram() as playground, AsyncExitStack() as bots:
        pair = [
            await bots.enter_async_context(mortal(playground, url, folder, *how, driver=LIGHT))
            for _ in range(2)
        ]
        traffic = Traffic(playground, database, Random(5))
        traffic.settle_in()
        with database.transaction() as tx:
            tx.execute(text(NOTED))
        yield pair, traffic


async def is_taken_over(traffic: Traffic, term: int, within_s: float = MOST_SLOW * TAKEN_OVER_S) -> float:
    """Another term begins, and in it somebody is answered; after how many seconds."""
    since = monotonic()
    while traffic.rows("SELECT term FROM duty") != [(term,)]:
        assert monotonic() - since < within_s, "nobody has taken over"
        await asyncio.sleep(0.05)
    answered = traffic.answered()
    while traffic.answered() == answered:
        assert monotonic() - since < within_s, "nobody is answered"
        await asyncio.sleep(0.05)
    return monotonic() - since


def allowed_s(first_s: float) -> float:
    """What was promised; and on a machine where even the first answer is slow, as many times as much."""
    return TAKEN_OVER_S * min(MOST_SLOW, max(1.0, first_s / FIRST_S))


async def is_accounted_for(bot: Mortal, traffic: Traffic) -> None:
    """In one life more everything is reported: what is unknown was on its way when one took over."""
    await traffic.is_delivered_by(bot)
    await traffic.is_told()
    assert await bot.dies(of=signal.SIGTERM) == 0
    traffic.on_their_way |= {row for (row,) in traffic.rows("SELECT id FROM on_their_way")}
    what_is_unknown_was_on_its_way_and_is_told(traffic)


async def test_when_the_one_that_delivers_is_killed_the_other_takes_over(
    database: Database, tmp_path: Path
) -> None:
    async with two_bots(database, tmp_path) as (bots, traffic):
        await bots[0].is_born()
        async with busy(traffic):
            within_s = allowed_s(await is_taken_over(traffic, term=1))
            for number in range(TIMES):
                delivers, stands_by = bots[number % 2], bots[(number + 1) % 2]
                await stands_by.is_born()
                await asyncio.sleep(traffic.chance.uniform(0.8, 1.6))
                assert await delivers.dies() == -signal.SIGKILL
                await is_taken_over(traffic, 2 + number, within_s)
        await traffic.is_quiet()
        assert await bots[TIMES % 2].dies(of=signal.SIGTERM) == 0
        nothing_is_lost_or_done_twice(traffic)
        every_reply_has_arrived(traffic)
        no_news_is_doubled(traffic)
        await is_accounted_for(bots[0], traffic)


async def test_one_that_is_cut_off_from_its_claim_stands_by_and_sends_nothing_twice(
    database: Database, tmp_path: Path
) -> None:
    async with two_bots(database, tmp_path) as (bots, traffic):
        for bot in bots:
            await bot.is_born()
        async with busy(traffic):
            within_s = allowed_s(await is_taken_over(traffic, term=1))
            for number in range(TIMES):
                await asyncio.sleep(traffic.chance.uniform(0.5, 1.5))
                assert traffic.rows(CUT_OFF) == [(True,)]
                await is_taken_over(traffic, 2 + number, within_s)
        await traffic.is_quiet()
        for bot in bots:
            assert await bot.dies(of=signal.SIGTERM) == 0
        nothing_is_lost_or_done_twice(traffic)
        every_reply_has_arrived(traffic)
        no_news_is_doubled(traffic)
        await is_accounted_for(bots[0], traffic)


async def test_with_the_lock_one_delivers_even_where_handing_out_takes_long(
    database: Database, tmp_path: Path
) -> None:
    async with two_bots(database, tmp_path, "hesitant") as (bots, traffic):
        await traffic.all_is_due()
        for bot in bots:
            await bot.is_born()
        await traffic.is_quiet()
        no_news_is_doubled(traffic)


async def test_without_the_lock_both_deliver_and_the_same_count_finds_doubles(
    database: Database, tmp_path: Path
) -> None:
    async with two_bots(database, tmp_path, "hesitant", "unlocked") as (bots, traffic):
        for bot in bots:
            await traffic.is_delivered_by(bot)
        await traffic.coordinator_tells_everybody()
        await traffic.is_quiet()
        with pytest.raises(AssertionError):
            no_news_is_doubled(traffic)
