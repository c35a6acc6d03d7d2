"""One process delivers for a database; when it ends, however it ends, another may."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from storage import duty
from storage.claim import Claim, ClaimLost, claim, ring
from storage.database import Database
from tests.storage.rows import a_person

HOLDER = """
import sys, time
from storage.claim import claim
from storage.database import Database
held = claim(Database(sys.argv[1]))
print("held" if held else "not held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def first(migrated_url: str) -> Iterator[Database]:
    database = Database(migrated_url)
    yield database
    database.close()


@pytest.fixture
def second(migrated_url: str) -> Iterator[Database]:
    database = Database(migrated_url)
    yield database
    database.close()


def url(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def taken_soon(database: Database) -> Claim:
    """The claim that another has let go: the server hears of it a moment later."""
    since = time.monotonic()
    while (held := claim(database)) is None:
        assert time.monotonic() - since < 5.0, "nobody can have it"
        time.sleep(0.01)
    return held


def test_a_claim_is_had_by_one_until_it_lets_go(first: Database, second: Database) -> None:
    held = claim(first)
    assert held is not None
    assert claim(second) is None
    with second.transaction() as tx:  # it may do something else, all the same: `passaparola invite` does
        a_person(tx, 77)
    held.release()
    taken_soon(second).release()


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_while_the_server_is_away_nobody_has_it_and_nothing_breaks(first: Database) -> None:
    there = {"host": "127.0.0.1", "port": "1"}
    away = Database(
        first.url.set(host="127.0.0.1", port=1, query=there).render_as_string(hide_password=False)
    )
    assert claim(away) is None
    away.close()


def test_a_process_that_is_killed_holds_it_no_longer(first: Database) -> None:
    command = [sys.executable, "-c", HOLDER, url(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=os.getcwd()) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert claim(first) is None
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    taken_soon(first).release()


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_who_loses_the_connection_loses_the_claim_and_learns_of_it(first: Database, second: Database) -> None:
    held = claim(first)
    assert held is not None
    assert held.watch(0.0) == set()
    with second.transaction() as tx:
        here = "(SELECT oid FROM pg_database WHERE datname = current_database())"
        found = f"FROM pg_locks WHERE locktype = 'advisory' AND database = {here}"
        assert tx.execute(text(f"SELECT pg_terminate_backend(pid) {found}")).all() == [(True,)]
    with pytest.raises(ClaimLost):
        held.watch(1.0)
    taken_soon(second).release()
    held.release()


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_the_holder_hears_another_ring_once_that_is_committed(first: Database, second: Database) -> None:
    held = claim(first)
    assert held is not None
    with second.transaction() as tx:
        ring(tx, "mail")
        assert held.watch(0.1) == set()
    assert held.watch(5.0) == {"mail"}
    with second.transaction() as tx:
        ring(tx, "desk")
    assert held.watch(5.0) == {"desk"}
    held.release()


def test_each_who_takes_over_has_a_term_of_its_own(first: Database, second: Database) -> None:
    with first.transaction() as tx:
        mine = duty.begin(tx)
        assert duty.is_ours(tx, mine)
    with second.transaction() as tx:
        theirs = duty.begin(tx)
        assert theirs == mine + 1
        assert duty.is_ours(tx, theirs)
    with first.transaction() as tx:
        assert not duty.is_ours(tx, mine)
