"""Every driver of the port, in front of a Telegram of our own."""

import socket
from collections.abc import AsyncIterator, Iterator
from typing import Protocol

import pytest

from bot.playground.limits import Limits
from bot.playground.server import Playground
from bot.telegram.aiogram_driver import AiogramGateway
from bot.telegram.port import Gateway
from bot.telegram.ptb_driver import PtbGateway

ANNA = 1001
"""An Italian, whom the bot may write to."""

BARIS = 1002
"""A Turk who never wrote to the bot."""

CAFE = -2001
"""A group with the bot in it."""


class Driver(Protocol):
    """How a gateway is made. Seconds are short in tests."""

    def __call__(
        self,
        token: str,
        api_base: str,
        *,
        connections: int = ...,
        connect_s: float = ...,
        answer_s: float = ...,
    ) -> Gateway: ...


DRIVERS: dict[str, Driver] = {
    "aiogram": AiogramGateway,
    "python-telegram-bot": PtbGateway,
}


@pytest.fixture(scope="session", params=list(DRIVERS))
def driver(request: pytest.FixtureRequest) -> Driver:
    """The test runs over each driver."""
    return DRIVERS[request.param]


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    """A Telegram that refuses nothing for haste."""
    playground = Playground(limits=Limits.off())
    playground.world.add_person(ANNA, "Anna", "it", has_started=True)
    playground.world.add_person(BARIS, "Barış", "tr")
    playground.world.add_group(CAFE, "Caffè delle lingue", has_bot=True)
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def gateway(driver: Driver, telegram: Playground) -> AsyncIterator[Gateway]:
    """An open gateway."""
    gateway = driver(telegram.token, telegram.base_url)
    await gateway.open()
    yield gateway
    await gateway.close()


@pytest.fixture
async def hasty(driver: Driver, telegram: Playground) -> AsyncIterator[Gateway]:
    """An open gateway with a single connection and little patience."""
    gateway = driver(telegram.token, telegram.base_url, connections=1, connect_s=0.3, answer_s=0.6)
    await gateway.open()
    yield gateway
    await gateway.close()


@pytest.fixture
def full() -> Iterator[str]:
    """The address of a server so busy that it takes no more connections."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server:
        first = [socket.socket() for _ in range(4)]
        for one in first:
            one.setblocking(False)
            one.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        for one in first:
            one.close()
