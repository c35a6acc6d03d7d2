"""Every journey is made with each driver: what people see is the same."""

from typing import get_args

import pytest

from bot.settings import TelegramSection
from tests.journeys.town import SETTINGS

DRIVERS = get_args(TelegramSection.model_fields["driver"].annotation)


@pytest.fixture(params=DRIVERS, autouse=True)
def driver(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The library that talks to Telegram in this journey."""
    monkeypatch.setitem(SETTINGS, "PASSAPAROLA_TELEGRAM__DRIVER", request.param)
    return str(request.param)


@pytest.fixture
def database_url(migrated_url: str) -> str:
    """A database with every table already: journeys are many, and making them is tried elsewhere."""
    return migrated_url
