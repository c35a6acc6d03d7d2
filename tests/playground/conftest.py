"""A playground with Amina, Fatou, Giorgio and a group, and a caller that speaks plain HTTP to it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.playground.limits import Limits
from bot.playground.server import Playground

AMINA = 1001
"""Arabic, started the bot."""

FATOU = 1002
"""French, never wrote to the bot."""

GIORGIO = 1003
"""Telegram does not say his language; started the bot."""

SQUARE = -2001
"""A group with the bot in it."""


class Seconds:
    """A monotonic clock that a test moves by hand."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        """The seconds now."""
        return self.now_s


@dataclass(slots=True)
class Caller:
    """Calls methods with JSON bodies."""

    base_url: str
    token: str
    session: aiohttp.ClientSession

    def url(self, method: str) -> str:
        """Where a method is."""
        return f"{self.base_url}/bot{self.token}/{method}"

    async def __call__(self, method: str, **values: Any) -> Any:
        """The result of a call that must succeed."""
        status, answer = await self.ask(method, **values)
        assert (status, answer["ok"]) == (200, True), answer
        return answer["result"]

    async def ask(self, method: str, **values: Any) -> tuple[int, dict[str, Any]]:
        """Status and answer, whatever they are."""
        async with self.session.post(self.url(method), json=values) as response:
            return response.status, await response.json()

    async def refused(self, method: str, **values: Any) -> str:
        """Telegram's words for a call that must be refused; the status is the error code."""
        status, answer = await self.ask(method, **values)
        assert not answer["ok"]
        assert answer["error_code"] == status
        return str(answer["description"])


@pytest.fixture
def seconds() -> Seconds:
    """The playground's monotonic clock."""
    return Seconds()


@pytest.fixture
async def playground(seconds: Seconds) -> AsyncIterator[Playground]:
    """A Telegram that refuses nothing for haste."""
    playground = Playground(limits=Limits.off(), monotonic=seconds)
    playground.world.add_person(AMINA, "Amina", "ar", has_started=True)
    playground.world.add_person(FATOU, "Fatou", "fr")
    playground.world.add_person(GIORGIO, "Giorgio", has_started=True)
    playground.world.add_group(SQUARE, "Piazza", has_bot=True)
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """A plain HTTP client."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(playground: Playground, session: aiohttp.ClientSession) -> Caller:
    """The bot's side of the playground."""
    return Caller(playground.base_url, playground.token, session)
