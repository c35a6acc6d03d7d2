"""Fifty want the last ten seats in the same moment, for themselves or for guests: ten get one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest

from bot.turn import take
from dialogs.event import Incoming, Tapped
from dialogs.sharing.guest_joining import MOST
from storage import signups
from storage.database import Database
from tests.storage.racing import PATIENCE_S, Without, host, unlocked
from tests.storage.rows import a_lab, a_person

pytestmark = pytest.mark.long

SEATS, CLIENTS = 10, 50
HALF = CLIENTS // 2


@pytest.fixture
def lab(database: Database) -> int:
    """A lab with ten seats; 25 people and 25 leaders."""
    with database.transaction() as tx:
        for telegram_id in range(1, CLIENTS + 1):
            a_person(tx, telegram_id, role="leader" if telegram_id > HALF else "person")
        return a_lab(tx, seats=SEATS, in_days=3650)


def together(url: str, taps: list[tuple[int, str]], without: Without = "nothing") -> None:
    """All these people tap these addresses at once."""
    gate, rivals = Barrier(len(taps)), Barrier(SEATS + 1)
    database = unlocked(Database(url, connections=len(taps)), rivals, without)
    bot = host(database)

    def client(number: int, telegram_id: int, address: str) -> Callable[[], object]:
        def act() -> object:
            gate.wait(PATIENCE_S)
            tap = Tapped(f"query {number}", address, 1)
            return take(bot, Incoming(number, telegram_id, False, "en", tap), datetime.now(UTC))

        return act

    try:
        acts = [client(number, *tap) for number, tap in enumerate(taps, start=1)]
        with ThreadPoolExecutor(len(acts)) as threads:
            list(threads.map(lambda act: act(), acts))
    finally:
        database.close()


def everybody(lab: int) -> list[tuple[int, str]]:
    """The people come themselves, the leaders bring a guest each."""
    own = [(number, f"lab/{lab}/sign-up/1") for number in range(1, HALF + 1)]
    return [*own, *((number, f"bring/{lab}/1/-/none") for number in range(HALF + 1, CLIENTS + 1))]


def test_of_fifty_people_and_guests_at_once_ten_are_seated(
    database: Database, migrated_url: str, lab: int
) -> None:
    together(migrated_url, everybody(lab))
    with database.transaction() as tx:
        assert signups.counts(tx, lab) == {"seated": SEATS, "waiting": CLIENTS - SEATS}
        assert sum(one.person_id is None for one in signups.all_of(tx, lab)) == HALF
        assert len({one.number for one in signups.all_of(tx, lab)}) == CLIENTS


@pytest.mark.parametrize(
    ("dialect", "without"),
    [("sqlite", "the transaction"), ("postgres", "the row's lock")],
    indirect=["dialect"],
)
def test_with_the_lock_taken_away_the_same_race_oversells(
    database: Database, migrated_url: str, lab: int, without: Without
) -> None:
    together(migrated_url, everybody(lab), without)
    with database.transaction() as tx:
        assert signups.counts(tx, lab)["seated"] > SEATS


def test_a_leader_in_a_hurry_brings_no_more_than_one_can(
    database: Database, migrated_url: str, lab: int
) -> None:
    together(migrated_url, [(CLIENTS, f"bring/{lab}/1/-/none")] * (MOST + 5))
    with database.transaction() as tx:
        assert signups.count(tx, lab) == MOST
