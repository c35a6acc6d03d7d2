"""Fifty people want the last ten seats in the same moment: ten get one, whoever asks from wherever."""

import json
import multiprocessing
import re
from threading import Barrier

import pytest
from sqlalchemy import select

from storage import signups, waiting
from storage.database import Database
from storage.tables import OutboxRow
from tests.storage.racing import PATIENCE_S, Without, crowd
from tests.storage.rows import a_lab, a_person

pytestmark = pytest.mark.long

SEATS, CLIENTS, PROCESSES = 10, 50, 5
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.storage.racing"])
_NEGATIVE: list[tuple[str, Without]] = [
    ("sqlite", "the transaction"),
    ("postgres", "the transaction"),
    ("postgres", "the row's lock"),
]


@pytest.fixture
def lab(database: Database) -> int:
    """A lab with ten seats, and fifty people who have agreed."""
    with database.transaction() as tx:
        for telegram_id in range(1, CLIENTS + 1):
            a_person(tx, telegram_id)
        return a_lab(tx, seats=SEATS, in_days=3650)


def race(url: str, lab: int, processes: int, without: Without = "nothing") -> None:
    """The race itself, run by this process or by several others."""
    people = range(1, CLIENTS + 1)
    if processes == 1:
        crowd(url, people, lab, Barrier(CLIENTS), Barrier(SEATS + 1), without)
        return
    gate, rivals = _PROCESSES.Barrier(CLIENTS), _PROCESSES.Barrier(SEATS + 1)
    runners = [
        _PROCESSES.Process(target=crowd, args=(url, people[first::processes], lab, gate, rivals, without))
        for first in range(processes)
    ]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join(PATIENCE_S)
    assert [runner.exitcode for runner in runners] == [0] * processes


def places_told(database: Database) -> list[int]:
    """The places in line that people were told, in order."""
    with database.transaction() as tx:
        words = [
            json.loads(message or "")["text"] for message in tx.execute(select(OutboxRow.message)).scalars()
        ]
    assert len(words) == CLIENTS
    return sorted(int(found[1]) for text in words if (found := re.search(r"waiting list: (\d+)", text)))


@pytest.mark.parametrize("processes", [1, PROCESSES])
def test_of_fifty_at_once_ten_are_seated_and_each_other_has_a_place_of_their_own(
    database: Database, migrated_url: str, lab: int, processes: int
) -> None:
    race(migrated_url, lab, processes)
    with database.transaction() as tx:
        assert signups.counts(tx, lab) == {"seated": SEATS, "waiting": CLIENTS - SEATS}
        line = list(waiting.line(tx, lab))
    assert len({signup.joined_at for signup in line}) == CLIENTS - SEATS
    assert places_told(database) == list(range(1, CLIENTS - SEATS + 1))


@pytest.mark.parametrize("processes", [1, PROCESSES])
@pytest.mark.parametrize(("dialect", "without"), _NEGATIVE, indirect=["dialect"])
def test_with_the_lock_taken_away_the_same_race_oversells(
    database: Database, migrated_url: str, lab: int, without: Without, processes: int
) -> None:
    race(migrated_url, lab, processes, without)
    with database.transaction() as tx:
        assert signups.counts(tx, lab)["seated"] > SEATS
