"""The port: everything the bot asks of a Telegram library. A second driver is one more file that fits it.

Outcomes are values; a driver raises only `TelegramDown`, its kind `Declined`, and `TokenRefused` (from
`open`, `updates`, `describe` and the webhook's two) and `Taken` (from `updates`); none carries the token.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from dialogs.choices import Choices
from dialogs.event import Incoming
from dialogs.screen import Message


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has it, under this id; `file_id` where a file was uploaded."""

    message_id: int
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """403, or chat not found: this person or group cannot be written to until they write again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """400: the message itself is wrong, and would be wrong again. Telegram's words."""

    reason: str


@dataclass(frozen=True, slots=True)
class Wait:
    """429: nothing was sent; not before `retry_after_s` seconds."""

    retry_after_s: float


@dataclass(frozen=True, slots=True)
class Migrated:
    """400 with migrate_to_chat_id: the group has another id; nothing was sent."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Unsent:
    """It certainly did not arrive (no connection was had): may be tried again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows: a time-out or a cut after sending, or a 5xx.

    `is_answered`: a server did answer, that it could not; so most likely nothing was done.
    """

    reason: str
    is_answered: bool = False


Outcome = Sent | Unreachable | Refused | Wait | Migrated | Unsent | Unknown


@dataclass(frozen=True, slots=True)
class Profile:
    """Who the token belongs to (getMe). `has_inline`: inline mode is on, as BotFather was told."""

    id: int
    username: str
    name: str
    has_inline: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """How the bot presents itself in one language ("" is for all others).

    `commands`: (name, what it does) in the order they are listed; `in_groups`: the same, listed in groups.
    """

    name: str
    short: str
    long: str
    commands: tuple[tuple[str, str], ...]
    in_groups: tuple[tuple[str, str], ...] = ()


class TelegramDown(Exception):
    """Telegram did not answer, or not in a way we understand. `retry_after_s` where it said so."""

    def __init__(self, reason: str, retry_after_s: float = 0.0) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s


class Declined(TelegramDown):
    """400: Telegram understood what was asked and does not do it, nor would it the next time. Its words."""


class TokenRefused(Exception):
    """Telegram does not know this token: nothing can be done here."""


class Taken(Exception):
    """409: somebody else reads this bot's updates (another poller, or a webhook is set)."""


Raw = dict[str, Any]
"""One update as Telegram wrote it."""


class Gateway(Protocol):
    """One bot at one Telegram."""

    async def open(self) -> Profile:
        """Connect and ask who we are. Raises TokenRefused, TelegramDown."""

    async def close(self) -> None:
        """Let go of the connections."""

    async def updates(self, offset: int | None, wait_s: int) -> list[Raw]:
        """Long polling: at most 100 updates, oldest first; all below `offset` are confirmed by asking.

        Raises TelegramDown, TokenRefused, Taken.
        """

    def parse(self, raw: Raw) -> Incoming | None:
        """Our event, or None where the update means nothing to us. Never raises on what Telegram sent."""

    async def set_webhook(self, url: str, secret: str, connections: int) -> None:
        """Have updates brought to `url`, at most `connections` (1 to 100) at once, `secret` in a header.

        What waits is brought there too. Raises TelegramDown, TokenRefused; Declined for a bad address.
        """

    async def delete_webhook(self) -> None:
        """Have updates kept until they are asked for. Raises TelegramDown, TokenRefused."""

    async def send(self, chat_id: int, message: Message, is_paid: bool = False) -> Outcome:
        """Send a message, or edit the one it takes the place of; "not modified" counts as sent.

        An edit whose message is gone, or cannot be edited, is sent as a new message. `is_paid`: Telegram
        may take it beyond 30 messages a second, for Stars (core.telegram.org/bots/faq#broadcasting-to-users).
        How many requests it takes: `bot.telegram.captions.requests`.
        """

    async def answer(self, query_id: str, text: str = "", is_alert: bool = False) -> None:
        """Answer a tap. Too late or unknown is no matter: never raises."""

    async def leave(self, chat_id: int) -> bool:
        """Leave a group. True: the bot is not in it any more; False: nobody knows. Never raises."""

    async def offer(self, query_id: str, choices: Choices) -> str:
        """Answer an inline query, for nobody but who asked. Never raises.

        Too late is no matter, nor is a Telegram that is away: why it was refused is told otherwise, else "".
        """

    async def describe(self, language: str, description: Description) -> None:
        """Set name, descriptions, commands for a two-letter language. Raises TelegramDown, TokenRefused."""
