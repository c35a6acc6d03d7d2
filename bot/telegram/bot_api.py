"""The port fulfilled over whatever can carry a request of the Bot API to Telegram.

It must know no library, nor what a screen is about or who waits for an outcome. A driver is a subclass
that carries; nothing is ever repeated here, that is the courier's to decide.
"""

import re
from abc import ABC, abstractmethod
from typing import Any

from bot.telegram.captions import requests
from bot.telegram.envelope import Answer, field, read
from bot.telegram.outcomes import edited, sent
from bot.telegram.port import (
    Declined,
    Description,
    Outcome,
    Profile,
    Raw,
    Sent,
    Taken,
    TelegramDown,
    TokenRefused,
    Unknown,
    Unsent,
)
from bot.telegram.requests import Json, Request, offered, rewritten, shown, written
from bot.telegram.updates import clean, incoming
from dialogs.choices import Choices
from dialogs.event import Incoming
from dialogs.screen import Media, Message

ALLOWED = ("message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member")
"""The kinds of update we read, and so ask for."""

ANSWER_LIMIT = 200
"""Characters in the answer to a tap (core.telegram.org/bots/api#answercallbackquery)."""

TOO_OLD = "query is too old"
"""Telegram's words, in small letters, where a query has been answered, or was asked too long ago."""

UPLOAD_S = 120.0
"""How long our own words, a file among them, may take to go out."""

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_MALFORMED = Answer(False, 401, None, "the token does not look like one of Telegram's")


