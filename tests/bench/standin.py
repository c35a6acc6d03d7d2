"""A Telegram as a process of its own: `python -m tests.bench.standin --people 900`.

Its first line says where it is. Then each line it reads is an order, and is answered with one of JSON:
`tally`, `write PERSON`, or `type PERSON WORDS`, after the bot's name. It ends with its input. It must not
know what writes to it.
"""

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from typing import Any

from bot.playground.chats import Chats, Message
from bot.playground.inline import InlineQueries, Offers
from bot.playground.limits import Limits
from bot.playground.server import Playground

MARK = "News of the bench."
"""Whatever says this is a copy of the announcement."""
FIRST = 5001
"""The Telegram id of the first person; the others follow."""
BLOCKED_EACH = 50
"""Every fiftieth has blocked the bot: 2 %."""


class Watched(Chats):
    """The messages of every chat; what the bot sends is counted and timed as it is accepted."""

    def __init__(self, bot: int) -> None:
        super().__init__()
        self._bot = bot
        self.copies: Counter[int] = Counter()
        self.first_s = self.last_s = 0.0
        self.asked_s: dict[int, float] = {}
        self.waits_s: list[float] = []

    def add(self, message: Message) -> None:
        """Put a message at the end of its chat."""
        super().add(message)
        chat, now_s = message.chat, time.monotonic()
        if message.sender != self._bot or not isinstance(chat, int):
            return
        if MARK in message.text:
            self.first_s = self.first_s or now_s
            self.last_s = now_s
            self.copies[chat] += 1
        elif chat in self.asked_s:
            self.waits_s.append(now_s - self.asked_s.pop(chat))


class Timed(InlineQueries):
    """Inline queries, each timed as it is answered."""

    def __init__(self) -> None:
        super().__init__(time.monotonic)
        self.waits_s: list[float] = []
        self.choices = 0

    def answer(self, query_id: str, offers: Offers, cache_s: int, is_personal: bool) -> None:
        """Answer a query, once. Raises Refusal."""
        began_s = self._open[query_id].at_s
        super().answer(query_id, offers, cache_s, is_personal)
        self.waits_s.append(time.monotonic() - began_s)
        self.choices += len(offers.list)


class StandIn:
    """So many people, of whom `blocked_each`-th has blocked the bot (0: nobody), and a budget a second."""

    def __init__(self, people: int, blocked_each: int, per_second: int, latency_s: float) -> None:
        self.playground = Playground(limits=Limits(per_second=per_second))
        self.playground.faults.latency_s = latency_s
        world = self.playground.world
        world.chats = self.watched = Watched(world.bot_id)
        world.inline = self.timed = Timed()
        world.has_inline_mode = True
        for number in range(FIRST, FIRST + people):
            person = world.add_person(number, f"P{number}", "it", has_started=True)
            person.has_blocked = blocked_each > 0 and number % blocked_each == 0
        self.reachable = sum(not person.has_blocked for person in world.people.values())

    def obey(self, order: str, *about: str) -> dict[str, Any]:
        """Do what a line says."""
        if order == "write":
            person = int(about[0])
            self.watched.asked_s[person] = time.monotonic()
            self.playground.world.write(person, person, "ciao")
            return {}
        if order == "type":
            person = int(about[0])
            self.playground.world.inline_query(person, person, " ".join(about[1:]))
            return {}
        seen = self.watched
        return {
            "accepted": sum(seen.copies.values()),
            "seconds": seen.last_s - seen.first_s,
            "refusals": self.playground.limits.refusals,
            "lost": self.reachable - len(seen.copies),
            "doubled": sum(seen.copies.values()) - len(seen.copies),
            "waits_s": seen.waits_s,
            "unanswered": len(seen.asked_s),
            "typed_s": self.timed.waits_s,
            "choices": self.timed.choices,
        }


async def main() -> None:
    """Serve until the input ends."""
    parser = argparse.ArgumentParser()
    for name, default in (("people", 900), ("blocked-each", BLOCKED_EACH), ("per-second", 30)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--latency-s", type=float, default=0.03)
    stand_in = StandIn(**vars(parser.parse_args()))
    url = await stand_in.playground.start()
    try:
        print(json.dumps({"url": url}), flush=True)
        orders = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
        while line := await orders.readline():
            print(json.dumps(stand_in.obey(*line.decode().split())), flush=True)
    finally:
        await stand_in.playground.stop()


if __name__ == "__main__":
    asyncio.run(main())
