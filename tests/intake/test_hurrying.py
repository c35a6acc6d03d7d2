"""One person in a great hurry: a bounded amount of work, one calm word, and nobody else waits for it."""

import asyncio
import time

import pytest

from bot.intake.flood import Flood
from bot.playground.server import Playground
from dialogs.event import Hurried
from tests.databases import House
from tests.intake.receiving import Receiver, left, receiver, tapped, wrote

AMINA, KOFI, GROUP = 1001, 1002, -2001
CALM = "That was a lot at once, and I missed some of it. Take your time: I am here."


@pytest.fixture
def dialect() -> str:
    """Nothing here depends on the database."""
    return "sqlite"


async def agrees(here: Receiver, chat_id: int, first: int) -> None:
    for number, raw in enumerate((wrote(first, chat_id, "/start"), tapped(first + 1, chat_id, "agree/menu"))):
        assert await here.post(raw) == 200, number


def replies(here: Receiver) -> list[str]:
    return [message for (message,) in here.rows("SELECT message FROM outbox ORDER BY id")]


@pytest.mark.parametrize("is_tap", [False, True])
async def test_a_hundred_at_once_cost_twenty_turns_and_one_calm_word(
    telegram: Playground, migrated_url: str, is_tap: bool
) -> None:
    async with receiver(telegram, migrated_url, Flood(20, 0.1)) as here:
        hundred = [
            tapped(n, AMINA, "menu") if is_tap else wrote(n, AMINA, f"hello {n}") for n in range(1, 101)
        ]
        assert [await here.post(raw) for raw in hundred] == [200] * 100
        assert here.rows("SELECT update_id FROM inbox ORDER BY update_id") == [(n,) for n in range(1, 22)]
        said = replies(here)
        assert len(said) == 21
        assert [CALM in message for message in said] == [False] * 20 + [True]
        assert '"menu"' in said[-1] or "labs" in said[-1]
        incoming, turn = here.turns[-1]
        assert isinstance(incoming.event, Hurried)
        assert turn.query_id == ("21" if is_tap else "")


async def test_forty_messages_written_over_hours_while_the_bot_was_away_are_all_heard(
    telegram: Playground, migrated_url: str
) -> None:
    async with receiver(telegram, migrated_url) as here:
        for n in range(1, 41):
            assert await here.post(wrote(n, AMINA, f"hello {n}", ago_s=(41 - n) * 300)) == 200
        assert here.rows("SELECT count(*) FROM inbox") == [(40,)]
        assert not any(CALM in message for message in replies(here))


async def test_forty_written_in_one_second_long_ago_were_a_flood_then(
    telegram: Playground, migrated_url: str
) -> None:
    async with receiver(telegram, migrated_url) as here:
        for n in range(1, 41):
            assert await here.post(wrote(n, AMINA, f"hello {n}", ago_s=7200)) == 200
        assert here.rows("SELECT count(*) FROM inbox") == [(21,)]
        assert sum(CALM in message for message in replies(here)) == 1


async def test_a_date_that_has_not_come_yet_gives_nobody_more_room(
    telegram: Playground, migrated_url: str
) -> None:
    async with receiver(telegram, migrated_url, Flood(20, 0.1)) as here:
        for n in range(1, 41):
            assert await here.post(wrote(n, AMINA, f"hello {n}", ago_s=-n * 300)) == 200
        assert here.rows("SELECT count(*) FROM inbox") == [(21,)]


async def test_all_of_them_at_the_same_moment_cost_no_more(telegram: Playground, migrated_url: str) -> None:
    async with receiver(telegram, migrated_url, Flood(20, 0.1)) as here:
        hundred = (here.post(wrote(n, AMINA, "hello")) for n in range(1, 101))
        assert await asyncio.gather(*hundred) == [200] * 100
        assert here.rows("SELECT count(*) FROM inbox") == [(21,)]
        assert sum(CALM in message for message in replies(here)) == 1


async def test_nobody_else_waits_meanwhile(telegram: Playground, migrated_url: str) -> None:
    async with receiver(telegram, migrated_url, Flood(20, 0.1)) as here:
        await agrees(here, KOFI, 1)

        async def hurries() -> None:
            for n in range(1000, 1000 + 10**6):
                await here.post(tapped(n, AMINA, "labs"))

        hurrying = asyncio.create_task(hurries())
        waits_s = []
        for n in range(10, 26):
            await asyncio.sleep(0.02)
            began_s = time.perf_counter()
            assert await here.post(tapped(n, KOFI, "menu")) == 200
            waits_s.append(time.perf_counter() - began_s)
        hurrying.cancel()
        await asyncio.gather(hurrying, return_exceptions=True)
        assert sorted(waits_s)[8] < 0.1
        kofi = [incoming.update_id for incoming, _ in here.turns if incoming.chat_id == KOFI]
        assert kofi == [1, 2, *range(10, 26)]
        assert not any(isinstance(i.event, Hurried) for i, _ in here.turns if i.chat_id == KOFI)
        assert here.rows("SELECT count(*) FROM inbox WHERE update_id >= 1000") == [(21,)]


async def test_what_was_asked_before_the_hurry_is_still_awaited(
    telegram: Playground, migrated_url: str
) -> None:
    async with receiver(telegram, migrated_url, Flood(4, 20.0)) as here:
        await agrees(here, AMINA, 1)
        await here.post(tapped(3, AMINA, "ask"))
        await asyncio.gather(*(here.post(tapped(n, AMINA, "ask")) for n in range(4, 40)))
        assert sum(CALM in message for message in replies(here)) == 1
        await asyncio.sleep(0.5)
        await here.post(wrote(50, AMINA, "Where is it?"))
        assert here.rows("SELECT text FROM questions") == [("Where is it?",)]


async def test_a_group_is_calmed_without_a_word(telegram: Playground, migrated_url: str) -> None:
    async with receiver(telegram, migrated_url, Flood(20, 0.1)) as here:
        for n in range(1, 101):
            assert await here.post(wrote(n, GROUP, "/menu")) == 200
        assert here.rows("SELECT count(*) FROM inbox") == [(20,)]
        assert replies(here) == []


async def test_what_telegram_tells_by_itself_is_never_dropped(
    telegram: Playground, migrated_url: str
) -> None:
    async with receiver(telegram, migrated_url, Flood(20, 0.1)) as here:
        for n in range(1, 61):
            await here.post(wrote(n, AMINA, "hello"))
        assert await here.post(left(100, AMINA)) == 200
        assert here.rows("SELECT update_id FROM inbox WHERE update_id > 21") == [(100,)]
        assert here.rows("SELECT count(*) FROM contacts WHERE unreachable_since IS NOT NULL") == [(1,)]


async def test_without_the_limit_every_one_of_them_is_a_turn(house: House, telegram: Playground) -> None:
    with house.fresh("sqlite", is_migrated=True) as url:
        async with receiver(telegram, url, Flood(burst=1000)) as here:
            for n in range(1, 101):
                await here.post(wrote(n, AMINA, "hello"))
            assert here.rows("SELECT count(*) FROM inbox") == [(100,)]
            assert not any(CALM in message for message in replies(here))
