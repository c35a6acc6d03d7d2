"""A town for the courier: somebody in it, and a way to put messages into the outbox."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from dialogs.screen import Message, Screen
from storage import outbox
from storage.outbox import Kind
from tests.databases import House
from tests.journeys.phone import Phone
from tests.journeys.town import Town, town


@dataclass
class Post:
    """The outbox of a town from a row on: what is put there, and what becomes of it."""

    town: Town
    amina: Phone
    before: int

    def put(self, kind: Kind, *texts: str, to: int = 1) -> None:
        """Queue messages to a person (our number), in this order."""
        with self.town.app.host.database.transaction() as tx:
            for text in texts:
                outbox.put(tx, kind, self.town.now, person=to, message=Message(Screen(text)).to_json())
        self.town.app.courier.nudge()

    async def sends(self, kind: Kind, *texts: str, to: int = 1) -> None:
        """Queue them, and wait until nothing is left to send."""
        self.put(kind, *texts, to=to)
        await self.town.settle()

    @property
    def states(self) -> list[tuple[Any, ...]]:
        """(state, attempts) of each row, in the order they were put."""
        query = "SELECT state, attempts FROM outbox WHERE id > :before ORDER BY id"
        return self.town.rows(query, before=self.before)

    @property
    def reasons(self) -> list[str]:
        """Telegram's words, row by row."""
        query = "SELECT reason FROM outbox WHERE id > :before ORDER BY id"
        return [reason for (reason,) in self.town.rows(query, before=self.before)]

    def heard(self, phone: Phone | None = None) -> list[str]:
        """What has come of it on a phone (Amina's), oldest first."""
        texts = [message.text for message in (phone or self.amina).messages]
        return [text for text in texts if text.startswith("no. ")]


Opened = Callable[..., AbstractAsyncContextManager[Post]]


@pytest.fixture
def sqlite_url(house: House) -> Iterator[str]:
    """The URL of an empty SQLite file."""
    with house.fresh("sqlite", is_migrated=False) as url:
        yield url


@pytest.fixture
def post(sqlite_url: str) -> Opened:
    """Opens a town where Amina (person 1) has agreed; takes what `town` takes."""

    @asynccontextmanager
    async def opened(**settings: Any) -> AsyncIterator[Post]:
        async with town(sqlite_url, **settings) as here:
            amina = here.phone("Amina")
            await amina.joins()
            ((before,),) = here.rows("SELECT max(id) FROM outbox")
            yield Post(here, amina, before)

    return opened
