"""The page's side of the server: its files, the stream of states, and what the page does.

It must not know the Bot API. Only this machine's own page is served: a foreign Host or Origin is
refused, so that no web site can act through a browser that runs here.
"""

import asyncio
import json
import re
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.playground.acts import Acts
from bot.playground.chats import Message
from bot.playground.demo_clock import DemoClock
from bot.playground.faults import Faults
from bot.playground.inline import InlineQuery
from bot.playground.page_state import page_state
from bot.playground.parameters import load_json
from bot.playground.people import Json
from bot.playground.taps import Tap
from bot.playground.webhook import LOOPBACK
from bot.playground.world import World

PAGE = Path(__file__).parent / "page"
PAUSE_S = 0.05
"""Between two states: at most 20 a second."""
BEAT_S = 1.0
"""While the bot is typing, time itself changes the state; else it does at each full minute."""
SHOWN_INLINE = (
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "audio/ogg",
    "audio/x-wav",
    "audio/mpeg",
)

_FILE_NAME = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")


class PageApi:
    """The page of one world. `answer_wait_s`: how long a tap or a query waits for the bot."""

    def __init__(
        self, world: World, faults: Faults, clock: DemoClock, city: str, zone: str, answer_wait_s: float = 5.0
    ) -> None:
        self._world = world
        self._faults = faults
        self._city = city
        self._zone = ZoneInfo(zone)
        self._clock = clock
        self._acts = Acts(world, faults, clock, self._zone)
        self._answer_wait_s = answer_wait_s
        clock.listeners.append(world.changed)

    def add_to(self, app: web.Application) -> None:
        """Serve the page from this application."""
        for path, handler in (
            ("/", self._index),
            ("/page/{file}", self._file),
            ("/play/events", self._events),
            ("/play/file/{id}", self._media),
        ):
            app.router.add_get(path, handler)
        app.router.add_post("/play/act", self._act)

    async def _index(self, request: web.Request) -> web.StreamResponse:
        _check_origin(request)
        return _page_file("index.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        _check_origin(request)
        return _page_file(request.match_info["file"])

    async def _media(self, request: web.Request) -> web.Response:
        _check_origin(request)
        media = self._world.files.get(request.match_info["id"])
        if media is None:
            raise web.HTTPNotFound(text="There is no such file.")
        headers = {"X-Content-Type-Options": "nosniff"}
        if media.mime in SHOWN_INLINE:
            return web.Response(body=media.content, content_type=media.mime, headers=headers)
        name = re.sub(r"[^\w.-]", "_", media.name, flags=re.ASCII) or "file"
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return web.Response(body=media.content, content_type="application/octet-stream", headers=headers)

    async def _act(self, request: web.Request) -> web.Response:
        _check_origin(request)
        try:
            act = load_json((await request.read()).decode())
        except (ValueError, RecursionError):
            return _no("This is not JSON.")
        try:
            asked = self._acts.do(act)
        except ValueError as error:
            return _no(str(error))
        if act["do"] == "clock":
            await self._clock.has_arrived.wait()
        if isinstance(asked, Message):
            return web.json_response({"ok": True, "answer": None, "chat": str(asked.chat)})
        answer = None if asked is None else await self._answer_to(asked)
        return web.json_response({"ok": True, "answer": answer})

    async def _answer_to(self, asked: Tap | InlineQuery) -> Json | None:
        changed = asyncio.Event()
        self._world.listeners.append(changed.set)
        try:
            async with asyncio.timeout(self._answer_wait_s):
                while asked.answer is None:
                    changed.clear()
                    await changed.wait()
        except TimeoutError:
            pass
        finally:
            self._world.listeners.remove(changed.set)
        return asked.answer

    async def _events(self, request: web.Request) -> web.StreamResponse:
        _check_origin(request)
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        changed = asyncio.Event()
        self._world.listeners.append(changed.set)
        try:
            while True:
                changed.clear()
                state = page_state(self._world, self._faults, self._city, self._zone)
                await response.write(f"data: {json.dumps(state, ensure_ascii=False)}\n\n".encode())
                await asyncio.sleep(PAUSE_S)
                is_typing = any(chat["is_typing"] for chat in state["chats"])
                await _wait(changed, BEAT_S if is_typing else self._clock.minute_left_s())
        except ConnectionResetError:
            return response
        finally:
            self._world.listeners.remove(changed.set)


async def _wait(event: asyncio.Event, longest_s: float) -> None:
    try:
        async with asyncio.timeout(longest_s):
            await event.wait()
    except TimeoutError:
        pass


def _no(why: str) -> web.Response:
    return web.json_response({"ok": False, "why": why}, status=400)


def _page_file(name: str) -> web.StreamResponse:
    path = PAGE / name
    if not _FILE_NAME.fullmatch(name) or not path.is_file():
        raise web.HTTPNotFound(text="There is no such file.")
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": "frame-ancestors 'none'"}
    return web.FileResponse(path, headers=headers | {"X-Content-Type-Options": "nosniff"})


def _check_origin(request: web.Request) -> None:
    """Against DNS rebinding and forged requests: both Host and Origin must be this very server."""
    try:
        is_here = urlsplit(f"//{request.host}").hostname in LOOPBACK
    except ValueError:
        is_here = False
    origin = request.headers.get("Origin")
    if not is_here or origin not in (None, f"http://{request.host}"):
        raise web.HTTPForbidden(text="Only the page of this server may ask this.")
