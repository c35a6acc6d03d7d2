"""The whole bot with a webhook, as bot.toml asks for it: the same conversation, over both drivers."""

import os
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.config import load
from bot.playground.server import TOKEN
from tests.databases import House
from tests.intake.receiving import SECRET, a_free_port
from tests.journeys.town import Town, town


def webhook(port: int) -> dict[str, Any]:
    return {
        "PASSAPAROLA_TELEGRAM__INTAKE": "webhook",
        "PASSAPAROLA_WEBHOOK__URL": f"http://127.0.0.1:{port}/brought",
        "PASSAPAROLA_WEBHOOK__PORT": str(port),
        "PASSAPAROLA_WEBHOOK__SECRET": SECRET,
    }


def polling(here: Town) -> None:
    """From the next start on, updates are fetched."""
    settings = {
        "PASSAPAROLA_TOKEN": TOKEN,
        "PASSAPAROLA_TELEGRAM__API_BASE": here.playground.base_url,
        "PASSAPAROLA_STORAGE__URL": here.config.storage.url,
    }
    here.config = load(Path(os.devnull), settings)


async def seen(port: int, page: str) -> Any:
    async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{port}{page}") as answer:
        assert answer.status == 200
        return await (answer.json() if page == "/healthz" else answer.text())


@pytest.mark.parametrize("driver", ["aiogram", "python-telegram-bot"])
@pytest.mark.parametrize("dialect", ["sqlite", "postgres"], indirect=True)
async def test_signing_up_works_the_same_when_updates_are_brought(database_url: str, driver: str) -> None:
    async with town(database_url, PASSAPAROLA_TELEGRAM__DRIVER=driver, **webhook(a_free_port())) as t:
        t.lab(seats=1)
        amina, kofi = t.phone("Amina"), t.phone("Kofi")
        for phone in (amina, kofi):
            await phone.joins()
            await phone.forges("lab/1/sign-up/1")
        amina.sees("1 seat is yours")
        kofi.sees("waiting list: 1")
        assert t.rows("SELECT state FROM signups ORDER BY id") == [("seated",), ("waiting",)]


async def test_a_stop_leaves_the_webhook_and_polling_undoes_it_without_losing_anything(house: House) -> None:
    with house.fresh("sqlite", is_migrated=True) as url:
        async with town(url, **webhook(a_free_port())) as t:
            amina = t.phone("Amina")
            await amina.joins()
            await t.stop()
            assert t.playground.world.webhook.url == t.config.webhook.url
            t.playground.world.write(amina.id, amina.id, "/labs")
            polling(t)
            await t.start()
            await t.settle()
            assert t.playground.world.webhook.url == ""
            amina.sees("No labs are planned right now.")
            assert t.rows("SELECT count(*) FROM inbox") == [(4,)]


async def test_the_bot_tells_how_it_is_while_it_runs(house: House) -> None:
    port = a_free_port()
    with house.fresh("sqlite", is_migrated=True) as url:
        async with town(url, PASSAPAROLA_MONITOR__PORT=str(port)) as t:
            amina = t.phone("Amina")
            await amina.joins()
            assert t.app.monitor is not None
            await t.app.monitor.has_opened.wait()
            health = await seen(port, "/healthz")
            assert health.pop("courier_age_s") < 5
            assert health == {
                "is_well": True, "database": "reachable", "updates": "come", "courier": "delivers"
            }  # fmt: skip
            page = await seen(port, "/metrics")
            assert 'passaparola_updates_total{kind="tapped"} 2.0' in page
            assert 'passaparola_messages_total{kind="reply",outcome="sent"} 3.0' in page
            assert 'passaparola_outbox{kind="reply",state="queued"} 0.0' in page


async def test_one_that_stands_by_is_well_and_says_so(house: House) -> None:
    ports = [a_free_port(), a_free_port()]
    with house.fresh("postgres", is_migrated=True) as url:
        async with (
            town(url, PASSAPAROLA_MONITOR__PORT=str(ports[0])) as first,
            town(url, PASSAPAROLA_MONITOR__PORT=str(ports[1]), **webhook(a_free_port())) as second,
        ):
            assert not second.app.is_on_duty.is_set()
            for here in (first, second):
                assert here.app.monitor is not None
                await here.app.monitor.has_opened.wait()
            health = await seen(ports[1], "/healthz")
            assert health == {
                "is_well": True, "database": "reachable", "updates": "come", "courier": "stands by",
                "courier_age_s": None,
            }  # fmt: skip
            assert "passaparola_delivers 0.0" in await seen(ports[1], "/metrics")
            assert "passaparola_delivers 1.0" in await seen(ports[0], "/metrics")
