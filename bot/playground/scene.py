"""The state of the world of chats, and how Telegram would write it down in JSON.

It must not know sockets, nor who may do what: `world.py` knows for people, `access.py` for the bot.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.playground.chats import ChatId, Chats, Message
from bot.playground.files import Files
from bot.playground.inline import InlineQueries
from bot.playground.people import Group, Json, Person
from bot.playground.profile import Profile
from bot.playground.queue import UpdateQueue
from bot.playground.taps import Taps
from bot.playground.webhook import Webhook

TYPING_S = 5.0


class Scene:
    """Everybody and everything. `listeners` are called after every change that somebody could see.

    Inline mode, and being told what was chosen, are off until somebody turns them on with BotFather.
    `clock` gives aware times for the dates of messages, `monotonic` seconds for all that runs out.
    """

    def __init__(
        self, clock: Callable[[], datetime], monotonic: Callable[[], float],
        bot_id: int, username: str, name: str, first_update_id: int,
    ) -> None:  # fmt: skip
        self.clock = clock
        self.monotonic = monotonic
        self.bot_id = bot_id
        self.username = username
        self.listeners: list[Callable[[], None]] = []
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.chats = Chats()
        self.files = Files()
        self.profile = Profile(name)
        self.queue = UpdateQueue(first_update_id, monotonic)
        self.webhook = Webhook()
        self.taps = Taps(monotonic)
        self.inline = InlineQueries(monotonic)
        self.inline_messages: dict[str, Message] = {}
        self.has_inline_mode = False
        self.has_inline_feedback = False
        self._typing_until_s: dict[int, float] = {}

    def changed(self) -> None:
        """Tell who listens."""
        for listener in self.listeners:
            listener()

    def unix_now(self) -> int:
        """The present as Telegram dates messages."""
        return int(self.clock().astimezone(UTC).timestamp())

    def post(self, chat: ChatId, sender: int, **content: Any) -> Message:
        """Put a message into a chat; `content` are fields of Message."""
        message = Message(self.chats.next_id(chat), chat, sender, self.unix_now(), **content)
        self.chats.add(message)
        if sender == self.bot_id and isinstance(chat, int):
            self._typing_until_s.pop(chat, None)
        self.changed()
        return message

    def start_typing(self, chat: int) -> None:
        """The bot is typing, for five seconds or until it writes."""
        self._typing_until_s[chat] = self.monotonic() + TYPING_S
        self.changed()

    def is_typing(self, chat: int) -> bool:
        """Whether "typing…" is shown."""
        return self._typing_until_s.get(chat, 0.0) > self.monotonic()

    def name_of(self, sender: int, language: str = "") -> str:
        """Who wrote, as a phone with this language shows it."""
        return self.profile.text("name", language) if sender == self.bot_id else self.people[sender].name

    def bot_user(self) -> Json:
        """The bot as a User."""
        name = self.profile.text("name")
        return {"id": self.bot_id, "is_bot": True, "first_name": name, "username": self.username}

    def user_json(self, sender: int) -> Json:
        """A sender as a User."""
        return self.bot_user() if sender == self.bot_id else self.people[sender].as_user()

    def chat_json(self, chat: int) -> Json:
        """A chat the bot knows as a Chat."""
        return self.groups[chat].as_chat() if chat < 0 else self.people[chat].as_chat()

    def message_json(self, message: Message, with_reply: bool = True) -> Json:
        """A message of a chat the bot knows as a Message; a reply goes one step deep."""
        record: Json = {
            "message_id": message.id,
            "from": self.user_json(message.sender),
            "chat": self.chat_json(int(message.chat)),
            "date": message.at,
        }
        if message.is_via_bot:
            record["via_bot"] = self.bot_user()
        if message.origin is not None:
            record["forward_origin"] = message.origin
        if with_reply and message.reply_to is not None:
            replied = self.chats.get(message.chat, message.reply_to)
            if replied is not None:
                record["reply_to_message"] = self.message_json(replied, with_reply=False)
        if message.edited_at is not None:
            record["edit_date"] = message.edited_at
        if message.is_protected:
            record["has_protected_content"] = True
        if message.media is not None:
            record |= message.media.as_json()
        if message.text:
            name = "text" if message.media is None else "caption"
            record[name] = message.text
            if message.entities:
                record["entities" if message.media is None else "caption_entities"] = message.entities
        if message.rows is not None:
            record["reply_markup"] = {"inline_keyboard": message.rows}
        if message.service is not None:
            record |= message.service
        return record
