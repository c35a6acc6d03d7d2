"""The port fulfilled with aiogram: asks Telegram, and says its answers in our outcomes.

It must not know what a screen is about, nor who waits for an outcome.
"""

from typing import Any

from aiogram.methods import (
    AnswerCallbackQuery,
    GetMe,
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    GetUpdates,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
    TelegramMethod,
)
from aiogram.types import BotCommand

from bot.telegram.aiogram_screen import fits_under_file, rewritten, shown, written
from bot.telegram.aiogram_wire import Answer, Wire
from bot.telegram.port import (
    Description,
    Migrated,
    Outcome,
    Profile,
    Raw,
    Refused,
    Sent,
    Taken,
    TelegramDown,
    TokenRefused,
    Unknown,
    Unreachable,
    Unsent,
    Wait,
)
from bot.telegram.updates import clean, incoming
from dialogs.event import Incoming
from dialogs.screen import Media, Message, Screen

ANSWER_LIMIT = 200
"""Characters in the answer to a tap (core.telegram.org/bots/api#answercallbackquery)."""

_ALLOWED = ["message", "callback_query", "my_chat_member"]

# Telegram's words in a 400 that blames the chat, not the message.
_SHUT = (
    "chat not found",
    "deactivated",
    "can't initiate",
    "peer_id_invalid",
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
)
_UNEDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "no text in the message to edit",
    "message_id_invalid",
)


