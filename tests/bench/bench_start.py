"""From start to first poll, and memory at rest: beyond a process that merely imports the same libraries."""

import asyncio
import os
import statistics
import sys
import tempfile
import time

import psutil

from bot.playground.server import TOKEN, Playground
from tests.bench.figures import show

LIBRARIES = (
    "import aiogram, aiogram.methods, aiohttp, sqlalchemy, alembic.command, alembic.autogenerate, "
    "pydantic_settings, structlog, typer, rich, babel.dates, babel.messages.pofile, "
    "apscheduler.schedulers.asyncio, filelock"
)
RUNS, AT_REST_S = 3, 3.0


async def _import_only() -> tuple[float, float]:
    """Seconds and MB of a process that imports the libraries and waits."""
    code = f"{LIBRARIES}\nimport sys\nprint('in', flush=True)\nsys.stdin.read()"
    began = time.perf_counter()
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdin=pipe, stdout=pipe)
    assert process.stdout is not None
    await process.stdout.readline()
    took = time.perf_counter() - began
    memory = psutil.Process(process.pid).memory_info().rss / 2**20
    process.terminate()
    await process.wait()
    return took, memory


async def _run_bot() -> tuple[float, float]:
    """Seconds until the bot asks for updates, and MB when it has been at rest for a while."""
    playground = Playground()
    url = await playground.start()
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "PASSAPAROLA_TOKEN": TOKEN,
            "PASSAPAROLA_TELEGRAM__API_BASE": url,
            "PASSAPAROLA_STORAGE__URL": f"sqlite:///{folder}/bench.db",
        }
        began = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            "from bot.cli import main; import sys; sys.argv = ['passaparola', 'run']; main()",
            env={**os.environ, **settings},
            cwd=folder,
            stderr=asyncio.subprocess.DEVNULL,
        )
        async with asyncio.timeout(60.0):
            while not playground.world.queue.allowed:  # noqa: ASYNC110  # the queue tells nobody it was asked
                await asyncio.sleep(0.005)
        took = time.perf_counter() - began
        await asyncio.sleep(AT_REST_S)
        memory = psutil.Process(process.pid).memory_info().rss / 2**20
        process.terminate()
        await process.wait()
    await playground.stop()
    return took, memory


async def bench_start_and_rest() -> None:
    imports = [await _import_only() for _ in range(RUNS)]
    bots = [await _run_bot() for _ in range(RUNS)]
    import_s, import_mb = (statistics.median(values) for values in zip(*imports, strict=True))
    bot_s, bot_mb = (statistics.median(values) for values in zip(*bots, strict=True))
    show(
        f"Start and rest, median of {RUNS}",
        ("importing the same libraries", f"{import_s:.2f} s, {import_mb:.0f} MB", ""),
        ("passaparola run, to its first poll", f"{bot_s:.2f} s, {bot_mb:.0f} MB", ""),
        ("beyond the import", f"{bot_s - import_s:.2f} s, {bot_mb - import_mb:.0f} MB", "1 s, 40 MB"),
    )
