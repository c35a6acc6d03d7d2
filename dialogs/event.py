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


@dataclass(frozen=True, slots=True)
class AskedInline:
    """Somebody typed these words after the bot's name, in any chat; which chat, nobody says.

    `offset`: where the answer before said that there is more; "" at first. Both may be anything.
    """

    query_id: str
    words: str
    offset: str = ""


@dataclass(frozen=True, slots=True)
class ChoseInline:
    """Somebody posted one of the choices they were given; `choice` is its id, as it comes from outside."""

    choice: str


Event = (
    Started
    | Commanded
    | Wrote
    | Showed
    | Tapped
    | Blocked
    | Unblocked
    | Moved
    | Hurried
    | AskedInline
    | ChoseInline
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update: where it happened and what. `language_hint` is what the phone says, or "".

    What is asked or chosen inline happens with the person: `chat_id` is that of their own chat with the bot.
    `sent_at_s`: when it was written, in whole seconds since 1970; None where Telegram does not say.
    """

    update_id: int
    chat_id: int
    is_group: bool
    language_hint: str
    event: Event
    sent_at_s: float | None = None
