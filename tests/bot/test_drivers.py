"""Only the library that bot.toml names is in memory: the other would take as much again, for nothing."""

import asyncio
import json
import logging
import os
import sys
from pathlib import Path

import pytest

from bot.playground.server import TOKEN, Playground
from bot.telegram.ptb_driver import TALKATIVE, PtbGateway

# The bot runs until it asks for updates. What one case must not find, the other does: each is a control.
SCRIPT = """
import asyncio, json, sys
from pathlib import Path
from bot.app import running
from bot.config import load

HEAVY = {"aiogram", "telegram", "aiohttp", "openpyxl", "icalendar", "segno"}

async def main():
    async with running(load(Path("/dev/null"))) as app:
        await app.settle()
        there = {name.partition(".")[0] for name in sys.modules}
    Path("seen.json").write_text(json.dumps(sorted(there & HEAVY)))

asyncio.run(main())
"""


@pytest.mark.long
@pytest.mark.parametrize(
    ("driver", "libraries"),
    [("python-telegram-bot", ["telegram"]), ("aiogram", ["aiogram", "aiohttp"])],
)
async def test_only_the_library_that_is_chosen_is_imported(
    driver: str, libraries: list[str], tmp_path: Path
) -> None:
    playground = Playground()
    settings = {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PASSAPAROLA_TOKEN": TOKEN,
        "PASSAPAROLA_TELEGRAM__API_BASE": await playground.start(),
        "PASSAPAROLA_TELEGRAM__DRIVER": driver,
        "PASSAPAROLA_STORAGE__URL": f"sqlite:///{tmp_path}/bot.db",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", SCRIPT), env={**os.environ, **settings}, cwd=tmp_path
    )
    async with asyncio.timeout(60):
        assert await process.wait() == 0
    await playground.stop()
    assert json.loads((tmp_path / "seen.json").read_text()) == libraries


async def test_were_its_libraries_not_hushed_the_token_would_be_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    playground = Playground()
    gateway = PtbGateway(TOKEN, await playground.start())
    caplog.set_level(logging.DEBUG)
    await gateway.open()
    assert caplog.text.count(TOKEN) == 0
    for name in TALKATIVE:
        caplog.set_level(logging.DEBUG, logger=name)
    await gateway.open()
    assert caplog.text.count(TOKEN) > 0
    await gateway.close()
    await playground.stop()
