"""The bot as a process that can be born, killed and told to stop, and a Telegram that outlives it."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.playground.limits import Limits
from bot.playground.server import TOKEN, Playground

CHECKOUT = Path(__file__).resolve().parents[2]
COORDINATOR = 900
KILLS = int(os.environ.get("KILLS", "50"))
"""In all, over both databases and both drivers. `make chaos` asks for 200."""
IS_WHOLE = KILLS >= 200
"""With fewer, the town is less busy, and each database is tried with one of the drivers."""
PATIENCE_S = 120.0
"""The first life waits until the libraries are imported, on a machine that may be busy."""


@dataclass
class Mortal:
    """The process that forks the lives, and the life in hand (`pid`)."""

    keeper: asyncio.subprocess.Process
    pid: int = 0

    async def is_born(self) -> None:
        """Begin a life."""
        assert self.keeper.stdin is not None
        self.keeper.stdin.write(b"live\n")
        self.pid = await self._told("born")

    async def dies(self, of: signal.Signals = signal.SIGKILL) -> int:
        """End it by a signal; its exit code, or minus the signal's number."""
        os.kill(self.pid, of)
        return await self._told("died")

    async def is_ready(self) -> None:
        """Wait until a life can begin at once: nobody writes meanwhile, or all is a heap before the first."""
        await self._told("ready")

    async def _told(self, word: str) -> int:
        assert self.keeper.stdout is not None
        async with asyncio.timeout(PATIENCE_S):
            line = (await self.keeper.stdout.readline()).decode().split()
        assert line[:1] == [word], f"the life was to be {word}, but: {line}"
        return int(line[1])


@asynccontextmanager
async def mortal(
    playground: Playground, database_url: str, folder: Path, *how: str, driver: str = "aiogram"
) -> AsyncIterator[Mortal]:
    """A bot on this Telegram and this database, not yet born. What it logs is in `folder`/log."""
    environ = {
        **os.environ,
        "PYTHONPATH": str(CHECKOUT),
        "PASSAPAROLA_TOKEN": TOKEN,
        "PASSAPAROLA_TELEGRAM__API_BASE": playground.base_url,
        "PASSAPAROLA_TELEGRAM__DRIVER": driver,
        "PASSAPAROLA_STORAGE__URL": database_url,
        "PASSAPAROLA_DESK__COORDINATORS": f"[{COORDINATOR}]",
        "PASSAPAROLA_DELIVERY__PER_SECOND": "1000",
        "PASSAPAROLA_DELIVERY__CHAT_BURST": "1000",
        "PASSAPAROLA_FLOOD__BURST": "100000",
        "PASSAPAROLA_CITY__QUIET_FROM": "00:00",  # whatever the hour: people are reminded
        "PASSAPAROLA_CITY__QUIET_TO": "00:00",
    }
    with (folder / "log").open("ab") as log:
        keeper = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.chaos.lives", *how),
            cwd=folder,
            env=environ,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
        try:
            bot = Mortal(keeper)
            await bot.is_ready()
            yield bot
        finally:
            assert keeper.stdin is not None
            keeper.stdin.close()
            await keeper.wait()


@asynccontextmanager
async def telegram() -> AsyncIterator[Playground]:
    """A Telegram without limits."""
    playground = Playground(limits=Limits.off())
    await playground.start()
    try:
        yield playground
    finally:
        await playground.stop()
