"""Invitations: good once, for a while, and their codes are nowhere to be read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from storage import invites
from storage.database import Database, Transaction
from tests.storage.rows import NOW, everything

WEEK = timedelta(days=7)


def test_an_invitation_gives_its_role_once(tx: Transaction) -> None:
    invites.make(tx, "KeyToDesk9", "coordinator", NOW + WEEK)
    invites.make(tx, "KeyToLead9", "leader", NOW + WEEK)
    assert invites.use(tx, "KeyToDesk9", NOW) == "coordinator"
    assert invites.use(tx, "KeyToDesk9", NOW) is None
    assert invites.use(tx, "KeyToLead9", NOW) == "leader"


def test_it_is_good_until_it_expires(tx: Transaction) -> None:
    for code in ("KeyToDesk1", "KeyToDesk2"):
        invites.make(tx, code, "coordinator", NOW + WEEK)
    assert invites.use(tx, "KeyToDesk1", NOW + WEEK) is None
    assert invites.use(tx, "KeyToDesk2", NOW + WEEK - timedelta(seconds=1)) == "coordinator"


def test_a_guessed_code_gives_nothing(tx: Transaction) -> None:
    invites.make(tx, "KeyToDesk9", "coordinator", NOW + WEEK)
    for guess in ("keytodesk9", "KeyToDesk", "", everything(tx)["invites"][0]["digest"]):
        assert invites.use(tx, guess, NOW) is None


def test_the_code_itself_is_not_kept(tx: Transaction) -> None:
    invites.make(tx, "KeyToDesk9", "coordinator", NOW + WEEK)
    (row,) = everything(tx)["invites"]
    assert "KeyToDesk9" not in str(row)
    assert len(row["digest"]) == 64


def test_of_many_who_open_it_at_once_one_gets_the_role(database: Database) -> None:
    with database.transaction() as tx:
        invites.make(tx, "KeyToDesk9", "coordinator", NOW + WEEK)

    def open_it(_: int) -> str | None:
        with database.transaction() as tx:
            return invites.use(tx, "KeyToDesk9", NOW)

    with ThreadPoolExecutor(8) as threads:
        assert sorted(map(str, threads.map(open_it, range(8)))) == [*["None"] * 7, "coordinator"]
