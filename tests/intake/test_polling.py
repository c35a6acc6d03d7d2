"""Polling: it undoes a webhook that was left, and no update can hold up those that come after."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

import pytest

from bot.intake.polling import Polling
from bot.intake.reception import Reception
from bot.lanes import Lanes
from bot.playground.server import Playground
from bot.telegram.aiogram_driver import AiogramGateway
from bot.turn import Host
from dialogs.site import Page
from dialogs.talk import Access, Talk
from storage.database import Database
from tests.contracts.scribe import scribe
from tests.intake.receiving import a_free_port, a_host, settings

AMINA = 1001


@pytest.fixture
def dialect() -> str:
    """Nothing here depends on the database."""
    return "sqlite"


@asynccontextmanager
async def poller(telegram: Playground, database_url: str) -> AsyncIterator[Host]:
    """Somebody who polls; what is behind it."""
    database = Database(database_url)
    lanes, host = Lanes(database.lanes), a_host(database)
    gateway = AiogramGateway(telegram.token, telegram.base_url)
    await gateway.open()
    reception = Reception(host, gateway, lanes, lambda: datetime.now(UTC), lambda incoming, turn: None)
    polling, stop = Polling(gateway, 1, reception), asyncio.Event()
    running = asyncio.create_task(polling.run(stop))
    try:
        async with asyncio.timeout(30):
            yield host
    finally:
        stop.set()
        await running
        await gateway.close()
        lanes.close()
        database.close()


async def all_is_confirmed(telegram: Playground) -> None:
    while len(telegram.world.queue):  # noqa: ASYNC110  # another side confirms: only looking tells
        await asyncio.sleep(0.01)


def handled(host: Host) -> int:
    with host.database.reading() as tx:
        return int(tx.exec_driver_sql("SELECT count(*) FROM inbox").scalar_one())


async def test_a_webhook_that_was_left_is_undone_and_what_waited_is_kept(
    telegram: Playground, migrated_url: str
) -> None:
    nobody = settings(f"http://127.0.0.1:{(port := a_free_port())}/gone", port)
    telegram.world.webhook.set(nobody.url, nobody.secret.get_secret_value())
    telegram.world.add_person(AMINA, "Amina", "en")
    telegram.world.open_link(AMINA)
    async with poller(telegram, migrated_url) as host:
        await all_is_confirmed(telegram)
        assert handled(host) == 1
    assert telegram.world.webhook.url == ""


async def test_an_update_for_which_even_the_apology_fails_does_not_come_for_ever(
    telegram: Playground, migrated_url: str
) -> None:
    def breaks_all(talk: Talk) -> None:
        talk.tx.invalidate()
        raise ZeroDivisionError

    telegram.world.add_person(AMINA, "Amina", "en", has_started=True)
    async with poller(telegram, migrated_url) as host:
        host.site.add(Page("action", "breaks", Access.VISITOR, breaks_all))
        finish = host.site.finish
        host.site.finish = breaks_all  # type: ignore[assignment,method-assign]  # a fault in the apology
        telegram.world.tap_data(AMINA, AMINA, 7, "breaks")
        await all_is_confirmed(telegram)
        assert handled(host) == 0
        host.site.finish = finish  # type: ignore[method-assign]  # and mended
        telegram.world.write(AMINA, AMINA, "hello")
        await all_is_confirmed(telegram)
        assert handled(host) == 1


NUMBERLESS = [{"message": {"text": "hello"}}, {"update_id": None}, {"update_id": "x"}, {"update_id": 1e999}]


async def test_an_update_without_a_number_is_passed_over(telegram: Playground, migrated_url: str) -> None:
    telegram.faults.fail("getUpdates", 200, json.dumps({"ok": True, "result": NUMBERLESS}))
    telegram.world.add_person(AMINA, "Amina", "en", has_started=True)
    async with poller(telegram, migrated_url) as host:
        telegram.world.write(AMINA, AMINA, "hello")
        await all_is_confirmed(telegram)
        assert handled(host) == 1


async def test_what_has_no_number_and_comes_for_ever_is_not_fetched_in_a_rush(migrated_url: str) -> None:
    database = Database(migrated_url)
    lanes = Lanes(database.lanes)
    async with scribe() as paper:
        paper.result = NUMBERLESS[:1]
        gateway, stop = AiogramGateway("7000000001:right", paper.base_url), asyncio.Event()
        now = partial(datetime.now, UTC)
        reception = Reception(a_host(database), gateway, lanes, now, lambda incoming, turn: None)
        running = asyncio.create_task(Polling(gateway, 1, reception).run(stop))
        await asyncio.sleep(1.2)
        fetched = [method for method, _ in paper.asked if method == "getUpdates"]
        stop.set()
        await running
        assert 1 <= len(fetched) <= 4
        await gateway.close()
    lanes.close()
    database.close()
