"""Which updates were handled: claimed once, for as long as Telegram may send them again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from storage import inbox
from storage.database import Database, Transaction
from tests.storage.rows import NOW

LATEST = 2**62


def test_an_update_is_claimed_once(tx: Transaction) -> None:
    assert inbox.claim(tx, LATEST, NOW)
    assert not inbox.claim(tx, LATEST, NOW + timedelta(hours=1))
    assert inbox.claim(tx, LATEST + 1, NOW)


def test_a_claim_of_a_turn_that_failed_is_void(database: Database) -> None:
    with database.engine.connect() as tx, tx.begin() as begun:
        assert inbox.claim(tx, 1, NOW)
        begun.rollback()
    with database.transaction() as tx:
        assert inbox.claim(tx, 1, NOW)


def test_of_many_that_claim_at_once_one_succeeds(database: Database) -> None:
    def claim(_: int) -> bool:
        with database.transaction() as tx:
            return inbox.claim(tx, 7, NOW)

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(claim, range(8))) == [*[False] * 7, True]
