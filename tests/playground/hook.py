"""Somebody who takes the updates of a webhook, and can be unwilling."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.playground.delivery import SECRET_HEADER


@dataclass
class Hook:
    """What was posted. `answers`: what to answer to the next posts, before 200 again.

    While `is_open` is cleared, nothing is answered; `busy` and `busiest` count posts that wait.
    """

    url: str = ""
    updates: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    is_open: asyncio.Event = field(default_factory=asyncio.Event)
    busy: int = 0
    busiest: int = 0

    @property
    def texts(self) -> list[str]:
        """The texts of the messages posted, repetitions too."""
        return [update["message"]["text"] for update in self.updates]

    async def take(self, request: web.Request) -> web.Response:
        """One post."""
        self.updates.append(await request.json())
        self.secrets.append(request.headers.get(SECRET_HEADER))
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        await self.is_open.wait()
        self.busy -= 1
        return self.answers.pop(0) if self.answers else web.Response()


@asynccontextmanager
async def hook() -> AsyncIterator[Hook]:
    """A receiver on loopback, at first willing."""
    found = Hook()
    found.is_open.set()
    app = web.Application()
    app.router.add_post("/hook", found.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield found
    finally:
        await runner.cleanup()
