"""A Telegram of our own on loopback: the Bot API over HTTP, and the page with phones.

It must not know what methods do (`methods.py`) or what people do (`world.py`): it carries answers,
refusals and planned troubles. Source: core.telegram.org/bots/api#making-requests.
"""

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Callable
from typing import Any, TypeVar

from aiohttp import web

from bot.playground.delivery import Delivery, Patience
from bot.playground.demo_clock import DemoClock
from bot.playground.faults import DOWN, Fault, Faults
from bot.playground.limits import Limits
from bot.playground.methods import COUNTED, METHODS
from bot.playground.page_api import PageApi
from bot.playground.parameters import UPLOAD_BYTES, Parameters, read_parameters
from bot.playground.polling import Polling
from bot.playground.refusal import Refusal
from bot.playground.world import World

TOKEN = "7000000001:the-playground-is-on-loopback-only"  # noqa: S105  # it opens nothing anywhere else
T = TypeVar("T")
AT_LEAST_S = 0.05
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_WELL_FORMED = re.compile(r"[1-9][0-9]{0,15}:[A-Za-z0-9_-]{1,64}")


class Playground:
    """One server with one bot and one world. Start, stop and touch it in one thread, one event loop.

    `limits` are Telegram's unless others are given; `faults` plans troubles; `clock` dates messages;
    `patience` is for webhooks.
    """

    def __init__(
        self, *, token: str = TOKEN, username: str = "passaparola_bot", name: str = "Passaparola",
        city: str = "Bologna", zone: str = "Europe/Rome", limits: Limits | None = None,
        clock: DemoClock | None = None, monotonic: Callable[[], float] = time.monotonic,
        first_update_id: int = 731_204_118, patience: Patience | None = None,
    ) -> None:  # fmt: skip
        self.token = token
        self.clock = clock or DemoClock()
        self.limits = limits or Limits()
        self.faults = Faults()
        self.base_url = ""
        bot_id = int(token.partition(":")[0])
        self.world = World(self.clock.now, monotonic, bot_id, username, name, first_update_id)
        self._polling = Polling(self.world.queue, self.world.webhook)
        self._delivery = Delivery(self.world, self.faults, patience or Patience(), self._obey)
        self._monotonic = monotonic
        self._runner: web.AppRunner | None = None
        app = web.Application(client_max_size=UPLOAD_BYTES + 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        PageApi(self.world, self.faults, self.clock, city, zone).add_to(app)
        self._app = app

    async def start(self, port: int = 0) -> str:
        """Listen on 127.0.0.1; gives the base address, without a slash at its end."""
        self._runner = web.AppRunner(
            self._app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, bound = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{bound}"
        return self.base_url

    async def stop(self) -> None:
        """Close every connection, those that wait too."""
        await self._delivery.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def until(self, find: Callable[[], T], timeout_s: float = 5.0) -> T:
        """Wait until `find` gives something true, asking after each change and now and then.

        A confirmed update is no change that anybody in the world sees. Raises TimeoutError.
        """
        changed = asyncio.Event()
        self.world.listeners.append(changed.set)
        try:
            async with asyncio.timeout(timeout_s):
                while not (found := find()):
                    changed.clear()
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(AT_LEAST_S):  # wait_for loses cancellations in Python 3.11
                            await changed.wait()
                return found
        finally:
            self.world.listeners.remove(changed.set)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        fault: Fault | None = None
        try:
            self._check_token(request)
            asked = await read_parameters(request)
            fault = self.faults.take(method, asked.chat)
            if fault is not None and fault.trouble not in ("delay", "cut_after"):
                return await _suffer(request, fault)
            answer = _accepted(await self._answer(method, asked))
            if self.faults.is_down:  # since a poller began to wait
                return await _suffer(request, DOWN)
        except Refusal as refusal:
            answer = _refused(refusal)
        if fault is not None and fault.trouble == "cut_after":
            return _cut(request)
        pause_s = self.faults.latency_s + (fault.delay_s if fault is not None else 0.0)
        if pause_s > 0:
            await asyncio.sleep(pause_s)
        return answer

    async def _answer(self, method: str, asked: Parameters) -> Any:
        if method == "getupdates":
            return await self._polling.get_updates(asked)
        if method not in METHODS:
            raise Refusal(404, "Not Found: method not found")
        if method in COUNTED:
            wait_s = self.limits.take(asked.chat or 0, self._monotonic(), asked.flag("allow_paid_broadcast"))
            if wait_s:
                raise _too_many(wait_s)
        return METHODS[method](self.world, asked)

    async def _obey(self, method: str, asked: Parameters) -> None:
        with contextlib.suppress(Refusal):
            await self._answer(method, asked)

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if token != self.token:
            is_known = _WELL_FORMED.fullmatch(token)
            raise Refusal(401, "Unauthorized" if is_known else "Unauthorized: invalid token specified")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
        except Refusal as refusal:
            return _refused(refusal)
        if self.faults.is_down:
            return await _suffer(request, DOWN)
        media = self.world.files.at(request.match_info["path"])
        if media is None:
            return _refused(Refusal(404, "Not Found"))
        return web.Response(body=media.content, content_type="application/octet-stream")


def _too_many(wait_s: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {wait_s}", retry_after=wait_s)


def _accepted(result: Any) -> web.Response:
    body = _ENCODER.encode({"ok": True, "result": result}).encode()
    return web.Response(body=body, content_type="application/json")


def _refused(refusal: Refusal) -> web.Response:
    record: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    headers = {}
    if refusal.parameters:
        record["parameters"] = refusal.parameters
    if "retry_after" in refusal.parameters:
        headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return web.json_response(record, status=refusal.code, headers=headers)


def _cut(request: web.Request) -> web.Response:
    """Close the connection; what is answered after that reaches nobody."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()


async def _suffer(request: web.Request, fault: Fault) -> web.StreamResponse:
    """A trouble in whose course nothing is done."""
    if fault.trouble == "hang":
        await asyncio.Event().wait()
    if fault.trouble == "cut_before":
        return _cut(request)
    if fault.retry_after_s:
        return _refused(_too_many(fault.retry_after_s))
    return web.Response(text=fault.body, status=fault.status, content_type="text/html")
