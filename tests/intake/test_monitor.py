"""The monitor: what /healthz and /metrics say, and that nobody is on them."""

import asyncio
import re
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from bot.config import ConfigError
from bot.intake.flood import Flood
from bot.metrics import Counted
from bot.monitor import Monitor
from bot.playground.server import Playground
from bot.settings import MonitorSection
from bot.telegram.port import Refused, Sent, Wait
from storage.database import Database
from tests.databases import House
from tests.intake.receiving import a_free_port, left, receiver, wrote

AMINA = 1_234_567_890


@dataclass
class Watched:
    """A monitor at work, and what it is told: how old the courier is, how much of the budget is used."""

    port: int
    metrics: Counted = field(default_factory=Counted)
    courier_age_s: float | None = 0.25
    budget_used: float = 0.5
    hears: bool = True

    async def look(self, page: str) -> tuple[int, str]:
        """The status and the text of a page."""
        async with (
            aiohttp.ClientSession() as client,
            client.get(f"http://127.0.0.1:{self.port}{page}") as answer,
        ):
            return answer.status, await answer.text()

    async def health(self) -> tuple[int, Any]:
        """The status and the JSON of /healthz."""
        async with (
            aiohttp.ClientSession() as client,
            client.get(f"http://127.0.0.1:{self.port}/healthz") as answer,
        ):
            return answer.status, await answer.json()

    async def figures(self) -> dict[str, float]:
        """What /metrics says: name and labels → value."""
        status, page = await self.look("/metrics")
        assert status == 200
        return {name: float(value) for name, value in re.findall(r"^([^#\s]+) (\S+)$", page, re.MULTILINE)}


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    opened = Database(migrated_url)
    yield opened
    opened.close()


@asynccontextmanager
async def watched(database: Database) -> AsyncIterator[Watched]:
    here, stop = Watched(a_free_port()), asyncio.Event()
    monitor = Monitor(
        database,
        here.metrics,
        MonitorSection(port=here.port),
        lambda: here.courier_age_s,
        lambda: here.budget_used,
        lambda: here.hears,
    )
    running = asyncio.create_task(monitor.run(stop))
    await asyncio.wait(
        {running, asyncio.create_task(monitor.has_opened.wait())}, return_when="FIRST_COMPLETED"
    )
    try:
        yield here
    finally:
        stop.set()
        await running


@pytest.mark.parametrize(
    ("age_s", "status", "is_well", "courier", "said_s"),
    [
        (0.25, 200, True, "delivers", 0.2),
        (29.9, 200, True, "delivers", 29.9),
        (30.1, 503, False, "delivers", 30.1),
        (None, 200, True, "stands by", None),
    ],
)
async def test_health_is_the_database_and_the_couriers_age(
    database: Database, age_s: float | None, status: int, is_well: bool, courier: str, said_s: float | None
) -> None:
    async with watched(database) as here:
        here.courier_age_s = age_s
        said = {"is_well": is_well, "database": "reachable", "updates": "come", "courier": courier}
        assert await here.health() == (status, said | {"courier_age_s": said_s})


async def test_nobody_is_well_who_hears_nothing_yet(database: Database) -> None:
    async with watched(database) as here:
        here.hears = False
        status, said = await here.health()
        assert (status, said["is_well"], said["updates"]) == (503, False, "do not come yet")
        here.hears = True
        assert (await here.health())[0] == 200


async def test_a_database_that_is_gone_is_503_and_the_figures_go_on(house: House) -> None:
    with house.fresh("postgres", is_migrated=True) as url:
        database = Database(url)
        async with watched(database) as here:
            assert (await here.health())[0] == 200
            house.postgres.tell(f"ALTER DATABASE {database.url.database} ALLOW_CONNECTIONS false")
            house.postgres.tell(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                f" WHERE datname = '{database.url.database}'"
            )
            status, said = await here.health()
            assert (status, said["is_well"], said["database"]) == (503, False, "unreachable")
            figures = await here.figures()
            assert not any(name.startswith("passaparola_outbox") for name in figures)
            assert figures["passaparola_budget_used"] == 0.5
            house.postgres.tell(f"ALTER DATABASE {database.url.database} ALLOW_CONNECTIONS true")
            assert (await here.health())[0] == 200
        database.close()


async def test_a_database_that_hangs_is_503_within_seconds(house: House) -> None:
    with house.fresh("sqlite", is_migrated=True) as url:
        database = Database(url)
        async with watched(database) as here:
            assert (await here.health())[0] == 200
            stubborn = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            stubborn.execute("BEGIN IMMEDIATE")
            began_s = time.monotonic()
            status, said = await here.health()
            assert (status, said["database"]) == (503, "unreachable")
            assert time.monotonic() - began_s < 4.0
            stubborn.execute("ROLLBACK")
            stubborn.close()
            async with asyncio.timeout(30):
                while (await here.health())[0] != 200:  # noqa: ASYNC110  # only asking tells
                    await asyncio.sleep(0.05)
        database.close()


async def test_what_was_done_is_counted(telegram: Playground, database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    async with (
        watched(database) as here,
        receiver(telegram, url, Flood(burst=3, per_second=0.1), here.metrics) as bot,
    ):
        for n in range(1, 8):
            await bot.post(wrote(n, AMINA, "hello"))
        await bot.post(left(8, AMINA))
        await bot.post({"update_id": 9, "poll": {}})
        for outcome in (Sent(1), Sent(2), Wait(3.0), Refused("Bad Request: no")):
            here.metrics.sent("reply", outcome)
        figures = await here.figures()
        assert figures['passaparola_updates_total{kind="wrote"}'] == 7
        assert figures['passaparola_updates_total{kind="blocked"}'] == 1
        assert figures['passaparola_updates_total{kind="nothing"}'] == 1
        assert figures["passaparola_updates_dropped_total"] == 3
        assert figures["passaparola_updates_troubled_total"] == 0
        assert figures["passaparola_turn_seconds_count"] == 5
        assert 0 < figures["passaparola_turn_seconds_sum"] < 5
        assert figures['passaparola_turn_seconds_bucket{le="+Inf"}'] == 5
        assert figures['passaparola_messages_total{kind="reply",outcome="sent"}'] == 2
        assert figures['passaparola_messages_total{kind="reply",outcome="refused"}'] == 1
        assert figures["passaparola_too_many_requests_total"] == 1
        assert figures['passaparola_outbox{kind="reply",state="queued"}'] == 4
        assert figures['passaparola_outbox{kind="announcement",state="leased"}'] == 0
        assert figures["passaparola_budget_used"] == 0.5
        assert (figures["passaparola_delivers"], figures["passaparola_courier_age_seconds"]) == (1, 0.25)
        _, page = await here.look("/metrics")
        assert str(AMINA) not in page
        assert "hello" not in page


async def test_two_monitors_of_one_process_do_not_count_together(database: Database) -> None:
    async with watched(database) as one, watched(database) as other:
        one.metrics.update("wrote")
        assert (await one.figures())['passaparola_updates_total{kind="wrote"}'] == 1
        assert 'passaparola_updates_total{kind="wrote"}' not in await other.figures()


async def test_a_port_that_is_taken_is_said_in_one_sentence(database: Database) -> None:
    async with watched(database) as here:
        second = Monitor(database, Counted(), MonitorSection(port=here.port), lambda: None, lambda: 0.0)
        with pytest.raises(ConfigError) as caught:
            await second.run(asyncio.Event())
        sentence = f"monitor.host 127.0.0.1, monitor.port {here.port} cannot be listened on: "
        assert str(caught.value).startswith(sentence)
