"""A city to look at in a browser; without a browser there is nothing to test, and that is said aloud."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.browser.phones import City, chromium, city

SCREENSHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"
NO_BROWSER = "*** NO CHROMIUM: the page is not tested. `sh tests/install_browser.sh` installs it. ***"


@pytest.fixture
async def bologna(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[City]:
    """The demo on a wide screen. At the end nobody has complained, and a picture of it is kept."""
    if chromium() is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_BROWSER, pytrace=False)
        pytest.skip(NO_BROWSER)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    async with city(tmp_path) as found:
        found.album = SCREENSHOTS / request.node.name
        yield found
        await found.shoot("end")
        assert found.complaints == []
