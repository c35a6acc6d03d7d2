"""What can happen in a chat, in our own words: an event is a value, told by whichever driver read it.

Nothing here knows Telegram's types; `bot/telegram` translates them.
"""

from dataclasses import dataclass
from typing import Literal

MediaKind = Literal["photo", "voice", "document", "video", "audio", "sticker", "location", "contact", "other"]


@dataclass(frozen=True, slots=True)
class Started:
    """/start, with the payload of the link that was opened ("" without one)."""

    payload: str = ""


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command other than /start; `name` in lower case, without slash and bot name."""

    name: str


@dataclass(frozen=True, slots=True)
class Wrote:
    """A text of the person's; `reply_to` is the message id it answers, if any."""

    text: str
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Showed:
    """Anything sent that is not text. `file_id` lets a voice note or a photo be sent on."""

    kind: MediaKind
    file_id: str = ""
    caption: str = ""
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button under one of our messages. `data` comes from outside: it may be anything."""

    query_id: str
    data: str
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person blocked the bot, or the bot was put out of a group."""


@dataclass(frozen=True, slots=True)
class Unblocked:
    """The person unblocked the bot, or the bot was added to a group."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A group became a supergroup and has another chat id from now on."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Hurried:
    """So much came from this chat at once that this, and what follows, is not heard. `query_id`: of a tap."""

    query_id: str = ""


Event = Started | Commanded | Wrote | Showed | Tapped | Blocked | Unblocked | Moved | Hurried


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update: where it happened and what. `language_hint` is what the phone says, or "".

    `sent_at_s`: when it was written, in whole seconds since 1970; None where Telegram does not say.
    """

    update_id: int
    chat_id: int
    is_group: bool
    language_hint: str
    event: Event
    sent_at_s: float | None = None
