"""Columns read by the million hold what rows hold; two threads read one and the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from storage import columns, reach
from storage.columns import EPOCH_S, MOST, seconds, small
from storage.database import Database, Transaction
from storage.tables import PersonRow
from tests.storage.rows import NOW, a_person

LANGUAGES = ("it", "en", "ar")
WANTED = (PersonRow.id, small(PersonRow.wave), seconds(PersonRow.agreed_at), PersonRow.opened_id)


def _crowd(tx: Transaction, people: int = 40) -> list[tuple[int, ...]]:
    """People of whom some never agreed, at random moments; what their columns must hold."""
    chance = Random(3)
    known: list[tuple[int, ...]] = []
    for number in range(people):
        wave = chance.choice((0, 1, columns.MOST_SMALL))
        later = timedelta(seconds=chance.randrange(10**7), microseconds=chance.choice((0, 400_000)))
        agreed = chance.choice((None, NOW + later))
        one = a_person(tx, 100 + number, wave=wave, agreed_at=agreed)
        known.append((one, wave, -1 if agreed is None else int(agreed.timestamp()) - EPOCH_S, -1))
    return known


@pytest.mark.parametrize("at_once", [7, 1_000], ids=["in stretches", "at once"])
def test_columns_hold_what_the_rows_hold(
    tx: Transaction, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(columns, "AT_ONCE", at_once)
    known = _crowd(tx)
    found = columns.read(tx, PersonRow.id, WANTED, select(PersonRow.id))
    assert sorted(zip(*(column.tolist() for column in found), strict=True)) == sorted(known)


def test_nothing_at_all_is_columns_without_a_row(tx: Transaction) -> None:
    found = columns.read(tx, PersonRow.id, WANTED, select(PersonRow.id))
    assert [len(column) for column in found] == [0] * len(WANTED)


def test_a_wrong_clock_spoils_its_own_number_and_no_other(tx: Transaction) -> None:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    known = []
    for number, (year, held) in enumerate(
        [(1, -1), (1969, -1), (1970, -1), (2019, -1), (2020, 0), (2088, None), (2089, MOST), (9999, MOST)]
    ):
        moment = datetime(year, 1, 1, tzinfo=UTC)
        one = a_person(tx, 300 + number, wave=number, agreed_at=moment)
        known.append((one, number, int((moment - start).total_seconds()) if held is None else held, -1))
    found = columns.read(tx, PersonRow.id, WANTED, select(PersonRow.id))
    assert sorted(zip(*(column.tolist() for column in found), strict=True)) == known


def test_both_readers_see_the_moment_at_which_they_began(database: Database) -> None:
    with database.transaction() as tx:
        a_person(tx, 77)
    count = select(func.count()).select_from(PersonRow)
    with database.reading_twice() as tx:
        twin = tx.get_execution_options()["twin"]
        with database.transaction() as writing:
            a_person(writing, 78)
        with ThreadPoolExecutor(1) as beside:
            theirs = beside.submit(lambda: twin.execute(count).scalar())
            assert (tx.execute(count).scalar(), theirs.result()) == (1, 1)
    with database.reading_twice() as tx:
        assert tx.execute(count).scalar() == 2


def test_the_way_is_the_same_read_by_one_or_by_two(database: Database) -> None:
    with database.transaction() as tx:
        _crowd(tx)
    until = NOW + timedelta(days=100)
    with database.reading() as tx:
        alone = reach.way(tx, until, LANGUAGES, ())
    with database.reading_twice() as tx:
        both = reach.way(tx, until, LANGUAGES, ())
    assert len(alone.people.number) == len(both.people.number) > 0
    assert alone.people.came_s.tolist() == both.people.came_s.tolist()
