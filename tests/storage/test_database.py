"""The database keeps its word: all or nothing, foreign keys, one bot, aware moments."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from storage.database import Database, DatabaseUnusable, Transaction, insert_once
from storage.tables import InboxRow, LabRow, SignupRow
from tests.storage.rows import NOW, a_lab, a_person, everything


def test_what_raises_in_a_transaction_has_not_happened(database: Database) -> None:
    def meet_and_stumble() -> None:
        with database.transaction() as tx:
            a_person(tx, 77)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        meet_and_stumble()
    with database.transaction() as tx:
        assert not any(everything(tx).values())


@pytest.mark.parametrize(
    ("lab", "person"),
    [(1, 999), (999, 1)],
    ids=["of a person who is not there", "for a lab that is not there"],
)
def test_a_sign_up_of_nobody_or_for_nothing_is_refused(database: Database, lab: int, person: int) -> None:
    with database.transaction() as tx:
        a_person(tx, 77)
        a_lab(tx)
    row = {"party": 1, "state": "seated", "joined_at": NOW, "changed_at": NOW}
    with pytest.raises(IntegrityError), database.transaction() as tx:
        tx.execute(insert(SignupRow).values(lab_id=lab, person_id=person, **row))


def test_what_belongs_to_a_lab_goes_with_it(database: Database) -> None:
    with database.transaction() as tx:
        a_lab(tx)
        tx.execute(delete(LabRow))
        assert not any(everything(tx).values())


@pytest.mark.parametrize(
    "wrong",
    [
        "INSERT INTO labs (status, topic, venue, host, spoken, seats, language, made_at)"
        " VALUES ('published', 'work', 'online', 'A', '', 0, 'en', '2026-03-02')",
        "INSERT INTO labs (status, topic, venue, host, spoken, seats, language, made_at)"
        " VALUES ('rumoured', 'work', 'online', 'A', '', 5, 'en', '2026-03-02')",
        "INSERT INTO contacts (telegram_id) VALUES (77)",
    ],
    ids=["no seats", "no such status", "nobody's"],
)
def test_a_row_that_cannot_be_is_refused(database: Database, wrong: str) -> None:
    with pytest.raises(IntegrityError), database.transaction() as tx:
        tx.execute(text(wrong))


def test_a_naive_moment_is_refused_before_it_gets_anywhere(tx: Transaction) -> None:
    naive = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001  # that is what is refused
    with pytest.raises(StatementError, match="a naive datetime: every moment carries its zone"):
        tx.execute(insert(InboxRow).values(update_id=1, claimed_at=naive))
    with pytest.raises(StatementError, match="a naive datetime"):
        tx.execute(select(InboxRow.update_id).where(InboxRow.claimed_at < naive))
    assert everything(tx)["inbox"] == []


def test_a_moment_comes_back_in_utc_whatever_wall_clock_it_was_read_from(tx: Transaction) -> None:
    summer = datetime(2026, 7, 1, 18, 30, tzinfo=ZoneInfo("Europe/Rome"))
    tx.execute(insert(InboxRow).values(update_id=1, claimed_at=summer))
    found = tx.execute(select(InboxRow.claimed_at)).scalar_one()
    assert (found.isoformat(), found.tzinfo) == ("2026-07-01T16:30:00+00:00", UTC)
    later = select(InboxRow.update_id).where(InboxRow.claimed_at > summer - timedelta(seconds=1))
    assert tx.execute(later).scalar() == 1


def test_sqlite_has_one_writer_and_loses_nothing_when_the_power_goes(
    database: Database, dialect: str
) -> None:
    if dialect == "postgres":
        assert database.lanes == 8
        return
    with database.transaction() as tx:
        asked = ("journal_mode", "synchronous", "foreign_keys")
        assert [tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked] == ["wal", 2, 1]
    assert database.lanes == 1


def test_inserting_once_tells_whether_it_did(tx: Transaction) -> None:
    values = {"update_id": 5, "claimed_at": NOW}
    assert tx.execute(insert_once(tx, InboxRow), values).rowcount == 1
    assert tx.execute(insert_once(tx, InboxRow), values).rowcount == 0


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("oh dear", "storage.url is not a database address"),
        ("mongodb://localhost/town", "storage.url: no such database as mongodb"),
    ],
)
def test_an_address_of_no_database_is_refused(url: str, said: str) -> None:
    with pytest.raises(DatabaseUnusable) as refused:
        Database(url)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "sqlite:////no/such/folder/town.db",
            "the database sqlite:////no/such/folder/town.db cannot be reached",
        ),
        (
            "postgresql+psycopg://bot:opensesame@127.0.0.1:1/town",
            "the database postgresql+psycopg://bot:***@127.0.0.1:1/town cannot be reached",
        ),
    ],
)
def test_a_database_out_of_reach_is_named_without_its_password(url: str, said: str) -> None:
    database = Database(url)
    with pytest.raises(DatabaseUnusable) as refused:
        database.reach()
    assert str(refused.value).startswith(said)
    assert "opensesame" not in str(refused.value)
    database.close()