class BotApi(ABC):
    """One bot at one Telegram: a `bot.telegram.port.Gateway`, once `_carry` and `close` are there."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._is_well_formed = _TOKEN.fullmatch(token) is not None
        self._username = ""

    @abstractmethod
    async def _carry(self, request: Request, waits_s: float) -> tuple[int, bytes] | Unsent | Unknown:
        """Make one request, once: the status and the body of the response. Never raises.

        `waits_s`: how long Telegram was asked to hold it. A repetition could say a thing twice: where a
        kept connection breaks as the request goes out, or an answer is cut, Telegram may well have acted.
        So only a connection that was never had is Unsent. No reason holds the token.
        """

    @abstractmethod
    async def close(self) -> None:
        """Let go of the connections."""

    async def open(self) -> Profile:
        """Ask who we are. Raises TokenRefused, TelegramDown."""
        match await self._told("getMe", {}):
            case {"id": int(bot_id), "username": str(username), "first_name": str(name), **more}:
                self._username = username
                return Profile(bot_id, username, name, more.get("supports_inline_queries") is True)
        raise TelegramDown("getMe was answered without a name")

    async def updates(self, offset: int | None, wait_s: int) -> list[Raw]:
        """Long polling: see the port. Updates stay as Telegram wrote them, so that none spoils the others."""
        asked: Json = {"limit": 100, "timeout": wait_s, "allowed_updates": ALLOWED}
        if offset is not None:
            asked["offset"] = offset
        found = await self._told("getUpdates", asked, wait_s)
        if not isinstance(found, list):
            raise TelegramDown("getUpdates was answered without a list")
        return [update for update in found if isinstance(update, dict)]

    def parse(self, raw: Raw) -> Incoming | None:
        """Our event, or None where the update means nothing to us. Never raises."""
        return incoming(raw, self._username)

    async def set_webhook(self, url: str, secret: str, connections: int) -> None:
        """Have updates brought to an address: see the port. Raises TelegramDown, Declined, TokenRefused."""
        asked: Json = {"url": url, "secret_token": secret, "max_connections": connections}
        await self._told("setWebhook", asked | {"allowed_updates": ALLOWED, "drop_pending_updates": False})

    async def delete_webhook(self) -> None:
        """Have updates kept until they are asked for: see the port. Raises TelegramDown, TokenRefused."""
        await self._told("deleteWebhook", {"drop_pending_updates": False})

    async def send(self, chat_id: int, message: Message, is_paid: bool = False) -> Outcome:
        """Send a message, or edit the one it takes the place of. Never raises."""
        screen = message.screen
        if screen.media is not None:
            return await self._show(chat_id, message, screen.media, is_paid)
        if message.edits is not None:
            answer = await self._ask(rewritten(chat_id, message.edits, screen))
            outcome = edited(answer, message.edits)
            if outcome is not None:
                return outcome
        return sent(await self._ask(written(chat_id, screen, is_paid)))

    async def answer(self, query_id: str, text: str = "", is_alert: bool = False) -> None:
        """Answer a tap. Too late or unknown is no matter: never raises."""
        asked = {"callback_query_id": clean(query_id), "text": clean(text)[:ANSWER_LIMIT]}
        await self._ask(Request("answerCallbackQuery", asked | {"show_alert": is_alert}))

    async def leave(self, chat_id: int) -> bool:
        """Leave a group, wherever it has moved. Never raises."""
        answer = await self._ask(Request("leaveChat", {"chat_id": chat_id}))
        if isinstance(answer, Answer) and answer.new_chat_id is not None:
            answer = await self._ask(Request("leaveChat", {"chat_id": answer.new_chat_id}))
        # 400 and 403: it was not there any more.
        return isinstance(answer, Answer) and (answer.is_ok or answer.status in (400, 403))

    async def offer(self, query_id: str, choices: Choices) -> str:
        """Answer an inline query: see the port. Never raises."""
        answer = await self._ask(offered(query_id, choices))
        if not isinstance(answer, Answer) or answer.status != 400 or TOO_OLD in answer.words.lower():
            return ""
        return answer.words

    async def describe(self, language: str, description: Description) -> None:
        """Set name, descriptions and commands for a two-letter language. Raises TelegramDown, TokenRefused.

        What Telegram already has is not set again: it lets a bot be named only a few times a day.
        """
        code: Json = {"language_code": language} if language else {}
        for what, key, text in (
            ("Name", "name", description.name),
            ("ShortDescription", "short_description", description.short),
            ("Description", "description", description.long),
        ):
            if field(await self._told(f"getMy{what}", code), key) != text:
                await self._told(f"setMy{what}", code | {key: text})
        await self._list(code, description.commands)
        await self._list(code | {"scope": {"type": "all_group_chats"}}, description.in_groups)

    async def _list(self, where: Json, commands: tuple[tuple[str, str], ...]) -> None:
        """Set the commands that are listed somewhere. Raises TelegramDown, TokenRefused."""
        listed = await self._told("getMyCommands", where)
        known = listed if isinstance(listed, list) else []
        if [(field(one, "command"), field(one, "description")) for one in known] != list(commands):
            named = [{"command": command, "description": does} for command, does in commands]
            await self._told("setMyCommands", where | {"commands": named})

    async def _show(self, chat_id: int, message: Message, media: Media, is_paid: bool) -> Outcome:
        """A text too long for a caption follows the file as a message of its own.

        Should the text have to wait, so does the whole: rather a file twice than the text never.
        """
        screen = message.screen
        file = sent(await self._ask(shown(chat_id, screen, media, is_paid)), media)
        if not isinstance(file, Sent) or requests(message) == 1:
            return file
        text = sent(await self._ask(written(chat_id, screen, is_paid)))
        return Sent(text.message_id, file.file_id) if isinstance(text, Sent) else text

    async def _told(self, method: str, parameters: Json, waits_s: float = 0.0) -> Any:
        """What Telegram answered. Raises TelegramDown, Declined, TokenRefused, Taken."""
        answer = await self._ask(Request(method, parameters), waits_s)
        if not isinstance(answer, Answer):
            raise TelegramDown(answer.reason)
        if answer.is_ok:
            return answer.result
        if answer.is_token_refused:
            raise TokenRefused(answer.words)
        if answer.status == 409:
            raise Taken(answer.words)
        if answer.status == 400:
            raise Declined(answer.words)
        raise TelegramDown(answer.words, answer.retry_after_s if answer.status == 429 else 0.0)

    async def _ask(self, request: Request, waits_s: float = 0.0) -> Answer | Unsent | Unknown:
        """Make one request. Never raises, never repeats."""
        if not self._is_well_formed:
            return _MALFORMED
        carried = await self._carry(request, waits_s)
        return read(*carried, self._token) if isinstance(carried, tuple) else carried