class AiogramGateway:
    """One bot at one Telegram, through aiogram: a `bot.telegram.port.Gateway`.

    `api_base` is Telegram's address without the token. `connections`: how many requests may be under way
    at once, the long poll among them. `connect_s` and `answer_s`: how long to wait for a connection, and
    for an answer.
    """

    def __init__(
        self,
        token: str,
        api_base: str = "https://api.telegram.org",
        connections: int = 100,
        connect_s: float = 10.0,
        answer_s: float = 30.0,
    ) -> None:
        self._wire = Wire(token, api_base, connections, connect_s, answer_s)
        self._username = ""

    async def open(self) -> Profile:
        """Connect and ask who we are. Raises TokenRefused, TelegramDown."""
        match await self._told(GetMe()):
            case {"id": int(bot_id), "username": str(username), "first_name": str(name)}:
                self._username = username
                return Profile(bot_id, username, name)
        raise TelegramDown("getMe was answered without a name")

    async def close(self) -> None:
        """Let go of the connections."""
        await self._wire.close()

    async def updates(self, offset: int | None, wait_s: int) -> list[Raw]:
        """Long polling: see the port. Updates stay as Telegram wrote them, so that none spoils the others."""
        asked = GetUpdates(offset=offset, limit=100, timeout=wait_s, allowed_updates=_ALLOWED)
        found = await self._told(asked, waits_s=wait_s)
        if not isinstance(found, list):
            raise TelegramDown("getUpdates was answered without a list")
        return [update for update in found if isinstance(update, dict)]

    def parse(self, raw: Raw) -> Incoming | None:
        """Our event, or None where the update means nothing to us. Never raises."""
        return incoming(raw, self._username)

    async def send(self, chat_id: int, message: Message) -> Outcome:
        """Send a message, or edit the one it takes the place of. Never raises."""
        screen = message.screen
        if screen.media is not None:
            return await self._show(chat_id, screen, screen.media)
        if message.edits is not None:
            outcome = await self._edit(chat_id, message.edits, screen)
            if outcome is not None:
                return outcome
        return _outcome(await self._wire.ask(written(chat_id, screen)))

    async def answer(self, query_id: str, text: str = "", is_alert: bool = False) -> None:
        """Answer a tap. Too late or unknown is no matter: never raises."""
        words = clean(text)[:ANSWER_LIMIT]
        await self._wire.ask(
            AnswerCallbackQuery(callback_query_id=clean(query_id), text=words, show_alert=is_alert)
        )

    async def describe(self, language: str, description: Description) -> None:
        """Set name, descriptions and commands for a two-letter language. Raises TelegramDown, TokenRefused.

        What Telegram already has is not set again: it lets a bot be named only a few times a day.
        """
        code = language or None
        name, short, long = description.name, description.short, description.long
        if _field(await self._told(GetMyName(language_code=code)), "name") != name:
            await self._told(SetMyName(name=name, language_code=code))
        known = await self._told(GetMyShortDescription(language_code=code))
        if _field(known, "short_description") != short:
            await self._told(SetMyShortDescription(short_description=short, language_code=code))
        if _field(await self._told(GetMyDescription(language_code=code)), "description") != long:
            await self._told(SetMyDescription(description=long, language_code=code))
        listed = await self._told(GetMyCommands(language_code=code))
        pairs = [(_field(one, "command"), _field(one, "description")) for one in _list(listed)]
        if pairs != list(description.commands):
            commands = [
                BotCommand(command=command, description=does) for command, does in description.commands
            ]
            await self._told(SetMyCommands(commands=commands, language_code=code))

    async def _edit(self, chat_id: int, message_id: int, screen: Screen) -> Outcome | None:
        """What came of the edit, or None where the screen must be sent as a new message."""
        answer = await self._wire.ask(rewritten(chat_id, message_id, screen))
        words = answer.words.lower() if isinstance(answer, Answer) and answer.status == 400 else ""
        if "message is not modified" in words:
            return Sent(message_id)
        if any(sign in words for sign in _UNEDITABLE):
            return None
        return _outcome(answer)

    async def _show(self, chat_id: int, screen: Screen, media: Media) -> Outcome:
        """A text too long for a caption follows the file as a message of its own.

        Should the text have to wait, so does the whole: rather a file twice than the text never.
        """
        file = _outcome(await self._wire.ask(shown(chat_id, screen, media)), media)
        if not isinstance(file, Sent) or fits_under_file(screen.text):
            return file
        text = _outcome(await self._wire.ask(written(chat_id, screen)))
        return Sent(text.message_id, file.file_id) if isinstance(text, Sent) else text

    async def _told(self, method: TelegramMethod[Any], waits_s: float = 0.0) -> Any:
        """What Telegram answered. Raises TelegramDown, TokenRefused, Taken."""
        answer = await self._wire.ask(method, waits_s)
        if not isinstance(answer, Answer):
            raise TelegramDown(answer.reason)
        if answer.is_ok:
            return answer.result
        if answer.is_token_refused:
            raise TokenRefused(answer.words)
        if answer.status == 409:
            raise Taken(answer.words)
        raise TelegramDown(answer.words, answer.retry_after_s if answer.status == 429 else 0.0)


def _outcome(answer: Answer | Unsent | Unknown, media: Media | None = None) -> Outcome:
    """The answer to a message, in the port's words."""
    if not isinstance(answer, Answer):
        return answer
    if answer.is_ok:
        message_id = _field(answer.result, "message_id")
        if not isinstance(message_id, int):
            return Unknown("Telegram took the message and gave it no number")
        is_upload = media is not None and not media.file_id
        return Sent(message_id, _file_id(answer.result, media.kind) if media and is_upload else "")
    if answer.status == 429:
        return Wait(answer.retry_after_s)
    if answer.new_chat_id is not None:
        return Migrated(answer.new_chat_id)
    if answer.is_token_refused:
        return Unsent(answer.words)
    words = answer.words.lower()
    if answer.status == 403 or (answer.status == 400 and any(sign in words for sign in _SHUT)):
        return Unreachable(answer.words)
    return Refused(answer.words)


def _file_id(message: Any, kind: str) -> str:
    found = _field(message, kind)
    largest = found[-1] if isinstance(found, list) and found else found
    file_id = _field(largest, "file_id")
    return file_id if isinstance(file_id, str) else ""


def _field(found: Any, name: str) -> Any:
    return found.get(name) if isinstance(found, dict) else None


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []
