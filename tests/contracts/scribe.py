"""A Telegram that says yes to everything and writes down what it was asked, to the letter."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.playground.parameters import Parameters, read_parameters


@dataclass
class Scribe:
    """`asked`: each request as (method, parameters), oldest first."""

    base_url: str = ""
    asked: list[tuple[str, Parameters]] = field(default_factory=list)
    result: Any = True

    async def _note(self, request: web.Request) -> web.Response:
        self.asked.append((request.match_info["method"], await read_parameters(request)))
        return web.json_response(text=json.dumps({"ok": True, "result": self.result}))


@asynccontextmanager
async def scribe() -> AsyncIterator[Scribe]:
    """A scribe at work."""
    one = Scribe()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", one._note)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    one.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield one
    await runner.cleanup()
