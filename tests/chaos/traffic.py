"""What people do while the bot dies and is born again, and how all of it is counted afterwards."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from sqlalchemy import text

from bot.playground.server import Playground
from storage import announcements, labs, people, signups
from storage.audiences import Audience
from storage.database import Database
from storage.labs import Text
from tests.chaos.mortal import COORDINATOR, IS_WHOLE, Mortal

CROWD, SEATS = 120, 30
SINGING, SINGERS = 3, 25
BEFORE, REMINDED_AFTER_S = timedelta(hours=2), 2.0
"""So long before a lab those who come are reminded, as bot.toml says; here, so long after the beginning."""
NEWS_AT_S = (0.5, 1.5, 2.5)
"""When news goes out that was written before; seconds from the beginning."""
EVERY_S = 0.12 if IS_WHOLE else 0.4
"""So often somebody comes: some fifty updates a second, or twenty."""
NEWS_EVERY_S = 2.0 if IS_WHOLE else 4.0
NO_MESSAGE = 2**31 - 1
"""A tap on a message that is gone: the answer is a new one, so that each answer can be counted."""
SENT_OFF = "announcements WHERE state <> 'draft'"
"""All news but what was being written when everybody went home."""
COPIES = "outbox WHERE kind = 'announcement'"
_ISOLATES = re.compile("[\u2066-\u2069\u200e\u200f]")


@dataclass
class Traffic:
    """Everybody and what they do. `database` is the bot's own, looked into from outside."""

    playground: Playground
    database: Database
    chance: random.Random
    newcomers: list[int] = field(default_factory=list)
    leavers: list[int] = field(default_factory=list)
    sent: Counter[int] = field(default_factory=Counter)
    """How many updates came of whom."""
    news: int = 0
    settled: float = 0.0
    """When everybody had settled in, by the monotonic clock."""
    on_their_way: set[int] = field(default_factory=set)
    """Copies that were handed out and not answered for when a life ended."""

    def settle_in(self) -> None:
        """Labs to come, one soon, a coordinator, a crowd that agreed long ago, and news at these seconds."""
        now, self.settled = datetime.now(UTC), monotonic()
        soon = now + BEFORE + timedelta(seconds=REMINDED_AFTER_S)
        with self.database.transaction() as tx:
            for title, starts_at in (
                ("Sewing", now + timedelta(days=20)),
                ("Cooking", now + timedelta(days=20)),
                ("Singing", soon),
            ):
                about = {"status": "published", "topic": "crafts", "venue": "in_person", "host": "We"}
                lab = labs.add(tx, Text("en", title, "Come."), now, seats=SEATS, **about)
                labs.add_meeting(tx, lab, starts_at, starts_at + timedelta(hours=2), "Piazza dei Colori")
            for telegram_id in (COORDINATOR, *range(2000, 2000 + CROWD)):
                person = people.meet(tx, telegram_id, "en", now)
                people.change(tx, person.id, agreed_at=now)
                self.playground.world.add_person(telegram_id, f"P{telegram_id}", "en", has_started=True)
            for singer in range(2, 2 + SINGERS):
                signups.put(tx, SINGING, singer, 1, "seated", now)
            for due_s in NEWS_AT_S:
                self.news += 1
                words = {"en": f"News of the day {self.news}."}
                due_at = now + timedelta(seconds=due_s)
                number = announcements.add(tx, 1, Audience("all"), "en", words, due_at, now)
                announcements.schedule(tx, number, due_at)

    def someone_comes(self) -> None:
        """A newcomer starts, chooses a language, agrees, signs up, asks.

        Somebody who came before says yes to an offer, if they have one; with each third, one of the first
        leaves, so that a full lab has seats to offer.
        """
        world, number = self.playground.world, 5000 + len(self.newcomers)
        self.newcomers.append(number)
        world.add_person(number, f"N{number}", "en")
        world.open_link(number)
        self.sent[number] += 1
        party = self.chance.choice((1, 2, 3))
        for address in ("speak/en/menu", "agree/menu", f"{_lab_of(number)}/wait/{party}/-", "ask"):
            self._taps(number, address)
        world.write(number, number, f"Where is it, asks {number}?")
        self.sent[number] += 1
        earlier = self.chance.choice(self.newcomers)
        self._taps(earlier, f"{_lab_of(earlier)}/offer/yes")
        if len(self.newcomers) % 3 == 0:
            leaver = self.newcomers[len(self.leavers)]
            self.leavers.append(leaver)
            self._taps(leaver, f"{_lab_of(leaver)}/leave/yes")

    async def coordinator_tells_everybody(self) -> None:
        """The desk's form, filled in, and “send”: six updates, over as many lives as it takes."""
        self.news += 1
        for address in ("announce/0", "announce/0/what/pick/0"):
            self._taps(COORDINATOR, address)
        self.playground.world.write(COORDINATOR, COORDINATOR, f"News of the day {self.news}.")
        self.sent[COORDINATOR] += 1
        self._taps(COORDINATOR, "announce/0/whom/pick/all")
        seen = re.compile(rf"Announcement (\d+)\n.*News of the day {self.news}\.", re.DOTALL)
        found = await self.playground.until(lambda: self._found(seen), timeout_s=60)
        for address in (f"desk/news/{found}/send", f"desk/news/{found}/send/yes"):
            self._taps(COORDINATOR, address)

    def _taps(self, number: int, address: str) -> None:
        self.sent[number] += 1
        self.playground.world.tap_data(number, number, NO_MESSAGE, address)

    def _found(self, pattern: re.Pattern[str]) -> str:
        for words in self.heard(COORDINATOR):
            if match := pattern.search(words):
                return match[1]
        return ""

    def heard(self, number: int) -> list[str]:
        """All the bot has said to somebody."""
        return [_ISOLATES.sub("", message.text) for message in self.playground.world.from_bot(number)]

    @property
    def updates(self) -> int:
        """How many updates came, of everybody."""
        return self.sent.total()

    def answered(self) -> int:
        """How many replies have arrived."""
        return self.count("outbox WHERE kind = 'reply' AND state = 'sent'")

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What the database holds."""
        with self.database.transaction() as tx:
            return [tuple(row) for row in tx.execute(text(statement))]

    def count(self, what: str) -> int:
        """How many rows there are of something (what comes after FROM)."""
        return int(self.rows(f"SELECT count(*) FROM {what}")[0][0])

    def a_life_has_ended(self) -> None:
        """Note what it left on its way; to be called before the next life begins."""
        with self.database.transaction() as tx:
            tx.execute(text("UPDATE duty SET term = term"))  # what it had begun to hand out is over then
            self.on_their_way |= set(
                tx.execute(text(f"SELECT id FROM {COPIES} AND state = 'leased'")).scalars()
            )

    async def is_delivered_by(self, bot: Mortal) -> None:
        """Begin a life, and wait until it delivers: before, it would not hear that it is to stop."""
        before = self.rows("SELECT term FROM duty")
        await bot.is_born()
        async with asyncio.timeout(60):
            while self.rows("SELECT term FROM duty") == before:  # noqa: ASYNC110  # as below
                await asyncio.sleep(0.05)

    async def all_is_due(self) -> None:
        """Wait until the last news is due: a clock looks for it as a life begins, then not for 20 seconds."""
        await asyncio.sleep(max(0.0, self.settled + NEWS_AT_S[-1] - monotonic()))

    async def is_told(self) -> None:
        """Wait until the coordinator has the last word on all news: a clock looks at it as a life begins."""
        untold = f"{SENT_OFF} AND (state <> 'done' OR coalesce(told, '') <> 'done')"
        async with asyncio.timeout(60):
            while self.count(untold) or self._waits():  # noqa: ASYNC110  # as below
                await asyncio.sleep(0.1)

    async def is_quiet(self, within_s: float = 180.0) -> None:
        """Wait until every update is confirmed, all news is laid out, and nothing waits to be sent."""
        async with asyncio.timeout(within_s):
            while self._waits():  # noqa: ASYNC110  # another process is at work: only looking tells
                await asyncio.sleep(0.1)

    def _waits(self) -> bool:
        return (
            len(self.playground.world.queue) > 0
            or self.count("announcements WHERE state IN ('scheduled', 'planning')") > 0
            or self.count("outbox WHERE state IN ('queued', 'leased')") > 0
        )

    def news_heard(self) -> Counter[tuple[int, str]]:
        """How often each person heard each news."""
        told = re.compile(r"News of the day \d+\.")
        everybody = (COORDINATOR, *range(2000, 2000 + CROWD), *self.newcomers)
        return Counter(
            (number, found[0])
            for number in everybody
            for words in self.heard(number)
            if (found := told.match(words))
        )


def _lab_of(newcomer: int) -> str:
    return f"lab/{1 + newcomer % 2}"


@asynccontextmanager
async def busy(traffic: Traffic) -> AsyncIterator[None]:
    """People come, and news goes out, whether the bot lives or not."""

    async def newcomers() -> None:
        while True:
            traffic.someone_comes()
            await asyncio.sleep(EVERY_S)

    async def news() -> None:
        while True:
            await traffic.coordinator_tells_everybody()
            await asyncio.sleep(NEWS_EVERY_S)

    tasks = [asyncio.create_task(newcomers()), asyncio.create_task(news())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(end, asyncio.CancelledError) for end in ended), ended
