"""What people say: they write, show and forward, where they may, and the bot is told what it may see.

It must not know sockets or asyncio, nor buttons and links: `world.py` does those.
A deed that nobody could do in Telegram raises ValueError, with a sentence.
"""

from bot.playground.chats import ChatId, Message, chat_key
from bot.playground.detection import with_found
from bot.playground.files import Kind, Media
from bot.playground.keyboard import only_links
from bot.playground.membership import Reach
from bot.playground.people import Json, Person

WRITABLE_CHARACTERS = 4096


class Speech(Reach):
    """The world as far as people say something in it."""

    def write(self, person: int, chat: ChatId, text: str, reply_to: int | None = None) -> Message:
        """The person writes. Their own id as `chat` is the bot; another person's id is that person."""
        text = text.strip()
        if not 1 <= len(text) <= WRITABLE_CHARACTERS:
            raise ValueError("A message has 1 to 4096 characters.")
        where = self._enter(person, chat)
        return self._say(where, person, text=text, entities=with_found(text, []), reply_to=reply_to)

    def begin(self, person: int, chat: ChatId) -> None:
        """The person opens a chat in which nobody has written yet."""
        self.chats.begin(self._enter(person, chat))
        self.changed()

    def show(
        self, person: int, chat: ChatId, kind: Kind, content: bytes = b"", *,
        name: str = "", mime: str = "", caption: str = "", reply_to: int | None = None,
    ) -> Message:  # fmt: skip
        """The person sends something that is not text; without `content`, a small sample of its kind."""
        where = self._enter(person, chat)
        media = self.files.add(kind, content, name, mime)
        found = with_found(caption, [])
        return self._say(where, person, media=media, text=caption, entities=found, reply_to=reply_to)

    def forward(self, person: int, chat: ChatId, message_id: int, to_chat: ChatId) -> Message:
        """The person forwards a message: text, its links and files stay, most keyboards do not."""
        source = self.message(chat_key(person, chat), message_id)
        where = self._enter(person, to_chat)
        if not source.can_forward:
            raise ValueError("This message cannot be forwarded.")
        return self._say(where, person, **self.forwarded(source))

    def forwarded(self, source: Message) -> Json:
        """The fields of a forwarded copy: a keyboard stays only where every button is a link."""
        rows = source.rows if only_links(source.rows) else None
        origin = source.origin or self._origin(source)
        content: Json = {"text": source.text, "entities": source.entities, "media": source.media}
        return content | {"rows": rows, "origin": origin}

    def message(self, chat: ChatId, message_id: int) -> Message:
        """One message. Raises ValueError where there is none."""
        message = self.chats.get(chat, message_id)
        if message is None:
            raise ValueError("There is no such message.")
        return message

    def messages(self, chat: ChatId) -> list[Message]:
        """All messages of a chat, oldest first."""
        return self.chats.of(chat)

    def from_bot(self, chat: ChatId) -> list[Message]:
        """What the bot wrote in a chat, oldest first."""
        return [message for message in self.chats.of(chat) if message.sender == self.bot_id]

    def media_of(self, message: Message) -> Media:
        """What a message shows. Raises ValueError where it shows nothing."""
        if message.media is None:
            raise ValueError("This message shows nothing.")
        return message.media

    def _origin(self, source: Message) -> Json:
        sender = self.people.get(source.sender)
        if sender is not None and sender.hides_forwards:
            return {"type": "hidden_user", "sender_user_name": sender.name, "date": source.at}
        return {"type": "user", "sender_user": self.user_json(source.sender), "date": source.at}

    def _enter(self, person: int, chat: ChatId) -> ChatId:
        """The chat a person writes in. Raises ValueError where they cannot."""
        who = self._living(person)
        where = chat_key(person, chat)
        if isinstance(where, str):
            for side in where.split(":"):
                self._living(int(side))
        elif where < 0 and (where not in self.groups or self.groups[where].is_over):
            raise ValueError("There is no such group any more.")
        elif where > 0 and who.has_blocked:
            raise ValueError(f"{who.name} has blocked the bot.")
        return where

    def _living(self, person: int) -> Person:
        if person not in self.people or self.people[person].is_deactivated:
            raise ValueError(f"There is no person {person}.")
        return self.people[person]

    def _say(self, chat: ChatId, person: int, **content: object) -> Message:
        """Post a person's message, and tell the bot where it may see it."""
        message = self.post(chat, person, **content)
        if isinstance(chat, int):
            if chat > 0:
                self.people[person].has_started = True
            if chat > 0 or self._is_for_bot(message):
                self.queue.add("message", self.message_json(message))
        return message

    def _is_for_bot(self, message: Message) -> bool:
        """Privacy mode: in groups the bot sees commands, mentions, replies to it and what came via it."""
        if self.groups[int(message.chat)].bot_is != "member":
            return False
        if message.is_via_bot:
            return True
        if message.reply_to is not None:
            replied = self.chats.get(message.chat, message.reply_to)
            if replied is not None and replied.sender == self.bot_id:
                return True
        text, at_bot = message.text.lower(), f"@{self.username.lower()}"
        commands = [entity for entity in message.entities if entity["type"] == "bot_command"]
        return at_bot in text or bool(commands and "@" not in text.split()[0])
