"""A community group with the bot in it, or not yet: who says what there, and what the bot posts."""

from dataclasses import dataclass
from typing import Any

from tests.journeys.phone import Phone, plain
from tests.journeys.town import Town


@dataclass
class Square:
    """One group, by its chat id; that changes when it becomes a supergroup."""

    town: Town
    id: int
    title: str = "The square"

    def __post_init__(self) -> None:
        self.town.playground.world.add_group(self.id, self.title)

    async def is_opened_by(self, leader: Phone, language: str = "") -> str:
        """A leader adds the bot with a link from their kit, and somebody chooses a language; the link."""
        await leader.forges("kit/group")
        link = leader.link()
        self.town.playground.world.open_url(leader.id, link, group=self.id)
        await self.town.settle()
        if language:
            await self.taps(leader, language)
        return link

    async def takes_in(self, somebody: Phone) -> None:
        """Somebody adds the bot, as one can with any bot; and some time passes."""
        self.town.playground.world.add_bot(somebody.id, self.id)
        await self.town.settle()

    async def hears(self, somebody: Phone, words: str) -> None:
        """Somebody writes there."""
        self.town.playground.world.write(somebody.id, self.id, words)
        await self.town.settle()

    async def taps(self, somebody: Phone, label: str) -> str:
        """Somebody taps a button there; the toast that comes."""
        message, row, column = next(
            (message, row, column)
            for message in reversed(self.messages)
            for row, keys in enumerate(message.rows or ())
            for column, key in enumerate(keys)
            if label in plain(key["text"])
        )
        tap = self.town.playground.world.tap(somebody.id, self.id, message.id, row, column)
        assert tap is not None
        await self.town.until(lambda: tap.answer is not None)
        await self.town.settle()
        return plain((tap.answer or {})["text"])

    @property
    def messages(self) -> list[Any]:
        """What the bot posted there, oldest first."""
        return list(self.town.playground.world.from_bot(self.id))

    @property
    def posts(self) -> list[str]:
        """The same as plain text."""
        return [plain(message.text) for message in self.messages]

    @property
    def link(self) -> str:
        """The link in the newest post."""
        return str([e["url"] for e in self.messages[-1].entities if e["type"] == "text_link"][-1])
