"""The demo: the real bot and its real driver, over HTTP, against a Telegram of our own on loopback.

A fresh database, the pilot's labs around today, four phones and a group.
"""

import asyncio
import contextlib
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import App, running
from bot.config import load
from bot.log import start_logging
from bot.playground.demo_clock import WalkingClock
from bot.playground.limits import Limits
from bot.playground.pilot import plant
from bot.playground.server import TOKEN, Playground
from storage.database import Database
from storage.migration import migrate

GROUP = -4001
COORDINATOR = 1004
CAST = (
    (1001, "Amina", "ar", "newcomer", "a newcomer, reads Arabic"),
    (1002, "Fatou", "fr", "leader", "a community leader, reads French"),
    (1003, "Marco", "it", "local", "a local, reads Italian"),
    (COORDINATOR, "Giulia", "it", "coordinator", "a coordinator: the desk is open to her"),
)
"""Made-up people: Telegram id, name, language, role, note."""
LONGEST_STOP_S = 10.0
"""The clock waits so long for messages: a chat gets one a second, as on the real Telegram."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo."""

    playground: Playground
    app: App
    url: str


@asynccontextmanager
async def demo(port: int, folder: Path, *, is_limited: bool = True) -> AsyncIterator[Demo]:
    """The demo while the block runs, its database in `folder`. Raises OSError where the port is taken.

    `is_limited`: not faster than the real Telegram, one message a second to a chat.
    """
    database_url = f"sqlite:///{folder / 'demo.db'}"
    environ = {
        "PASSAPAROLA_TOKEN": TOKEN,
        "PASSAPAROLA_STORAGE__URL": database_url,
        "PASSAPAROLA_DESK__COORDINATORS": f"[{COORDINATOR}]",
    }
    if not is_limited:
        environ |= {"PASSAPAROLA_DELIVERY__PER_SECOND": "1000", "PASSAPAROLA_DELIVERY__CHAT_BURST": "1000"}
    clock = WalkingClock()
    playground = Playground(clock=clock, limits=Limits() if is_limited else Limits.off())
    url = await playground.start(port)
    try:
        config = load(Path(os.devnull), {**environ, "PASSAPAROLA_TELEGRAM__API_BASE": url})
        for number, name, language, role, note in CAST:
            playground.world.add_person(number, name, language, role=role, note=note)
        playground.world.add_group(GROUP, "San Donato, insieme")
        playground.world.has_inline_mode = playground.world.has_inline_feedback = True
        database = Database(database_url)
        migrate(database)
        plant(database, ZoneInfo(config.town.zone), playground.clock.now())
        database.close()
        async with running(config, now=playground.clock.now) as app:
            clock.companion = lambda: _arrive(app)
            try:
                yield Demo(playground, app, url)
            finally:
                await clock.stop()
    finally:
        await playground.stop()


async def _arrive(app: App) -> None:
    """All that is due by now arrives, before the clock walks on."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_STOP_S):
            await app.settle()


async def show(port: int, seconds: float, say: Callable[[str], None]) -> None:
    """Run the demo until Ctrl-C, SIGTERM, or so many seconds have passed (0: for ever)."""
    start_logging("warning")
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="passaparola-") as folder:
        async with _on_any_port(port, Path(folder)) as running_demo:
            say(f"Passaparola's demo is at {running_demo.url}")
            if port and not running_demo.url.endswith(f":{port}"):
                say(f"(Port {port} is taken: this is another.)")
            say("Open it in a browser on this computer. Ctrl-C ends it, and forgets everything.")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds or None):
                    await stop.wait()


@asynccontextmanager
async def _on_any_port(port: int, folder: Path) -> AsyncIterator[Demo]:
    """On this port, or on any free one if it is taken."""
    if port and await _is_taken(port):
        port = 0
    async with demo(port, folder) as running_demo:
        yield running_demo


async def _is_taken(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
