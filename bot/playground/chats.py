"""The messages of every chat, and how chats are called.

It must not know who may write where; `membership.py` and `access.py` do.
"""

from dataclasses import dataclass, field

from bot.playground.files import Media
from bot.playground.people import FIRST_SUPERGROUP, Json

ChatId = int | str
"""A person's chat with the bot (their id), a group (negative), or two people's chat ("1002:1003")."""

Rows = list[list[Json]]


@dataclass(slots=True)
class Message:
    """One message. `text` is the caption where there is `media`; `at` in unix seconds.

    `service`: what else Telegram writes into a service message; `has_reply_keyboard`: such messages
    cannot be edited. `is_via_bot`: chosen from what the bot offered inline; with a keyboard, it has an
    `inline_id` by which the bot may edit it.
    """

    id: int
    chat: ChatId
    sender: int
    at: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    media: Media | None = None
    rows: Rows | None = None
    reply_to: int | None = None
    origin: Json | None = None
    is_protected: bool = False
    has_reply_keyboard: bool = False
    edited_at: int | None = None
    service: Json | None = None
    is_via_bot: bool = False
    inline_id: str = ""

    @property
    def can_forward(self) -> bool:
        """Whether a person may forward it."""
        return not self.is_protected and self.service is None


def chat_key(person: int, chat: ChatId) -> ChatId:
    """The chat a person means: their own id is the bot, another's id that other person.

    Raises ValueError on anything that is not a chat of theirs.
    """
    if isinstance(chat, str) and ":" in chat:
        pair = sorted(int(part) for part in chat.split(":"))
        if len(pair) != 2 or person not in pair:
            raise ValueError(f"{chat} is not a chat of {person}.")
        return f"{pair[0]}:{pair[1]}"
    number = int(chat)
    if number < 0 or number == person:
        return number
    return f"{min(person, number)}:{max(person, number)}"


class Chats:
    """Messages by chat and id, oldest first.

    Private chats and basic groups share one row of ids, as one account's chats do; each supergroup
    counts for itself.
    """

    def __init__(self) -> None:
        self._messages: dict[ChatId, dict[int, Message]] = {}
        self._last_ids: dict[ChatId, int] = {}

    def next_id(self, chat: ChatId) -> int:
        """The id of the next message in a chat."""
        own = chat if isinstance(chat, int) and chat < FIRST_SUPERGROUP else 0
        self._last_ids[own] = self._last_ids.get(own, 0) + 1
        return self._last_ids[own]

    def begin(self, chat: ChatId) -> None:
        """Let a chat be there, without a message yet."""
        self._messages.setdefault(chat, {})

    def add(self, message: Message) -> None:
        """Put a message at the end of its chat."""
        self._messages.setdefault(message.chat, {})[message.id] = message

    def get(self, chat: ChatId, message_id: int) -> Message | None:
        """One message, or None."""
        return self._messages.get(chat, {}).get(message_id)

    def remove(self, message: Message) -> None:
        """Take a message away for everybody."""
        del self._messages[message.chat][message.id]

    def of(self, chat: ChatId) -> list[Message]:
        """All messages of a chat, oldest first."""
        return list(self._messages.get(chat, {}).values())

    def ids(self) -> list[ChatId]:
        """Every chat that was begun."""
        return list(self._messages)
