"""A phone of the synthetic city: what its owner taps and reads; all of it through the world of chats.

It must not know the bot's database: what is passed on is read off messages.
"""

import re

from bot.playground.chats import ChatId, Message
from bot.playground.world import World
from dialogs.text import Words

Seen = tuple[str, object, int | None]
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
        self._newest = 0
        self._tapped: tuple[Message, Seen] | None = None

    @property
    def messages(self) -> list[Message]:
        """What the bot wrote to them, oldest first."""
        return self.world.from_bot(self.id)

    @property
    def answers(self) -> list[Message]:
        """What they look at since they last did something, best first: the message that their tap changed,
        then the newest; a reminder may have come in between."""
        new = [message for message in reversed(self.messages) if message.id > self._newest]
        if self._tapped is not None and _seen(self._tapped[0]) != self._tapped[1]:
            return [self._tapped[0], *new]
        return new or self.messages[-1:]

    def reads(self, sentence: str, **values: object) -> str:
        """A sentence of the bot's in the language of this phone's owner."""
        return plain(self.words.label(sentence, **values))

    def writes(self, text: str) -> None:
        """Write to the bot."""
        self._look_away()
        self.world.write(self.id, self.id, text)

    def starts(self) -> None:
        """Find the bot by oneself, and tap START."""
        self._look_away()
        self.world.open_link(self.id)

    def follows(self, link: str) -> None:
        """Open a link to the bot; or, if it is a code to be said aloud, write it to the bot."""
        self._look_away()
        if "?" not in link:
            self.writes(link)
        elif self.world.open_url(self.id, link) is None:
            raise NotSeen(f"{link} leads away from the bot")

    def says(self, sentence: str) -> None:
        """Tap the button that says this in one's own language."""
        self.taps(self.reads(sentence))

    def taps(self, label: str) -> None:
        """Tap the first button whose text holds `label` on what they look at. Raises NotSeen."""
        if not self.could_tap(label):
            raise NotSeen(f"no button “{label}” on:\n{self.screen}")

    def could_tap(self, label: str) -> bool:
        """Tap the first button whose text holds `label` on what they look at, if there is one."""
        for message in self.answers:
            for row, keys in enumerate(message.rows or ()):
                for column, key in enumerate(keys):
                    if label in plain(key["text"]):
                        self._look_away(message)
                        self.world.tap(self.id, self.id, message.id, row, column)
                        return True
        return False

    def _look_away(self, tapped: Message | None = None) -> None:
        messages = self.messages
        self._newest = messages[-1].id if messages else 0
        self._tapped = None if tapped is None else (tapped, _seen(tapped))

    def forwards(self, message: Message, to_chat: ChatId) -> str:
        """Forward one of the bot's messages; the link that stands in what arrives there."""
        return link_in(self.world.forward(self.id, self.id, message.id, to_chat))

    def finds(self, pattern: str) -> str:
        """What stands in the place of the pattern's group, in what they look at. Raises NotSeen."""
        for message in self.answers:
            found = re.search(pattern, plain(message.text))
            if found is not None:
                return found[1]
        raise NotSeen(f"nothing like {pattern} on:\n{self.screen}")

    @property
    def card(self) -> Message:
        """What they have got to forward. Raises NotSeen."""
        for message in self.answers:
            if link_in(message):
                return message
        raise NotSeen(f"nothing to forward on:\n{self.screen}")

    @property
    def screen(self) -> str:
        """What they look at, with its buttons."""
        shown = []
        for message in self.answers:
            rows = [" | ".join(plain(key["text"]) for key in row) for row in message.rows or ()]
            shown += [plain(message.text), *(f"[{row}]" for row in rows)]
        return "\n".join(shown) or "(nothing)"


def _seen(message: Message) -> Seen:
    return message.text, message.rows, message.edited_at
