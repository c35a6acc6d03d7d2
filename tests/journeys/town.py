"""A town to try the whole bot in: the real driver over HTTP against the playground, read like a chat.

await amina.starts()
await amina.taps("English")
amina.sees("Welcome")
"""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import App, running
from bot.config import load
from bot.playground.demo_clock import DemoClock
from bot.playground.limits import Limits
from bot.playground.server import TOKEN, Playground
from storage import labs
from storage.database import Transaction
from storage.labs import Text

COORDINATOR = 900


@dataclass
class Town:
    """The playground, the bot, and everybody in it."""

    playground: Playground
    app: App
    phones: dict[int, "Phone"] = field(default_factory=dict)

    def phone(self, name: str, language: str | None = "en", number: int | None = None) -> "Phone":
        """Somebody with a phone set to this language."""
        number = number or 1000 + len(self.phones)
        self.playground.world.add_person(number, name, language)
        self.phones[number] = Phone(self, number, name)
        return self.phones[number]

    async def coordinator(self) -> "Phone":
        """Somebody whom bot.toml names as a coordinator, and who has agreed."""
        giulia = self.phone("Giulia", "en", COORDINATOR)
        await giulia.joins()
        return giulia

    @property
    def now(self) -> datetime:
        """The town's time."""
        return self.app.now()

    async def settle(self) -> None:
        """Wait until every update is confirmed and every message has gone."""
        await self.playground.until(lambda: not len(self.playground.world.queue))
        await self.app.settle()

    async def clock(self, to: datetime) -> None:
        """Move the clock on to a moment, and let the bot notice."""
        self.playground.clock.forward(max(0.0, (to - self.now).total_seconds()))
        await self.settle()

    def lab(self, title: str = "Job Stories", seats: int = 10, in_days: int = 7, **values: Any) -> int:
        """A published lab, its words in English, Italian, French and Arabic unless told otherwise."""
        texts = values.pop(
            "texts", {"en": title, "it": f"{title} (it)", "fr": f"{title} (fr)", "ar": f"{title} (ar)"}
        )
        hour = values.pop("hour", 18)
        made = {"topic": "work", "venue": "in_person", "host": "A company", "spoken": ("it", "en"), **values}
        zone = self.app.host.city.zone
        day = (self.now.astimezone(zone) + timedelta(days=in_days)).date()
        starts_at = datetime(day.year, day.month, day.day, hour, tzinfo=zone)

        def write(tx: Transaction) -> int:
            first, *others = [Text(language, words, "Meet people.") for language, words in texts.items()]
            lab = labs.add(tx, first, self.now, status=made.pop("status", "published"), seats=seats, **made)
            for text in others:
                labs.put_text(tx, lab, text, self.now)
            labs.add_meeting(tx, lab, starts_at, starts_at + timedelta(hours=2), "Piazza dei Colori")
            return lab

        with self.app.host.database.transaction() as tx:
            return write(tx)

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """What the database holds."""
        with self.app.host.database.transaction() as tx:
            return [tuple(row) for row in tx.exec_driver_sql(statement, values or None)]


@dataclass
class Phone:
    """One person's phone: what they do, and what they see."""

    town: Town
    id: int
    name: str

    async def _settled(self) -> None:
        await self.town.settle()

    async def writes(self, text: str, reply_to: int | None = None) -> None:
        """Type and send."""
        self.town.playground.world.write(self.id, self.id, text, reply_to)
        await self._settled()

    async def shows(self, kind: Any, reply_to: int | None = None) -> None:
        """Send a voice message, a sticker, a photo…"""
        self.town.playground.world.show(self.id, self.id, kind, reply_to=reply_to)
        await self._settled()

    async def starts(self, payload: str = "") -> None:
        """Tap START, with the payload of a link."""
        self.town.playground.world.open_link(self.id, payload)
        await self._settled()

    async def joins(self, payload: str = "", language: str = "English") -> None:
        """First contact at one go: a language, and agree."""
        await self.starts(payload)
        await self.taps(language)
        await self.taps("✅")

    async def taps(self, label: str) -> str:
        """Tap the newest button whose text holds `label`; the toast that comes, if any."""
        for message in reversed(self.messages):
            for row, keys in enumerate(message.rows or ()):
                for column, key in enumerate(keys):
                    if label in key["text"]:
                        tap = self.town.playground.world.tap(self.id, self.id, message.id, row, column)
                        await self._settled()
                        return (tap.answer or {}).get("text", "") if tap else ""
        raise AssertionError(f"{self.name} sees no button “{label}” on:\n{self.screen}")

    async def forges(self, data: str) -> None:
        """Tap a button that is not there."""
        self.town.playground.world.tap_data(self.id, self.id, self.messages[-1].id, data)
        await self._settled()

    async def opens(self, url: str) -> None:
        """Open a link."""
        self.town.playground.world.open_url(self.id, url)
        await self._settled()

    @property
    def messages(self) -> list[Any]:
        """All the bot has said in this chat, oldest first."""
        return list(self.town.playground.world.from_bot(self.id))

    @property
    def text(self) -> str:
        """The newest message, without isolates."""
        return re.sub("[\u2066-\u2069\u200e\u200f]", "", self.messages[-1].text)

    @property
    def screen(self) -> str:
        """The newest message as seen: text, then buttons a row a line."""
        rows = [" | ".join(key["text"] for key in row) for row in self.messages[-1].rows or ()]
        return "\n".join([self.text, *(f"[{row}]" for row in rows)])

    def link(self, of: int = -1) -> str:
        """The link in the text of a message (the newest)."""
        found = [e["url"] for e in self.messages[of].entities if e["type"] == "text_link"]
        assert found, f"{self.name} sees no link in:\n{self.text}"
        return str(found[-1])

    def sees(self, *texts: str) -> None:
        """The newest message shows all of these, in text or buttons."""
        for text in texts:
            assert text in self.screen, f"{self.name} does not see “{text}” but:\n{self.screen}"

    def has_seen(self, text: str) -> int:
        """How many of the bot's messages hold this text."""
        return sum(text in re.sub("[\u2066-\u2069]", "", message.text) for message in self.messages)


@asynccontextmanager
async def town(
    database_url: str, at: datetime | None = None, limits: Limits | None = None, **environ: str
) -> AsyncIterator[Town]:
    """A town with its bot on this database, without limits unless given. `at`: the time it begins."""
    clock = DemoClock()
    if at is not None:
        clock.forward((at - clock.now()).total_seconds())
    playground = Playground(clock=clock, limits=limits or Limits.off())
    url = await playground.start()
    settings = {
        "PASSAPAROLA_TOKEN": TOKEN,
        "PASSAPAROLA_TELEGRAM__API_BASE": url,
        "PASSAPAROLA_STORAGE__URL": database_url,
        "PASSAPAROLA_DESK__COORDINATORS": f"[{COORDINATOR}]",
        "PASSAPAROLA_DELIVERY__PER_SECOND": "1000",
        "PASSAPAROLA_DELIVERY__CHAT_BURST": "1000",
        **environ,
    }
    try:
        async with running(load(Path(os.devnull), settings), now=clock.now) as app:
            yield Town(playground, app)
    finally:
        await playground.stop()
