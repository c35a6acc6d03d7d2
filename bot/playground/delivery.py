"""Posts updates to the webhook: one chat's in order, different chats side by side, until they are taken.

It must not know what an update means, only in which chat it came.
Source: core.telegram.org/bots/api#setwebhook, and the retries of Telegram's own server.
"""

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

from bot.playground.faults import Faults
from bot.playground.parameters import Parameters
from bot.playground.people import Json
from bot.playground.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name
LONGEST_RETRY_AFTER_S = 3600
MOST_DOUBLINGS = 5
NOT_OBEYED = frozenset({"setwebhook", "deletewebhook", "close", "logout"})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long Telegram waits: `answer_s` for an answer, `pause_s` before it tries again.

    The first repetition comes at once, the next after `pause_s`, then after twice as long each time, up
    to 32 times. Telegram's own `pause_s` is 2 seconds; here it is shorter, for tests.
    """

    answer_s: float = 60.0
    pause_s: float = 0.05

    def pause_after_s(self, failures: int) -> float:
        """How long to wait after so many failures in a row."""
        return self.pause_s * 2.0 ** min(failures - 2, MOST_DOUBLINGS) if failures > 1 else 0.0


class Delivery:
    """The postman of one world; at work while a webhook is set.

    `act` does the method that an answer to an update may ask for.
    """

    def __init__(
        self, world: World, faults: Faults, patience: Patience,
        act: Callable[[str, Parameters], Awaitable[object]],
    ) -> None:  # fmt: skip
        self._world = world
        self._faults = faults
        self._patience = patience
        self._act = act
        self._news = asyncio.Event()
        self._works: list[asyncio.Task[None]] = []
        world.queue.listeners.append(self._news.set)
        world.webhook.listeners.append(self._begin_anew)

    async def stop(self) -> None:
        """Break off what is being posted."""
        for work in self._works:
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work

    def _begin_anew(self) -> None:
        self._works = [work for work in self._works if not work.done()]
        for work in self._works:
            work.cancel()
        if self._world.webhook.url:
            self._works.append(asyncio.create_task(self._deliver()))

    async def _deliver(self) -> None:
        room = asyncio.Semaphore(self._world.webhook.max_connections)
        timeout = aiohttp.ClientTimeout(total=self._patience.answer_s)
        connector = aiohttp.TCPConnector(limit=0)
        lanes: dict[int, deque[Json]] = {}
        last = -1
        async with (
            aiohttp.ClientSession(timeout=timeout, connector=connector) as session,
            asyncio.TaskGroup() as group,
        ):
            while True:
                self._news.clear()
                for update in self._world.queue.after(last):
                    last, chat = update["update_id"], chat_of(update)
                    if chat in lanes:
                        lanes[chat].append(update)
                    else:
                        lanes[chat] = deque([update])
                        group.create_task(self._empty(lanes, chat, session, room))
                await self._news.wait()

    async def _empty(
        self, lanes: dict[int, deque[Json]], chat: int,
        session: aiohttp.ClientSession, room: asyncio.Semaphore,
    ) -> None:  # fmt: skip
        """Deliver all of a chat's updates, one after the other."""
        while lanes[chat]:
            update = lanes[chat][0]
            failures = 0
            pause_s: float | None = None
            while update["update_id"] in self._world.queue:
                await asyncio.sleep(pause_s or self._patience.pause_after_s(failures))
                async with room:
                    pause_s = await self._post(session, update)
                if pause_s is None:
                    self._world.queue.forget(update["update_id"])
                failures += 1
            lanes[chat].popleft()
        del lanes[chat]

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> float | None:
        """None where it was taken; else after how many seconds the receiver wants it again, 0 for any."""
        webhook = self._world.webhook
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else None
        if self._faults.is_down:
            return 0.0
        await asyncio.sleep(self._faults.latency_s)
        try:
            async with session.post(
                webhook.url, json=update, headers=headers, allow_redirects=False
            ) as answer:
                body = await answer.read()
        except TimeoutError:
            return self._note("Read timeout expired")
        except aiohttp.ClientConnectorError:
            return self._note("Connection refused")
        except aiohttp.ClientError:
            return self._note("Connection closed")
        if answer.status // 100 == 2:
            await self._obey(body)
            return None
        self._note(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        return wanted_pause_s(answer.headers.get("Retry-After", ""))

    def _note(self, words: str) -> float:
        self._world.webhook.fail(words, self._world.unix_now())
        return 0.0

    async def _obey(self, body: bytes) -> None:
        """Do what an answer asks for; whether it could be done, nobody is told."""
        try:
            asked = json.loads(body or b"null")
        except ValueError:
            return
        method = str(asked.get("method", "")).lower() if isinstance(asked, dict) else ""
        if method and method not in NOT_OBEYED and not method.startswith("get"):
            await self._act(method, Parameters(asked))


def chat_of(update: Json) -> int:
    """The chat in which an update came, or, from nowhere, the person from whom."""
    content: Json = next(value for name, value in update.items() if name != "update_id")
    chat = content.get("message", content).get("chat") or content["from"]
    return int(chat["id"])


def wanted_pause_s(header: str) -> float:
    """What a Retry-After asks for, in seconds; 0 where it asks for nothing."""
    return float(min(int(header), LONGEST_RETRY_AFTER_S)) if header.isascii() and header.isdigit() else 0.0
