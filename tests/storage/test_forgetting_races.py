"""Who was away for years is forgotten while a seat is offered to them: each waits its turn, none for ever."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import OperationalError

from dialogs.labs import offering
from dialogs.people import forgetting
from storage import people, signups
from storage.database import Database
from tests.databases import WHO_WAITS
from tests.dialogs.chat import BOLOGNA
from tests.storage.lives import kind
from tests.storage.racing import PATIENCE_S
from tests.storage.rows import NOW, a_lab, a_person

YEARS = timedelta(days=735)
LATER = NOW + YEARS


@pytest.fixture
def waited(database: Database) -> tuple[Database, int]:
    """A lab with a free seat that somebody waits for who has not been here for two years."""
    with database.transaction() as tx:
        lab = a_lab(tx, in_days=YEARS.days + 7)
        signups.put(tx, lab, a_person(tx, 1), 1, "waiting", NOW)
    return database, lab


def offered_while_forgotten(database: Database, lab: int) -> int:
    """The lab is held; the sweep finds the person, and waits for the lab; then they are offered the seat."""

    def forget() -> int:
        with database.transaction() as tx:
            return forgetting.sweep(tx, BOLOGNA, kind("people"), LATER)

    with ThreadPoolExecutor(1) as threads:
        with database.transaction() as tx:
            signups.hold(tx, lab)
            swept = threads.submit(forget)
            until_it_waits(database)
            offering.offer_seats(tx, BOLOGNA, lab, LATER)
        return swept.result(PATIENCE_S)


def until_it_waits(database: Database) -> None:
    """Until somebody waits for a lock. On SQLite they wait before they begin."""
    if database.is_sqlite:
        return
    locked = text(f"SELECT count(*) {WHO_WAITS}")
    for _ in range(1000):
        with database.transaction() as tx:
            if tx.execute(locked).scalar():
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def test_who_is_being_forgotten_can_be_offered_a_seat_and_is_forgotten_after_it(
    waited: tuple[Database, int],
) -> None:
    database, lab = waited
    assert offered_while_forgotten(database, lab) == 1
    with database.transaction() as tx:
        assert people.find(tx, 1) is None
        assert signups.counts(tx, lab) == {"cancelled": 1}


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_were_nobody_let_write_to_them_both_would_wait_for_each_other(waited: tuple[Database, int]) -> None:
    database, lab = waited

    @event.listens_for(database.engine, "before_cursor_execute", retval=True)
    def lock_out(
        connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> tuple[str, Any]:
        return statement.replace("FOR NO KEY UPDATE", "FOR UPDATE"), parameters

    with pytest.raises(OperationalError, match="deadlock detected"):
        offered_while_forgotten(database, lab)


def test_who_comes_back_at_that_moment_stays(waited: tuple[Database, int]) -> None:
    database, _ = waited
    if database.is_sqlite:  # a sweep would wait until they are back, and not find them
        with database.transaction() as tx:
            people.change(tx, 1, seen_on=LATER.date())
            assert forgetting.sweep(tx, BOLOGNA, kind("people"), LATER) == 0
        return
    with database.transaction() as back, database.transaction() as tx:
        people.change(back, 1, seen_on=LATER.date())
        assert forgetting.sweep(tx, BOLOGNA, kind("people"), LATER) == 0
