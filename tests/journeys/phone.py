"""One person's phone: what they do, and what they see. Nothing here knows the bot, only what it says."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.journeys.town import Town

_ISOLATES = re.compile("[\u2060\u2066-\u2069\u200e\u200f]")


@dataclass
class Phone:
    """Who taps what, who sees what. `language`: what its owner reads, once they have said so."""

    town: "Town"
    id: int
    name: str
    language: str = "en"
    _eyes: tuple[int, int] = (0, 0)
    """The message in whose place the last tap put another, and the newest one then."""

    # --- what they do ---

    async def writes(self, words: str, reply_to: int | None = None) -> None:
        """Type and send; `reply_to`: the message it answers."""
        self.town.playground.world.write(self.id, self.id, words, reply_to)
        await self.town.settle()

    async def shows(self, kind: Any, reply_to: int | None = None) -> None:
        """Send a voice message, a sticker, a photo…"""
        self.town.playground.world.show(self.id, self.id, kind, reply_to=reply_to)
        await self.town.settle()

    async def starts(self, payload: str = "") -> None:
        """Tap START, with the payload of a link."""
        self.town.playground.world.open_link(self.id, payload)
        await self.town.settle()

    async def joins(self, payload: str = "", language: str = "English") -> None:
        """First contact at one go: a language, and agree."""
        with self.town.hurried():
            await self.starts(payload)
            await self.chooses(language)
        await self.taps("✅")

    async def chooses(self, language: str) -> None:
        """Tap a language; from then on they read it."""
        await self.taps(language)
        names = {"English": "en", "italiano": "it", "français": "fr", "العربية": "ar"}
        self.language = names[language]

    async def taps(self, label: str, under: str = "") -> str:
        """Tap the newest button whose text holds `label`; the toast that comes, if any.

        `under`: only beneath a message that holds these words.
        """
        for message in [self.seen, *reversed(self.messages)]:
            for row, keys in enumerate(message.rows or ()):
                for column, key in enumerate(keys):
                    if label in plain(key["text"]) and under in plain(message.text):
                        return await self._tap(message, row, column)
        raise AssertionError(f"{self.name} sees no button “{label}” on:\n{self.screen}")

    async def _tap(self, message: Any, row: int, column: int) -> str:
        before, newest = (message.text, message.rows), self.messages[-1].id
        tap = self.town.playground.world.tap(self.id, self.id, message.id, row, column)
        await self.town.settle()
        has_changed = (message.text, message.rows) != before
        if has_changed or newest == self.messages[-1].id:
            self._eyes = (message.id, self.messages[-1].id)
        if tap is None:
            return ""
        await self.town.until(lambda: tap.answer is not None)
        return plain((tap.answer or {})["text"])

    async def says(self, message: str) -> str:
        """Tap the button that says this in the person's own language."""
        return await self.taps(self.reads(message))

    async def forges(self, data: str) -> None:
        """Tap a button that is not there."""
        self._eyes = (0, 0)
        self.town.playground.world.tap_data(self.id, self.id, self.messages[-1].id, data)
        await self.town.settle()

    async def opens(self, url: str) -> None:
        """Open a link."""
        self.town.playground.world.open_url(self.id, url)
        await self.town.settle()

    def forwards(self, to: "Phone", of: int = -1) -> str:
        """Forward one of the bot's messages (the newest) to a friend; the link the friend finds in it."""
        copy = self.town.playground.world.forward(self.id, self.id, self.messages[of].id, to.id)
        return _link(copy)

    async def blocks(self) -> None:
        """Stop the bot, as Telegram lets one do with any bot."""
        self.town.playground.world.block(self.id)
        await self.town.settle()

    # --- what they see ---

    def reads(self, message: str, **values: object) -> str:
        """A sentence of the bot's as it stands in the catalog of the person's language."""
        return plain(self.town.words(self.language).label(message, **values))

    @property
    def messages(self) -> list[Any]:
        """All the bot has said in this chat, oldest first."""
        return list(self.town.playground.world.from_bot(self.id))

    @property
    def seen(self) -> Any:
        """The message they look at: the one a tap has just changed, else the newest."""
        changed, newest = self._eyes
        if self.messages[-1].id == newest:
            return next(message for message in self.messages if message.id == changed)
        return self.messages[-1]

    @property
    def raw(self) -> str:
        """What they look at, with its isolates."""
        return str(self.seen.text)

    @property
    def text(self) -> str:
        """What they look at, without isolates."""
        return plain(self.raw)

    @property
    def buttons(self) -> list[list[str]]:
        """The buttons of what they look at, row by row, without isolates."""
        return [[plain(key["text"]) for key in row] for row in self.seen.rows or ()]

    @property
    def screen(self) -> str:
        """What they look at: text, then buttons a row a line."""
        if not self.messages:
            return "(nothing)"
        return "\n".join([self.text, *(f"[{' | '.join(row)}]" for row in self.buttons)])

    def link(self, of: int = -1) -> str:
        """The link in the text of a message (the newest)."""
        return _link(self.messages[of])

    def file(self) -> bytes:
        """What is in the file of the newest message."""
        return self.town.playground.world.media_of(self.messages[-1]).content

    def sees(self, *texts: str) -> None:
        """What they look at shows all of these, in text or buttons."""
        for text in texts:
            assert text in self.screen, f"{self.name} does not see “{text}” but:\n{self.screen}"

    def sees_no(self, *texts: str) -> None:
        """What they look at shows none of these."""
        for text in texts:
            assert text not in self.screen, f"{self.name} sees “{text}” on:\n{self.screen}"

    def has_seen(self, text: str) -> int:
        """How many of the bot's messages hold this text."""
        return sum(text in plain(message.text) for message in self.messages)

    def finds(self, text: str) -> Any:
        """The newest message that holds this text."""
        for message in reversed(self.messages):
            if text in plain(message.text):
                return message
        raise AssertionError(f"{self.name} was never told “{text}”; last:\n{self.screen}")


def plain(text: str) -> str:
    """Without isolates, and with every kind of space the same."""
    return _ISOLATES.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")


def _link(message: Any) -> str:
    found = [entity["url"] for entity in message.entities if entity["type"] == "text_link"]
    assert found, f"no link in:\n{message.text}"
    return str(found[-1])
