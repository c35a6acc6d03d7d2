"""The bot is killed under load, thirty times in a row: nothing is lost, and nothing is done twice."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest

from bot.playground.server import TOKEN
from storage.database import Database
from tests.crash.mortal import COORDINATOR, Mortal, mortal, telegram
from tests.crash.traffic import CROWD, SEATS, Traffic

LONGEST_LIFE_S = 0.9
SLOWER_START_S = {"sqlite": 0.0, "postgres": 0.4}
"""A life on PostgreSQL begins with connections: it is to be killed at work, not only at its birth."""
KILLS = {"sqlite": 30, "postgres": 8}
EVERY_S = 0.12
"""So often somebody comes: some fifty updates a second."""
NEWS_EVERY_S = 2.0


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """The bot's own database, for the counting."""
    opened = Database(migrated_url)
    yield opened
    opened.close()


@asynccontextmanager
async def a_town(database: Database, folder: Path, *how: str) -> AsyncIterator[tuple[Mortal, Traffic]]:
    """A bot that is not yet born, and everybody who will write to it."""
    url = database.url.render_as_string(hide_password=False)
    async with telegram() as playground, mortal(playground, url, folder, *how) as bot:
        traffic = Traffic(playground, database, random.Random(11))
        traffic.settle_in()
        yield bot, traffic


@asynccontextmanager
async def busy(traffic: Traffic) -> AsyncIterator[None]:
    """People come, and news goes out, whether the bot lives or not."""

    async def newcomers() -> None:
        while True:
            traffic.someone_comes()
            await asyncio.sleep(EVERY_S)

    async def news() -> None:
        while True:
            await traffic.coordinator_tells_everybody()
            await asyncio.sleep(NEWS_EVERY_S)

    tasks = [asyncio.create_task(newcomers()), asyncio.create_task(news())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(end, asyncio.CancelledError) for end in ended), ended


async def live_and_die(bot: Mortal, traffic: Traffic, times: int, start_s: float = 0.0) -> None:
    """So many lives, each ended by SIGKILL at a random moment; then one that may finish everything."""
    async with busy(traffic):
        for _ in range(times):
            await bot.is_born()
            await asyncio.sleep(start_s + traffic.chance.uniform(0.0, LONGEST_LIFE_S))
            assert await bot.dies() == -signal.SIGKILL
    await bot.is_born()
    await traffic.is_quiet()
    assert await bot.dies(of=signal.SIGTERM) == 0


def nothing_is_lost_or_done_twice(traffic: Traffic) -> None:
    """What the database holds is what people did, once each."""
    crowd = len(traffic.newcomers)
    assert traffic.count("inbox") == traffic.updates
    assert traffic.count("outbox WHERE kind = 'reply'") == traffic.updates
    assert traffic.count("people WHERE agreed_at IS NOT NULL") == 1 + CROWD + crowd
    assert traffic.count("contacts") == 1 + CROWD + crowd
    assert traffic.count("signups") == crowd
    assert traffic.count("outbox WHERE kind = 'notice'") == traffic.count("questions") == crowd
    assert traffic.count("announcements") == traffic.news
    assert max(seated for _, seated in _seated(traffic)) <= SEATS


def _seated(traffic: Traffic) -> list[tuple[int, int]]:
    found = traffic.rows("SELECT lab_id, sum(party) FROM signups WHERE state = 'seated' GROUP BY lab_id")
    return [(lab, int(seated)) for lab, seated in found]


def every_reply_has_arrived(traffic: Traffic) -> None:
    """Each row of the outbox that is no news was sent, and stands in its chat as a message of its own."""
    assert traffic.count("outbox WHERE kind <> 'announcement' AND state <> 'sent'") == 0
    sent = traffic.rows(
        "SELECT telegram_id, message_id FROM outbox JOIN contacts ON contacts.person_id = outbox.person_id"
        " WHERE kind <> 'announcement'"
    )
    assert len(set(sent)) == len(sent)
    world = traffic.playground.world
    there = {(number, message.id) for number, _ in sent for message in world.from_bot(number)}
    assert set(sent) <= there
    desk = " ".join(traffic.heard(COORDINATOR))
    for number in traffic.newcomers:
        heard = " ".join(traffic.heard(number))
        assert "Your question has number" in heard
        assert "seats are yours" in heard or "seat is yours" in heard or "waiting list: " in heard
        assert f"Where is it, asks {number}?" in desk


def no_news_is_doubled(traffic: Traffic) -> None:
    """Who has a copy heard it once; where a kill left it unknown, once or not at all."""
    copies = traffic.rows(
        "SELECT telegram_id, announcement_texts.text, outbox.state FROM outbox"
        " JOIN contacts ON contacts.person_id = outbox.person_id"
        " JOIN announcement_texts ON announcement_texts.announcement_id = outbox.announcement_id"
    )
    news = {(number, words): state for number, words, state in copies}
    assert len(news) == len(copies) >= 3 * CROWD
    assert set(news.values()) <= {"sent", "unknown"}
    heard = traffic.news_heard()
    assert set(heard.values()) == {1}
    assert set(heard) <= set(news)
    assert {copy for copy, state in news.items() if state == "sent"} <= set(heard)


async def test_killed_again_and_again_it_loses_nothing_and_does_nothing_twice(
    database: Database, dialect: str, tmp_path: Path
) -> None:
    async with a_town(database, tmp_path) as (bot, traffic):
        await live_and_die(bot, traffic, KILLS[dialect], SLOWER_START_S[dialect])
        nothing_is_lost_or_done_twice(traffic)
        every_reply_has_arrived(traffic)
        no_news_is_doubled(traffic)
    log = (tmp_path / "log").read_text()
    assert "a screen failed" not in log
    assert TOKEN not in log


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
async def test_a_bot_that_forgets_what_it_handled_is_found_out_by_the_same_count(
    database: Database, tmp_path: Path
) -> None:
    async with a_town(database, tmp_path, "forgetful") as (bot, traffic):
        await live_and_die(bot, traffic, times=8)
        assert traffic.count("outbox WHERE kind = 'reply'") > traffic.updates
        assert traffic.count("questions") > len(traffic.newcomers)
        with pytest.raises(AssertionError):
            nothing_is_lost_or_done_twice(traffic)


async def test_told_to_stop_it_finishes_what_is_in_hand_within_five_seconds(
    database: Database, tmp_path: Path
) -> None:
    async with a_town(database, tmp_path) as (bot, traffic):
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
        await bot.is_born()
        await traffic.is_quiet()
        assert await bot.dies(of=signal.SIGTERM) == 0
        nothing_is_lost_or_done_twice(traffic)
        every_reply_has_arrived(traffic)
        assert sum(len(traffic.heard(number)) for number in traffic.newcomers) == traffic.count(
            f"outbox WHERE person_id > {1 + CROWD}"
        )
