"""The bot is killed under load, again and again: nothing is lost, and nothing is done twice."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from bot.playground.server import TOKEN
from storage import outbox
from storage.database import Database
from tests.chaos.mortal import IS_WHOLE, KILLS, Mortal, mortal, telegram
from tests.chaos.traffic import COPIES, Traffic, busy
from tests.chaos.truth import (
    each_update_is_answered_once,
    every_reply_has_arrived,
    no_news_is_doubled,
    nobody_has_heard_anything_twice,
    nothing_is_lost_or_done_twice,
    what_is_unknown_was_on_its_way_and_is_told,
)

pytestmark = pytest.mark.long

DRIVERS = {"sqlite": "aiogram", "postgres": "python-telegram-bot"}
"""The journeys are made with the other on each."""
WAYS = [
    pytest.param(dialect, driver, marks=[pytest.mark.postgres] if dialect == "postgres" else [])
    for dialect in DRIVERS
    for driver in DRIVERS.values()
    if IS_WHOLE or driver == DRIVERS[dialect]
]
LONGEST_LIFE_S = 0.9
SLOWER_START_S = {"sqlite": 0.0, "postgres": 0.4}
"""A life on PostgreSQL begins with connections: it is to be killed at work, not only at its birth."""


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """The bot's own database, for the counting."""
    opened = Database(migrated_url)
    yield opened
    opened.close()


@asynccontextmanager
async def a_town(
    database: Database, folder: Path, *how: str, driver: str = "aiogram"
) -> AsyncIterator[tuple[Mortal, Traffic]]:
    """A bot that is not yet born, and everybody who will write to it."""
    url = database.url.render_as_string(hide_password=False)
    async with telegram() as playground, mortal(playground, url, folder, *how, driver=driver) as bot:
        traffic = Traffic(playground, database, random.Random(11))
        traffic.settle_in()
        yield bot, traffic


async def live_and_die(bot: Mortal, traffic: Traffic, times: int, start_s: float = 0.0) -> None:
    """So many lives, each ended by SIGKILL at a random moment, while people come."""
    async with busy(traffic):
        for _ in range(times):
            await bot.is_born()
            await asyncio.sleep(start_s + traffic.chance.uniform(0.0, LONGEST_LIFE_S))
            assert await bot.dies() == -signal.SIGKILL
            traffic.a_life_has_ended()


async def come_to_rest(bot: Mortal, traffic: Traffic) -> None:
    """One life finishes all, and one reports."""
    await traffic.all_is_due()
    for is_done in (traffic.is_quiet, traffic.is_told):
        await traffic.is_delivered_by(bot)
        await is_done()
        assert await bot.dies(of=signal.SIGTERM) == 0


@pytest.mark.parametrize(("dialect", "driver"), WAYS, indirect=["dialect"])
async def test_killed_again_and_again_it_loses_nothing_and_does_nothing_twice(
    database: Database, dialect: str, driver: str, tmp_path: Path
) -> None:
    async with a_town(database, tmp_path, driver=driver) as (bot, traffic):
        await live_and_die(bot, traffic, -(-KILLS // len(WAYS)), SLOWER_START_S[dialect])
        await come_to_rest(bot, traffic)
        nothing_is_lost_or_done_twice(traffic)
        every_reply_has_arrived(traffic)
        no_news_is_doubled(traffic)
        what_is_unknown_was_on_its_way_and_is_told(traffic)
        what_is_changed_by_hand_is_found_out(traffic)
    log = (tmp_path / "log").read_text()
    assert "a screen failed" not in log
    assert TOKEN not in log


async def is_asked_more(traffic: Traffic, than: int) -> None:
    """Wait until the database holds more questions."""
    assert await traffic.playground.until(lambda: traffic.count("questions") > than, timeout_s=60)


TRIES = 5


async def _lives_end_over_a_heap(bot: Mortal, traffic: Traffic) -> None:
    for _ in range(30):
        traffic.someone_comes()
    for _ in range(3):
        asked = traffic.count("questions")
        await bot.is_born()
        await is_asked_more(traffic, asked)
        assert await bot.dies() == -signal.SIGKILL


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
async def test_a_bot_that_forgets_what_it_handled_is_found_out_by_the_same_count(
    database: Database, tmp_path: Path
) -> None:
    async with a_town(database, tmp_path, "forgetful", driver="python-telegram-bot") as (bot, traffic):
        for _ in range(TRIES):  # it may have confirmed all it handled, just before it was killed
            await _lives_end_over_a_heap(bot, traffic)
            await bot.is_born()
            assert await traffic.playground.until(
                lambda: not len(traffic.playground.world.queue), timeout_s=60
            )
            if traffic.count("questions") > len(traffic.newcomers):
                break
            assert await bot.dies() == -signal.SIGKILL
        assert traffic.count("questions") > len(traffic.newcomers)
        with pytest.raises(AssertionError):
            each_update_is_answered_once(traffic)


def what_is_changed_by_hand_is_found_out(traffic: Traffic) -> None:
    """The control: a reply that is dropped, a copy that is given up, and one of which nobody is told."""
    dropped = "outbox WHERE kind = 'reply' AND state = 'sent'"
    with one_is(traffic, "cancelled", dropped), pytest.raises(AssertionError):
        every_reply_has_arrived(traffic)
    every_reply_has_arrived(traffic)
    with one_is(traffic, "unknown", f"{COPIES} AND state = 'sent'") as row:
        with pytest.raises(AssertionError):
            what_is_unknown_was_on_its_way_and_is_told(traffic)
        all_on_their_way = traffic.on_their_way | {row}
        with pytest.raises(AssertionError):
            what_is_unknown_was_on_its_way_and_is_told(replace(traffic, on_their_way=all_on_their_way))
    what_is_unknown_was_on_its_way_and_is_told(traffic)


@contextmanager
def one_is(traffic: Traffic, state: str, of: str) -> Iterator[int]:
    """For a while the last of these rows, which were sent, is in another state; which row."""
    [(row,)] = traffic.rows(f"SELECT max(id) FROM {of}")
    with traffic.database.transaction() as tx:
        outbox.set_state(tx, [row], state)
    yield row
    with traffic.database.transaction() as tx:
        outbox.set_state(tx, [row], "sent")


async def test_told_to_stop_it_finishes_what_is_in_hand_within_five_seconds(
    database: Database, dialect: str, tmp_path: Path
) -> None:
    async with a_town(database, tmp_path, driver=DRIVERS[dialect]) as (bot, traffic):
        for _ in range(3):
            async with busy(traffic):
                await bot.is_born()
                await asyncio.sleep(traffic.chance.uniform(0.3, 1.2))
                told_at = monotonic()
                assert await bot.dies(of=signal.SIGTERM) == 0
                assert monotonic() - told_at < 5.0
            unconfirmed = {update["update_id"] for update in traffic.playground.world.queue.read(limit=10**6)}
            handled = {number for (number,) in traffic.rows("SELECT update_id FROM inbox")}
            assert handled.isdisjoint(unconfirmed)
            assert traffic.count("outbox WHERE state IN ('leased', 'unknown')") == 0
        await traffic.all_is_due()
        await bot.is_born()
        await traffic.is_quiet()
        assert await bot.dies(of=signal.SIGTERM) == 0
        nothing_is_lost_or_done_twice(traffic)
        every_reply_has_arrived(traffic)
        nobody_has_heard_anything_twice(traffic)
