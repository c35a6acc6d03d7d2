"""What is held of a person is all there is: the tables themselves say which could hold something."""

from datetime import timedelta

from sqlalchemy import Column, ForeignKey, Integer, MetaData
from sqlalchemy import Table as Plain

from storage import people
from storage.database import Transaction
from storage.tables import Table
from storage.traces import TRACES
from tests.storage.lives import WORDS, a_full_life, a_guest
from tests.storage.rows import NOW, everything


def of_somebody(metadata: MetaData) -> set[str]:
    """Tables whose rows are a person's: they refer to one, or go with a row that goes with one."""
    owned, found = {"people"}, {"people"}
    while True:
        keys = [
            key
            for table in metadata.tables.values()
            for key in table.foreign_keys
            if key.column.table.name in owned
        ]
        found |= {key.parent.table.name for key in keys}
        more = {key.parent.table.name for key in keys if key.ondelete == "CASCADE"} - owned
        if not more:
            return found
        owned |= more


def test_the_file_has_every_table_that_may_hold_something_of_somebody() -> None:
    assert {trace.table.__tablename__ for trace in TRACES} == of_somebody(Table.metadata)
    assert len({trace.name for trace in TRACES}) == len(TRACES)


def test_a_new_table_would_be_missed() -> None:
    metadata = MetaData()
    for table in Table.metadata.sorted_tables:
        table.to_metadata(metadata)
    Plain("shoes", metadata, Column("of", Integer, ForeignKey("signups.id", ondelete="CASCADE")))
    Plain("hats", metadata, Column("of", Integer, ForeignKey("people.id", ondelete="SET NULL")))
    assert of_somebody(metadata) - of_somebody(Table.metadata) == {"shoes", "hats"}


def test_the_file_shows_every_column_and_nothing_of_anybody_else(tx: Transaction) -> None:
    person = a_full_life(tx, 1)
    a_guest(tx, 1, person)
    held, rows = people.held(tx, person), everything(tx)
    for trace in TRACES:
        table = trace.table.__tablename__
        assert held[trace.name], table
        for shown in held[trace.name]:
            assert {**dict.fromkeys(rows[table][0]), **shown} in rows[table], table
    others = a_full_life_of_another(tx)
    assert people.held(tx, person) == held
    assert all(not of_both(held[name], others[name]) for name in held)


def a_full_life_of_another(tx: Transaction) -> dict[str, list[dict[str, object]]]:
    """The file of somebody else, who told the first of the lab."""
    return people.held(tx, 2)


def of_both(mine: list[dict[str, object]], theirs: list[dict[str, object]]) -> list[dict[str, object]]:
    return [row for row in mine if row in theirs]


def test_forgetting_takes_every_word_along(tx: Transaction) -> None:
    person = a_full_life(tx, 987_654_321_012)
    a_guest(tx, 1, person)
    assert [row["reason"] for row in people.held(tx, person)["attendances"]] == ["work"]
    held = {trace.name for trace in TRACES if WORDS in str(people.held(tx, person)[trace.name])}
    assert held == {"signups", "answers", "questions", "drafts", "messages"}
    people.forget(tx, person, NOW + timedelta(hours=1))
    everything_left = str(everything(tx))
    for word in (WORDS, "987654321012", "voice-file-id", "DoorCode12", "San Donato"):
        assert word not in everything_left
    assert ["reason" in row for row in people.held(tx, person)["attendances"]] == [False]
    left = {name: len(rows) for name, rows in people.held(tx, person).items() if rows}
    stays = ("person", "attendances", "signups", "arrivals", "acts")
    assert left == dict.fromkeys(stays, 1)
