"""Where the synthetic city is played: on a Telegram of our own on loopback, with the real bot and driver.

It must not know what people do there.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.app import App, running
from bot.config import load
from bot.playground import pilot
from bot.playground.limits import Limits
from bot.playground.server import TOKEN, Playground
from bot.playground.world import World
from bot.simulation.clock import ZONE, StandingClock
from dialogs.text import Words
from storage import invites, labs, outbox
from storage.database import Database
from storage.migration import migrate

Script = Iterator[None]
"""What somebody does; at each step they wait for what the bot says."""
A_LIFE = 1_000_000
"""So many messages may go to one chat at once: a coordinator works for weeks in some minutes."""
PATIENCE_S = 120.0
"""Longer than this, no answer takes."""
FIRST_LAB_DAY, LAST_LAB_DAY = 4, 10
DATABASE = "simulation.db"
"""The first lab is so many days after the beginning, the last so many after the end."""


@dataclass(frozen=True, slots=True)
class Lab:
    """A lab that was planted: its titles by language, when it begins and ends."""

    titles: dict[str, str]
    starts_at: datetime
    ends_at: datetime

    def is_named_in(self, text: str) -> bool:
        """Whether a text is about it."""
        return any(title in text for title in self.titles.values())


@dataclass(frozen=True, slots=True)
class Stage:
    """The playground, the bot, the clock, and the labs in the order of their days."""

    playground: Playground
    app: App
    clock: StandingClock
    labs: tuple[Lab, ...]

    @property
    def world(self) -> World:
        """Everybody's phones."""
        return self.playground.world

    @property
    def database(self) -> Database:
        """What the bot remembers."""
        return self.app.host.database

    def words(self, language: str) -> Words:
        """The bot's voice in a language."""
        return self.app.host.catalogs.words(self.app.host.city.chain(language))

    def open_labs(self) -> tuple[Lab, ...]:
        """The labs that one can still sign up for."""
        return tuple(lab for lab in self.labs if self.clock.now() < lab.starts_at)

    def invitation(self, role: str) -> str:
        """The link that gives whoever opens it a role, as `passaparola invite` prints it."""
        host = self.app.host
        code = host.new_code()
        with self.database.transaction() as tx:
            invites.make(tx, code, role, self.clock.now() + timedelta(days=7))
        return host.city.link(f"i-{code}")

    async def play(self, scripts: Iterable[Script]) -> None:
        """All of them at once, step by step, until each is over."""
        live = list(scripts)
        while live:
            live = [script for script in live if next(script, self) is not self]
            await self.settle()

    async def settle(self) -> None:
        """Until every update is confirmed and every message has gone. Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self.world.queue):  # noqa: ASYNC110  # a confirmed update is no change anybody is told of
                await asyncio.sleep(0.001)
            while await self.app.lanes.run(0, self._count_due):
                self.app.courier.nudge()
                await asyncio.sleep(0.002)

    async def walk(self, hour: int) -> None:
        """Move the clock to an hour since the beginning, and let happen what is due."""
        self.clock.to_hour(hour)
        await self.app.sweeps.tick()
        await self.settle()

    def _count_due(self) -> int:
        with self.database.transaction() as tx:
            return outbox.count_due(tx, self.clock.now())


@asynccontextmanager
async def stage(folder: Path, days: int, driver: str = "aiogram") -> AsyncIterator[Stage]:
    """The stage while the block runs, its database in `folder`; the pilot's labs spread over the days.

    Telegram's limits are off: weeks pass in minutes.
    """
    url = f"sqlite:///{folder / DATABASE}"
    clock = StandingClock()
    playground = Playground(clock=clock, limits=Limits.off())
    environ = {
        "PASSAPAROLA_TOKEN": TOKEN,
        "PASSAPAROLA_TELEGRAM__API_BASE": await playground.start(),
        "PASSAPAROLA_CITY__ZONE": ZONE.key,
        "PASSAPAROLA_TELEGRAM__DRIVER": driver,
        "PASSAPAROLA_STORAGE__URL": url,
        "PASSAPAROLA_DELIVERY__PER_SECOND": "1000",
        "PASSAPAROLA_FLOOD__BURST": "1000000",
    }
    try:
        config = load(Path(os.devnull), environ)
        unhurried = config.delivery.model_copy(update={"chat_burst": A_LIFE})
        config = config.model_copy(update={"delivery": unhurried})
        database = Database(url)
        migrate(database)
        planted = _plant(database, clock.now(), days)
        database.close()
        async with running(config, now=clock.now) as app:
            yield Stage(playground, app, clock, planted)
    finally:
        await playground.stop()


def _plant(database: Database, now: datetime, days: int) -> tuple[Lab, ...]:
    """The pilot's labs, one meeting each, with seats for everybody: here it is counted who comes."""
    data = pilot.read()
    many = len(data["labs"])
    planted = []
    with database.transaction() as tx:
        for number, example in enumerate(data["labs"]):
            titles, original = example["title"], data["original"]
            first, *others = [
                labs.Text(language, titles[language], example["summary"][language])
                for language in sorted(titles, key=lambda language: language != original)
            ]
            same = {name: example[name] for name in ("topic", "venue", "host", "district", "spoken")}
            lab = labs.add(tx, first, now, status="published", seats=100_000, **same)
            for text in others:
                labs.put_text(tx, lab, text, now)
            in_days = FIRST_LAB_DAY + number * (days + LAST_LAB_DAY - FIRST_LAB_DAY) // max(1, many - 1)
            day = now.astimezone(ZONE).date() + timedelta(days=in_days)
            starts_at = datetime.combine(day, time(18), ZONE)
            ends_at = starts_at + timedelta(hours=2)
            labs.add_meeting(tx, lab, starts_at, ends_at, example["place"], example.get("map_url"))
            planted.append(Lab(dict(titles), starts_at, ends_at))
    return tuple(planted)
