"""Carries one request to Telegram, once, and says what came of it: an answer, nothing, or nobody knows.

It must not know what the request is for. aiogram brings the requests and the connections; the answer is
read here, since aiogram's exceptions bury what an outcome needs: whether a connection was had, and the
status (413 is a network error there, 429 without parameters an error like any other). Nothing that is
said here holds the token.
"""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile
from aiohttp import ClientConnectorError, ClientTimeout, ConnectionTimeoutError, FormData, InvalidURL

from bot.telegram.port import Unknown, Unsent
from bot.telegram.updates import clean

UPLOAD_S = 120.0
"""How long our own words, a file among them, may take to go out."""

WAIT_UNSAID_S = 5.0
"""How long to keep still after a 429 that does not say how long."""

LONGEST_WAIT_S = 10**7
"""More than Telegram ever says; what is longer is no number of seconds."""

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What Telegram said. `words` is its description of what is wrong, "" where nothing is."""

    is_ok: bool
    status: int
    result: Any
    words: str
    retry_after_s: float
    new_chat_id: int | None

    @property
    def is_token_refused(self) -> bool:
        """Telegram does not know the token: 401, or 404 where it is no token at all."""
        return self.status == 401 or (self.status == 404 and "method" not in self.words)


class Wire:
    """The connections of one bot to one Telegram.

    `connect_s`: how long to wait for a connection, a free one of our own included; `answer_s`: how long
    Telegram may be silent once it was asked.
    """

    def __init__(
        self, token: str, api_base: str, connections: int, connect_s: float, answer_s: float
    ) -> None:
        self._token = token
        self._connect_s = connect_s
        self._answer_s = answer_s
        self._session = AiohttpSession(api=TelegramAPIServer.from_base(api_base), limit=connections)
        self._bot = Bot(token, session=self._session) if _TOKEN.fullmatch(token) else None

    async def close(self) -> None:
        """Let go of the connections, without the quarter of a second that aiogram sleeps for old aiohttps."""
        http = await self._session.create_session()
        await http.close()

    async def ask(self, method: TelegramMethod[Any], waits_s: float = 0.0) -> Answer | Unsent | Unknown:
        """Make one request. `waits_s`: how long Telegram was asked to hold it. Never raises, never repeats.

        A repetition could say a thing twice: where a kept connection breaks as the request goes out, or an
        answer is cut, Telegram may well have acted. So only a connection that was never had is Unsent.
        """
        if self._bot is None:
            return Answer(False, 401, None, "the token does not look like one of Telegram's", 0.0, None)
        url = self._session.api.api_url(self._token, method.__api_method__)
        patience = self._patience(waits_s)
        try:
            body, headers = self._body(self._bot, method)
            http = await self._session.create_session()
            async with http.post(
                url, data=body, headers=headers, timeout=patience, allow_redirects=False
            ) as response:
                content = await response.read()
        except ClientConnectorError as error:
            return Unsent(f"no connection: {error.os_error.strerror or type(error).__name__}")
        except ConnectionTimeoutError:
            return Unsent("no connection in time")
        except InvalidURL:
            return Unsent("Telegram's address is no web address")
        except TimeoutError:
            return Unknown("no answer in time")
        except Exception as error:
            # Only its name: the text of an HTTP error may hold the URL, and so the token.
            return Unknown(f"the request broke off: {type(error).__name__}")
        return self._read(response.status, content)

    def _patience(self, waits_s: float) -> ClientTimeout:
        """The silence is counted from when all is said; the total never ends while there is no connection."""
        silence_s = self._answer_s + waits_s
        total_s = self._connect_s + UPLOAD_S + silence_s
        return ClientTimeout(total=total_s, connect=self._connect_s, sock_read=silence_s)

    def _body(self, bot: Bot, method: TelegramMethod[Any]) -> tuple[bytes | FormData, dict[str, str] | None]:
        """JSON takes half the work of aiogram's form, which only a file needs."""
        if any(isinstance(value, InputFile) for _, value in method):
            return self._session.build_form_data(bot, method), None
        return method.model_dump_json(exclude_unset=True, exclude_none=True).encode(), _JSON

    def _read(self, status: int, content: bytes) -> Answer | Unknown:
        try:
            told = json.loads(content)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict) or not isinstance(told.get("ok"), bool):
            # A proxy's page, say: its 403 is not a person's who blocked us.
            return Unknown(f"HTTP {status} without an answer of Telegram's")
        if told["ok"]:
            return Answer(True, status, told.get("result"), "", 0.0, None)
        words = self._redacted(str(told.get("description") or f"HTTP {status}"))
        if status >= 500:
            return Unknown(words)
        parameters = told.get("parameters")
        hints = parameters if isinstance(parameters, dict) else {}
        new_chat_id = hints.get("migrate_to_chat_id")
        return Answer(
            False,
            status,
            None,
            words,
            _pause_s(hints.get("retry_after")),
            new_chat_id if isinstance(new_chat_id, int) else None,
        )

    def _redacted(self, words: str) -> str:
        for token in (self._token, quote(self._token, safe="")):
            words = words.replace(token, "[token]")
        return clean(words)


def _pause_s(told: Any) -> float:
    is_sensible = isinstance(told, int | float) and 0 < told < LONGEST_WAIT_S
    return float(told) if is_sensible else WAIT_UNSAID_S
