"""A town to try the whole bot in: the real driver over HTTP against the playground, read like a chat.

await amina.starts()
await amina.taps("English")
amina.sees("Welcome")
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot.app import App, running
from bot.config import Config, load
from bot.playground.demo_clock import DemoClock
from bot.playground.limits import Limits
from bot.playground.server import TOKEN, Playground
from dialogs.text import Words
from storage import labs
from storage.database import Transaction
from storage.labs import Text
from tests.journeys.phone import Phone
from tests.journeys.relay import Relay

COORDINATOR = 900
ZONE = ZoneInfo("Europe/Rome")
BEGINS = "10:00"
"""On the town's clock: far from quiet hours, whatever the hour at which the tests are run."""
SETTINGS = {
    "PASSAPAROLA_TOKEN": TOKEN,
    "PASSAPAROLA_DESK__COORDINATORS": f"[{COORDINATOR}]",
    "PASSAPAROLA_DELIVERY__PER_SECOND": "1000",
    "PASSAPAROLA_DELIVERY__CHAT_BURST": "1000",
    "PASSAPAROLA_FLOOD__BURST": "1000000",
}
"""What every town's bot is told; `conftest.py` adds the driver, so that each journey is made with both."""


@dataclass
class Town:
    """The playground, the bot, and everybody in it."""

    playground: Playground
    config: Config
    phones: dict[int, Phone] = field(default_factory=dict)
    _bot: AsyncExitStack = field(default_factory=AsyncExitStack)
    _app: App | None = None
    _is_hurried: bool = False

    @property
    def app(self) -> App:
        """The bot that runs now."""
        assert self._app is not None, "the bot is stopped"
        return self._app

    async def start(self) -> None:
        """Start the bot, on whatever database and chats there are."""
        self._app = await self._bot.enter_async_context(running(self.config, now=self.playground.clock.now))

    async def stop(self) -> None:
        """Stop the bot, as SIGTERM does; people may go on writing."""
        await self._bot.aclose()
        self._app = None

    def phone(self, name: str, language: str | None = "en", number: int | None = None) -> Phone:
        """Somebody with a phone set to this language."""
        number = number or 1000 + len(self.phones)
        self.playground.world.add_person(number, name, language)
        self.phones[number] = Phone(self, number, name, language or "it")
        return self.phones[number]

    async def comes(self, name: str = "Fatou", people: int = 1, lab: int = 1) -> Phone:
        """Somebody who has just got seats in a lab."""
        phone = self.phone(name)
        await phone.joins()
        await phone.forges(f"lab/{lab}/sign-up/{people}")
        phone.sees("✅ Done")
        return phone

    async def coordinator(self) -> Phone:
        """Somebody whom bot.toml names as a coordinator, and who has agreed."""
        giulia = self.phone("Giulia", "en", COORDINATOR)
        await giulia.joins()
        return giulia

    @property
    def now(self) -> datetime:
        """The town's time."""
        return self.playground.clock.now()

    def words(self, language: str) -> Words:
        """The bot's voice in a language, as its catalog has it."""
        return self.app.host.catalogs.words(self.app.host.city.chain(language))

    async def until(self, is_so: Callable[[], object], timeout_s: float = 10.0) -> None:
        """Wait until something is so. Raises TimeoutError."""
        async with asyncio.timeout(timeout_s):
            while not is_so():  # noqa: ASYNC110  # the database, one of the things waited for, tells nobody
                await asyncio.sleep(0.002)

    async def settle(self) -> None:
        """Wait until every update is confirmed and every message has gone."""
        await self.until(lambda: not len(self.playground.world.queue))
        await (self.app.has_sent() if self._is_hurried else self.app.settle())

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Inside, people wait for answers only, not for what else is due: nobody looks at that there."""
        self._is_hurried = True
        try:
            yield
        finally:
            self._is_hurried = False

    def at(self, hour: str, in_days: int = 0) -> datetime:
        """The town's wall clock showing "18:00", today or so many days from today."""
        day = self.now.astimezone(ZONE).date() + timedelta(days=in_days)
        return datetime.combine(day, time.fromisoformat(hour), ZONE)

    async def clock(self, to: datetime) -> None:
        """Move the clock on to a moment, and let the bot notice."""
        self.playground.clock.forward(max(0.0, to.timestamp() - self.now.timestamp()))
        if self._app is not None:
            await self.settle()

    def lab(self, title: str = "Job Stories", seats: int = 10, in_days: int = 7, **values: Any) -> int:
        """A published lab, its words in English, Italian, French and Arabic unless told otherwise."""
        texts = values.pop(
            "texts", {"en": title, "it": f"{title} (it)", "fr": f"{title} (fr)", "ar": f"{title} (ar)"}
        )
        hour, lasts_h = values.pop("hour", 18), values.pop("lasts_h", 2)
        starts_at = self.at(hour if isinstance(hour, str) else f"{hour:02}:00", in_days)
        place, map_url = values.pop("place", "Piazza dei Colori"), values.pop("map_url", None)
        made = {"topic": "work", "venue": "in_person", "host": "A company", "spoken": ("it", "en"), **values}

        def write(tx: Transaction) -> int:
            first, *others = [Text(language, words, "Meet people.") for language, words in texts.items()]
            lab = labs.add(tx, first, self.now, status=made.pop("status", "published"), seats=seats, **made)
            for other in others:
                labs.put_text(tx, lab, other, self.now)
            labs.add_meeting(tx, lab, starts_at, starts_at + timedelta(hours=lasts_h), place, map_url)
            return lab

        with self.app.host.database.transaction() as tx:
            return write(tx)

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """What the database holds; values as `:name`."""
        with self.app.host.database.transaction() as tx:
            return [tuple(row) for row in tx.execute(text(statement), values)]


def next_at(hour: str) -> datetime:
    """Tomorrow, when the town's clock shows this hour."""
    day = datetime.now(ZONE).date() + timedelta(days=1)
    return datetime.combine(day, time.fromisoformat(hour), ZONE)


@asynccontextmanager
async def town(
    database_url: str,
    at: datetime | None = None,
    limits: Limits | None = None,
    relay: Relay | None = None,
    **environ: str,
) -> AsyncIterator[Town]:
    """A town with its bot on this database, without limits unless given. `at`: the time it begins.

    `relay`: the bot's only way to Telegram.
    """
    clock = DemoClock()
    clock.forward((at or next_at(BEGINS)).timestamp() - clock.now().timestamp())
    playground = Playground(clock=clock, limits=limits or Limits.off())
    playground.world.has_inline_mode = playground.world.has_inline_feedback = True
    url = await playground.start()
    if relay is not None:
        relay.target, url = url, relay.url
    settings = {
        **SETTINGS,
        "PASSAPAROLA_TELEGRAM__API_BASE": url,
        "PASSAPAROLA_STORAGE__URL": database_url,
        **environ,
    }
    here = Town(playground, load(Path(os.devnull), settings))
    try:
        await here.start()
        yield here
    finally:
        await here.stop()
        await playground.stop()
