"""The port fulfilled with python-telegram-bot, which brings the requests, their forms and the connections.

It must not know what a request is for. The library's exceptions bury what an outcome needs, the status
among it, and it writes what it cannot read into the log: so the response leaves it as soon as it is there.
"""

import asyncio
import logging
from typing import Any

import httpx
from telegram import Bot, InputFile
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.telegram.bot_api import UPLOAD_S, BotApi
from bot.telegram.port import Unknown, Unsent
from bot.telegram.requests import Json, Request

KEPT_OPEN_S = 15.0
"""How long an idle connection is kept for the next request, as aiohttp does."""

TALKATIVE = ("httpx", "httpcore", "telegram")
"""Loggers held to warnings: the first says every address, with the token, the last what people write."""

_NEVER_HAD = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_NO_ADDRESS = (httpx.InvalidURL, httpx.UnsupportedProtocol)


class _Response(TelegramError):
    """The response as it came. Raised, because what the library is given back, it reads."""

    def __init__(self, status: int, content: bytes) -> None:
        super().__init__(f"HTTP {status}")
        self.status, self.content = status, content


class _Connections(HTTPXRequest):
    """The library's connections, whose responses go straight to us."""

    __slots__ = ()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Raises _Response, and TelegramError where there is none."""
        raise _Response(*await super().do_request(*args, **kwargs))


class PtbGateway(BotApi):
    """One bot at one Telegram, through python-telegram-bot: a `bot.telegram.port.Gateway`.

    `api_base` is Telegram's address without the token. `connections`: how many requests may be under way
    at once, the long poll apart. `connect_s` and `answer_s`: how long to wait for a free connection
    of our own and then again for a new one, and how long Telegram may be silent once it was asked.
    """

    def __init__(
        self,
        token: str,
        api_base: str = "https://api.telegram.org",
        connections: int = 32,
        connect_s: float = 10.0,
        answer_s: float = 30.0,
    ) -> None:
        super().__init__(token)
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        limits = httpx.Limits(max_connections=connections, keepalive_expiry=KEPT_OPEN_S)
        # A poll is broken off at a stop. It has its connections apart, or else those that it was just
        # tidying away for the others would stay open.
        self._polling, self._connections = (
            _Connections(
                write_timeout=UPLOAD_S,
                media_write_timeout=UPLOAD_S,
                connect_timeout=connect_s,
                pool_timeout=connect_s,
                httpx_kwargs={"limits": limits, "trust_env": False},
            )
            for _ in range(2)
        )
        self._connect_s, self._answer_s = connect_s, answer_s
        self._free = asyncio.Semaphore(connections)
        self._longest_s = 2 * connect_s + UPLOAD_S + answer_s
        self._bot = Bot(
            token or "none",  # which goes nowhere
            f"{api_base}/bot",
            request=self._connections,
            get_updates_request=self._polling,
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self._polling.shutdown()
        await self._connections.shutdown()

    async def _carry(self, request: Request, waits_s: float) -> tuple[int, bytes] | Unsent | Unknown:
        """Wait for a connection here: httpcore looks through all that wait there, at every request."""
        if request.method == "getUpdates":
            return await self._made(request, waits_s)
        try:
            async with asyncio.timeout(self._connect_s):
                await self._free.acquire()
        except TimeoutError:
            return Unsent("no connection was free in time")
        try:
            return await self._made(request, waits_s)
        finally:
            self._free.release()

    async def _made(self, request: Request, waits_s: float) -> tuple[int, bytes] | Unsent | Unknown:
        try:
            async with asyncio.timeout(self._longest_s + waits_s):
                # The library takes the underline away again; without it, it would warn that it has a
                # method of its own for that, which would read the answer.
                await self._bot.do_api_request(
                    f"{request.method}_", _parameters(request), read_timeout=self._answer_s + waits_s
                )
        except _Response as response:
            return response.status, response.content
        except TelegramError as error:
            return _without_response(error.__cause__)
        except TimeoutError:
            return Unknown("no answer in time")
        except Exception as error:
            return Unknown(f"the request broke off: {type(error).__name__}")
        return Unknown("the library answered in Telegram's place")


def _parameters(request: Request) -> Json:
    if request.upload is None:
        return request.parameters
    file = InputFile(request.upload.content, request.upload.name)
    return request.parameters | {request.upload.parameter: file}


def _without_response(cause: BaseException | None) -> Unsent | Unknown:
    """Only the names of errors are said: the text of an HTTP error may hold the URL, and so the token."""
    kind = type(cause).__name__
    if isinstance(cause, _NEVER_HAD):
        return Unsent(f"no connection: {kind}")
    if isinstance(cause, _NO_ADDRESS):
        return Unsent("Telegram's address is no web address")
    if isinstance(cause, httpx.TimeoutException):
        return Unknown("no answer in time")
    return Unknown(f"the request broke off: {kind}")
