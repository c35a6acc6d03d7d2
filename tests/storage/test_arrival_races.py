"""Two open each other's link in the same moment: one comes through the other, and never both."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy import select

from bot.turn import Host, take
from dialogs.event import Incoming, Tapped
from dialogs.reach.reading import report
from storage import arrivals
from storage.database import Database, Transaction
from storage.tables import ArrivalRow
from tests.dialogs.chat import BOLOGNA
from tests.storage.racing import PATIENCE_S, host
from tests.storage.rows import NOW, a_person
from tests.storage.test_shares import link

AMINA, SAMIR = 41, 42
RIVAL_S = 0.5
OPENS = {AMINA: "via/SamirsLink", SAMIR: "via/AminasLink"}


@pytest.fixture
def bot(database: Database) -> Host:
    """Two who found us by themselves, each with a link of their own."""
    with database.transaction() as tx:
        for telegram_id, code in ((AMINA, "AminasLink"), (SAMIR, "SamirsLink")):
            link(tx, a_person(tx, telegram_id), code)
    return host(database)


def both_open(bot: Host, database: Database, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Both look who told the other before either is noted, if they are let; who comes through whom then."""
    gate, both, asked = Barrier(2), Barrier(2), arrivals.tellers

    def ask_slowly(tx: Transaction, person: int, lab: int | None = None) -> set[int]:
        found = asked(tx, person, lab)
        with suppress(BrokenBarrierError):
            both.wait(RIVAL_S)
            time.sleep(RIVAL_S / 5)
        return found

    def opens(telegram_id: int) -> None:
        gate.wait(PATIENCE_S)
        tap = Tapped(f"query {telegram_id}", OPENS[telegram_id], 1)
        take(bot, Incoming(telegram_id, telegram_id, False, "en", tap), NOW)

    with monkeypatch.context() as slow:
        slow.setattr(arrivals, "tellers", ask_slowly)
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(opens, OPENS))
    with database.transaction() as tx:
        return list(tx.execute(select(ArrivalRow.is_origin)).scalars())


def test_of_two_who_open_each_others_link_at_once_one_comes_through_the_other(
    bot: Host, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert both_open(bot, database, monkeypatch) == [True]


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_without_the_lock_both_come_through_each_other_and_the_report_cuts_the_circle(
    bot: Host, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "one_by_one", lambda tx, key: None)
    assert both_open(bot, database, monkeypatch) == [True, True]
    with database.reading_twice() as tx:
        found = report(tx, NOW + timedelta(days=2), BOLOGNA, smallest=1)
    assert found.people == 2
