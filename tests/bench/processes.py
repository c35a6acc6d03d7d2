"""The processes of a measurement, each by itself: a Telegram, the bot, and whoever does the same work.

It must not know what is measured.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import psutil

from bot.playground.server import TOKEN
from bot.settings import TelegramSection

CHECKOUT = Path(__file__).resolve().parents[2]
DRIVERS: tuple[str, ...] = get_args(TelegramSection.model_fields["driver"].annotation)
STARTS_WITHIN_S = 60.0


class Spoken:
    """A process that answers each line it is told with one line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def hear(self, within_s: float | None = None) -> str:
        """The next line it says. Raises TimeoutError, EOFError."""
        assert self._process.stdout is not None
        async with asyncio.timeout(within_s):
            line = (await self._process.stdout.readline()).decode().strip()
        if not line:
            raise EOFError("the process ended before it had answered")
        return line

    def tell(self, line: str) -> None:
        """Say a line to it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())


@dataclass(frozen=True, slots=True)
class Telegram:
    """A stand-in for Telegram, at `url`."""

    process: Spoken
    url: str

    async def ask(self, order: str) -> dict[str, Any]:
        """Give it an order of `standin.py`; what it answers."""
        self.process.tell(order)
        found: dict[str, Any] = json.loads(await self.process.hear(STARTS_WITHIN_S))
        return found


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, looking twice a second."""
    while not is_so():  # noqa: ASYNC110  # other processes are at work: only looking tells
        await asyncio.sleep(0.5)


@asynccontextmanager
async def spoken(*command: str, **environ: str) -> AsyncIterator[Spoken]:
    """A process with a pipe each way, ended (its input closed) after the block."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *command, cwd=CHECKOUT, env={**os.environ, **environ}, stdin=pipe, stdout=pipe, limit=2**24
    )
    try:
        yield Spoken(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


@asynccontextmanager
async def telegram(**options: float) -> AsyncIterator[Telegram]:
    """A stand-in with options of `standin.py`, such as `people=900`."""
    arguments = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    async with spoken(sys.executable, "-m", "tests.bench.standin", *arguments) as process:
        yield Telegram(process, json.loads(await process.hear(STARTS_WITHIN_S))["url"])


def peer(*arguments: str) -> AbstractAsyncContextManager[Spoken]:
    """One of `peers.py`, in an environment of their own, which `make bench` makes."""
    python = CHECKOUT / ".venv-peers" / "bin" / "python"
    if not python.exists():
        raise FileNotFoundError(f"{python} is not there: run make bench")
    return spoken(str(python), str(Path(__file__).with_name("peers.py")), *arguments)


@asynccontextmanager
async def bot(
    at: Telegram, database_url: str, folder: Path, **settings: object
) -> AsyncIterator[psutil.Process]:
    """`passaparola run`, told to stop after the block; what it logs is in `folder`/log.

    `settings` are written as in the environment, without the prefix: `delivery__per_second=1000`.
    """
    environ = {
        "PYTHONPATH": str(CHECKOUT),
        "PASSAPAROLA_TOKEN": TOKEN,
        "PASSAPAROLA_TELEGRAM__API_BASE": at.url,
        "PASSAPAROLA_STORAGE__URL": database_url,
        **{f"PASSAPAROLA_{name.upper()}": str(value) for name, value in settings.items()},
    }
    with (folder / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", "from bot.cli import main; import sys; sys.argv[1:] = ['run']; main()"),
            cwd=folder,
            env={**os.environ, **environ},
            stdin=asyncio.subprocess.DEVNULL,
            stderr=log,
        )
        try:
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            await process.wait()
