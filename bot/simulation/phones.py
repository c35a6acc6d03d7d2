"""A phone of the synthetic city: what its owner taps and reads; all of it through the world of chats.

It must not know the bot's database: what is passed on is read off messages.
"""

import re

from bot.playground.chats import ChatId, Message
from bot.playground.world import World
from dialogs.text import Words

_ISOLATES = re.compile("[\u2060\u2066-\u2069\u200e\u200f]")


class NotSeen(Exception):
    """Somebody did not see what they should have: a bug of the bot's, or of the simulation."""


def plain(text: str) -> str:
    """Without isolates, and with every kind of space the same."""
    return _ISOLATES.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")


def link_in(message: Message) -> str:
    """The link to the bot in the text of a message, or ""."""
    found = [entity["url"] for entity in message.entities if entity["type"] == "text_link"]
    return next((url for url in reversed(found) if "?start" in url), "")


class Phone:
    """Who taps what, who sees what. `words`: the bot's voice in the language its owner reads."""

    def __init__(self, world: World, id: int, words: Words) -> None:
        self.world, self.id, self.words = world, id, words

    @property
    def messages(self) -> list[Message]:
        """What the bot wrote to them, oldest first."""
        return self.world.from_bot(self.id)

    def reads(self, sentence: str, **values: object) -> str:
        """A sentence of the bot's in the language of this phone's owner."""
        return plain(self.words.label(sentence, **values))

    def writes(self, text: str) -> None:
        """Write to the bot."""
        self.world.write(self.id, self.id, text)

    def follows(self, link: str) -> None:
        """Open a link to the bot; or, if it is a code to be said aloud, write it to the bot."""
        if "?" not in link:
            self.writes(link)
        elif self.world.open_url(self.id, link) is None:
            raise NotSeen(f"{link} leads away from the bot")

    def says(self, sentence: str) -> None:
        """Tap the button that says this in one's own language."""
        self.taps(self.reads(sentence))

    def taps(self, label: str) -> None:
        """Tap the button of the newest message whose text holds `label`. Raises NotSeen."""
        if not self.could_tap(label):
            raise NotSeen(f"no button “{label}” on:\n{self.screen}")

    def could_tap(self, label: str) -> bool:
        """Tap the button of the newest message whose text holds `label`, if there is one."""
        message = self.messages[-1]
        for row, keys in enumerate(message.rows or ()):
            for column, key in enumerate(keys):
                if label in plain(key["text"]):
                    self.world.tap(self.id, self.id, message.id, row, column)
                    return True
        return False

    def forwards(self, message: Message, to_chat: ChatId) -> str:
        """Forward one of the bot's messages; the link that stands in what arrives there."""
        return link_in(self.world.forward(self.id, self.id, message.id, to_chat))

    @property
    def screen(self) -> str:
        """The newest message, with its buttons."""
        if not self.messages:
            return "(nothing)"
        last = self.messages[-1]
        rows = [" | ".join(plain(key["text"]) for key in row) for row in last.rows or ()]
        return "\n".join([plain(last.text), *(f"[{row}]" for row in rows)])
