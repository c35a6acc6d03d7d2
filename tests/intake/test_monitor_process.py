"""The monitor as part of a process: it keeps none from ending, and costs nothing where it is off."""

import asyncio
import sqlite3
import subprocess
import sys
import time

from tests.databases import House
from tests.intake.receiving import a_free_port

STOPS = """
import asyncio, aiohttp, sys
from bot.metrics import Counted
from bot.monitor import Monitor
from bot.settings import MonitorSection
from storage.database import Database

async def main(url, port):
    stop = asyncio.Event()
    monitor = Monitor(Database(url), Counted(), MonitorSection(port=port), lambda: None, lambda: 0.0)
    running = asyncio.create_task(monitor.run(stop))
    await monitor.has_opened.wait()
    async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{port}/healthz") as answer:
        print(answer.status, flush=True)
    stop.set()
    await running

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


async def test_the_process_ends_at_once_even_while_the_database_hangs(house: House) -> None:
    with house.fresh("sqlite", is_migrated=True) as url:
        stubborn = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        stubborn.execute("BEGIN IMMEDIATE")  # the monitor's thread would wait ten seconds for it
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", STOPS, url, str(a_free_port())), stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert await process.stdout.readline() == b"503\n"
        told_at = time.monotonic()
        assert await process.wait() == 0
        assert time.monotonic() - told_at < 4.0
        stubborn.execute("ROLLBACK")
        stubborn.close()


def test_nothing_is_loaded_for_a_monitor_that_is_off() -> None:
    program = (
        "import sys, bot.intake.polling, bot.intake.reception;"
        "assert 'prometheus_client' not in sys.modules;"
        "assert not any(name.startswith('aiohttp') for name in sys.modules), 'aiohttp';"
        "from bot.metrics import Metrics; from bot.telegram.port import Wait;"
        "m = Metrics(); m.update('x'); m.drop(); m.turn(1.0); m.trouble(); m.sent('reply', Wait(1.0));"
        "assert 'prometheus_client' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
