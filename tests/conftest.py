"""What every test may ask for: above all, a database of its own, on SQLite and on PostgreSQL."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import certifi
import pytest
from hypothesis import settings

from tests import warm
from tests.databases import House

HOUSE = pytest.StashKey[House]()


def pytest_configure(config: pytest.Config) -> None:
    """Whoever begins the run builds its house, and hears SIGTERM as it hears Ctrl-C, so as to clear it.

    What hypothesis tries is the same in every run, however slow the machine.
    """
    settings.register_profile("steady", deadline=None, derandomize=True, database=None)
    settings.load_profile("steady")
    warm.share()
    started_by = getattr(config, "workerinput", None)
    if started_by is not None:
        config.stash[HOUSE] = House(Path(started_by["house"]))
    else:
        config.stash[HOUSE] = House.build()
        _trust_one(config.stash[HOUSE])
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _trust_one(house: House) -> None:
    """One authority is enough, as nothing here asks over TLS: to read all takes a bot 0.1 s at each start."""
    authorities = Path(certifi.where()).read_text("ascii")
    first = authorities[authorities.index("-----BEGIN") :].partition("-----END CERTIFICATE-----\n")
    file = house.path / "authority.pem"
    file.write_text("".join(first[:2]), "ascii")
    os.environ["SSL_CERT_FILE"] = str(file)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a pytest-xdist worker where the house is."""
    node.workerinput["house"] = str(node.config.stash[HOUSE].path)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Clear the house, after the last worker has gone."""
    if HOUSE in config.stash and not hasattr(config, "workerinput"):
        config.stash[HOUSE].clear()


@pytest.fixture(scope="session")
def house(pytestconfig: pytest.Config) -> House:
    """The directory and the PostgreSQL server of this run."""
    return pytestconfig.stash[HOUSE]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def dialect(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on; it runs on each."""
    return str(request.param)


@pytest.fixture
def database_url(dialect: str, house: House) -> Iterator[str]:
    """The URL of an empty database of the test's own."""
    with house.fresh(dialect, is_migrated=False) as url:
        yield url


@pytest.fixture
def migrated_url(dialect: str, house: House) -> Iterator[str]:
    """The URL of a database of the test's own with every table and no rows."""
    with house.fresh(dialect, is_migrated=True) as url:
        yield url
