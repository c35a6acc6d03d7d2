"""Each driver side by side: its import, the bot's start up to the first poll, and its memory at rest."""

import asyncio
import os
import statistics
import sys
import tempfile
import time

import psutil

from bot.playground.server import TOKEN, Playground
from tests.bench.figures import compare
from tests.bench.processes import CHECKOUT, STARTS_WITHIN_S

MODULES = {
    "python-telegram-bot": "bot.telegram.ptb_driver",
    "aiogram": "bot.telegram.aiogram_driver",
}
RUNS, AT_REST_S = 3, 3.0
RUN = "from bot.cli import main; import sys; sys.argv[1:] = ['run']; main()"


def _memory(process: asyncio.subprocess.Process) -> float:
    return float(psutil.Process(process.pid).memory_info().rss / 2**20)


async def _import(module: str) -> tuple[float, float]:
    """Seconds and MB of a process that imports a module and waits."""
    code = f"import {module}, sys\nprint('in', flush=True)\nsys.stdin.read()"
    began = time.perf_counter()
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code), cwd=CHECKOUT, stdin=pipe, stdout=pipe
    )
    assert process.stdout is not None
    await process.stdout.readline()
    found = time.perf_counter() - began, _memory(process)
    process.terminate()
    await process.wait()
    return found


async def _run_bot(driver: str) -> tuple[float, float]:
    """Seconds until the bot asks for updates, and MB when it has been at rest for a while."""
    playground = Playground()
    url = await playground.start()
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "PYTHONPATH": str(CHECKOUT),
            "PASSAPAROLA_TOKEN": TOKEN,
            "PASSAPAROLA_TELEGRAM__API_BASE": url,
            "PASSAPAROLA_TELEGRAM__DRIVER": driver,
            "PASSAPAROLA_STORAGE__URL": f"sqlite:///{folder}/bench.db",
        }
        began = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", RUN),
            env={**os.environ, **settings},
            cwd=folder,
            stderr=asyncio.subprocess.DEVNULL,
        )
        async with asyncio.timeout(STARTS_WITHIN_S):
            while not playground.world.queue.allowed:  # noqa: ASYNC110  # the queue tells nobody it was asked
                await asyncio.sleep(0.005)
        took = time.perf_counter() - began
        await asyncio.sleep(AT_REST_S)
        found = took, _memory(process)
        process.terminate()
        await process.wait()
    await playground.stop()
    return found


async def bench_start_and_rest() -> None:
    rows = []
    for driver, module in MODULES.items():
        imports = [await _import(module) for _ in range(RUNS)]
        bots = [await _run_bot(driver) for _ in range(RUNS)]
        import_s, import_mb = (statistics.median(values) for values in zip(*imports, strict=True))
        bot_s, bot_mb = (statistics.median(values) for values in zip(*bots, strict=True))
        rows.append((driver, f"{import_s:.2f} s, {import_mb:.0f} MB", f"{bot_s:.2f} s", f"{bot_mb:.0f} MB"))
    compare(
        f"Start and rest, median of {RUNS} (goal: with python-telegram-bot at most 120 MB at rest)",
        ("driver", "its import alone", "start to first poll", "memory at rest"),
        *rows,
    )
