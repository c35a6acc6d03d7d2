"""Every journey is made with each driver and on each database: what people see is the same.

One driver on the one database, the other on the other: neither knows of the other's choice.
"""

from typing import get_args

import pytest

from bot.settings import TelegramSection
from bot.telegram.port import Gateway
from bot.turn import Host
from tests.journeys.town import SETTINGS

DRIVERS = {"sqlite": "python-telegram-bot", "postgres": "aiogram"}


@pytest.fixture(autouse=True)
def driver(dialect: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The library that talks to Telegram in this journey."""
    assert set(DRIVERS.values()) == set(get_args(TelegramSection.model_fields["driver"].annotation))
    monkeypatch.setitem(SETTINGS, "PASSAPAROLA_TELEGRAM__DRIVER", DRIVERS[dialect])
    return DRIVERS[dialect]


@pytest.fixture
def database_url(migrated_url: str) -> str:
    """A database with every table already: journeys are many, and making them is tried elsewhere."""
    return migrated_url


@pytest.fixture
def presents_itself() -> None:
    """A journey that asks for this looks at how the bot presents itself."""


@pytest.fixture(autouse=True)
def silent_profile(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In all other journeys Telegram is not told at each start: some twenty requests that nobody reads."""

    async def nothing(host: Host, gateway: Gateway) -> None:
        return

    if "presents_itself" not in request.fixturenames:
        monkeypatch.setattr("bot.app.describe", nothing)
