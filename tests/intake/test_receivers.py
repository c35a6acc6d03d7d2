"""Several receivers on one PostgreSQL: one person's updates each once, and never two at a time."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event

from bot.intake.flood import Flood
from bot.playground.server import Playground
from dialogs.screen import Screen
from dialogs.site import Page
from dialogs.talk import Access, Talk
from storage.database import ONE_AT_A_TIME, ONE_MIGRATION, Database
from tests.databases import House
from tests.intake.receiving import Receiver, receiver, tapped, wrote

AMINA, UPDATES = 1001, 300
pytestmark = pytest.mark.postgres


def _counts(talk: Talk) -> Screen:
    """Reads a number and writes the next: right only if nobody does so in between."""
    talk.change(district=str(int(talk.person.district or "0") + 1))
    return Screen("counted")


def without_lock(database: Database) -> None:
    """Take away what keeps one person's turns apart."""

    @event.listens_for(database.engine, "before_cursor_execute", retval=True)
    def forget_lock(
        connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> tuple[str, Any]:
        return statement.replace("SELECT pg_advisory_xact_lock(", "SELECT int4larger("), parameters


@asynccontextmanager
async def two_receivers(
    telegram: Playground, url: str, change: Callable[[Database], None] = lambda database: None
) -> AsyncIterator[tuple[Receiver, Receiver]]:
    async with (
        receiver(telegram, url, Flood(burst=10_000)) as one,
        receiver(telegram, url, Flood(burst=10_000)) as other,
    ):
        for here in (one, other):
            here.host.site.add(Page("action", "counts", Access.VISITOR, _counts))
            change(here.host.database)
        assert await one.post(wrote(1, AMINA, "/start")) == 200
        yield one, other


async def brought_to_both(one: Receiver, other: Receiver) -> None:
    """All of one person's taps at once, to one or the other; every tenth to both."""
    chance = random.Random(7)
    posts = []
    for n in range(2, 2 + UPDATES):
        chosen = (one, other) if n % 10 == 0 else (chance.choice((one, other)),)
        posts += [here.post(tapped(n, AMINA, "counts")) for here in chosen]
    assert set(await asyncio.gather(*posts)) == {200}


async def test_one_persons_updates_are_each_handled_once_and_never_two_at_a_time(
    telegram: Playground, house: House
) -> None:
    with house.fresh("postgres", is_migrated=True) as url:
        async with two_receivers(telegram, url) as (one, other):
            await brought_to_both(one, other)
            assert one.rows("SELECT district FROM people") == [(str(UPDATES),)]
            assert one.rows("SELECT count(*) FROM inbox") == [(UPDATES + 1,)]
            assert one.rows("SELECT count(*) FROM outbox") == [(UPDATES + 1,)]
            assert min(len(one.turns), len(other.turns)) > UPDATES / 4


async def test_without_the_lock_some_are_lost_under_the_same_count(
    telegram: Playground, house: House
) -> None:
    with house.fresh("postgres", is_migrated=True) as url:
        async with two_receivers(telegram, url, without_lock) as (one, other):
            await brought_to_both(one, other)
            ((counted,),) = one.rows("SELECT district FROM people")
            assert int(counted) < UPDATES
            assert one.rows("SELECT count(*) FROM inbox") == [(UPDATES + 1,)]


async def test_a_person_whose_number_is_that_of_another_lock_waits_for_nobody(
    telegram: Playground, house: House
) -> None:
    with house.fresh("postgres", is_migrated=True) as url:
        database = Database(url)
        async with receiver(telegram, url) as here:
            with database.engine.connect() as holder:
                for n, number in enumerate((ONE_AT_A_TIME, ONE_MIGRATION)):
                    holder.exec_driver_sql(f"SELECT pg_advisory_lock({number})")
                    assert await here.post(wrote(n + 1, number, "/start")) == 200
        database.close()
