"""A Telegram to receive from."""

from collections.abc import AsyncIterator

import pytest

from bot.playground.limits import Limits
from bot.playground.server import Playground


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    """A Telegram that refuses nothing for haste."""
    playground = Playground(limits=Limits.off())
    await playground.start()
    yield playground
    await playground.stop()
