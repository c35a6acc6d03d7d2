"""Step 4 and back again: what the arrivals so far tell is known, and no program stumbles over anything."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from alembic import command

from storage import arrivals, invites, shares
from storage.database import Database
from storage.migration import config, migrate, version
from storage.new_migration import differences
from storage.tables import GroupRow, PlaceRow
from tests.storage.rows import NOW, a_lab, a_person
from tests.storage.test_shares import link
from tests.storage.test_upgrade_to_trust import rows


def back(database: Database) -> None:
    with database.rebuilding() as tx:
        command.downgrade(config(tx), "0003")
        assert version(tx) == "0003"


@pytest.fixture
def passed_on(database: Database) -> Database:
    """A leader (1) told somebody (2), who told a friend (3) of the same lab, of another, and of all labs."""
    with database.transaction() as tx:
        leader, told, friend = (
            a_person(tx, 1, role="leader"),
            a_person(tx, 2, wave=1),
            a_person(tx, 3, wave=2),
        )
        lab, other = a_lab(tx), a_lab(tx)
        of_leader, of_told = link(tx, leader, "Leader0001", lab), link(tx, told, "Friend0001", lab)
        again, to_all = link(tx, told, "Friend0002", other), link(tx, told, "Friend0003")
        for share, person, is_origin in (
            (of_leader, told, True),
            (of_told, friend, True),
            (again, friend, False),
            (to_all, friend, False),
            (of_leader, friend, False),
        ):
            arrivals.note(tx, share, person, NOW, "poster", 9, is_origin=is_origin)
    return database


def test_whose_links_they_were_and_how_far_the_word_had_come_is_worked_out(passed_on: Database) -> None:
    back(passed_on)
    migrate(passed_on)
    with passed_on.transaction() as tx:
        assert not differences(tx)
        known = "SELECT person_id, lab_id, source, wave, CASE WHEN is_first THEN 1 ELSE 0 END FROM arrivals"
        assert rows(tx, f"{known} ORDER BY id") == [
            (2, 1, "leader", 1, 1),
            (3, 1, "friend", 2, 1),
            (3, 2, "friend", 2, 0),  # an assist: whether these ran in a circle was not looked at
            (3, None, "friend", 2, 0),
            (3, 1, "leader", 1, 0),
        ]
        assert rows(tx, "SELECT source FROM people ORDER BY id") == [(None,), ("leader",), ("friend",)]


def test_the_program_before_finds_only_what_it_understands(passed_on: Database) -> None:
    with passed_on.transaction() as tx:
        tx.execute(sa.insert(GroupRow).values(id=1, language="ar", added_at=NOW))
        tx.execute(sa.insert(PlaceRow).values(id=1, kind="centre", name="Centro", made_at=NOW))
        codes = [
            shares.own(tx, "group", None, "Group00001", NOW, group=1),
            shares.own(tx, "place", None, "Place00001", NOW, place=1),
            shares.own(tx, "inline", 1, "Inline0001", NOW),
            shares.own(tx, "poster", 1, "Poster0001", NOW),
        ]
        someone = a_person(tx, 4)
        for code in codes:
            share = shares.by_code(tx, code)
            assert share is not None
            arrivals.note(tx, share, someone, NOW, "group", 1)
        tx.execute(sa.text("UPDATE arrivals SET share_id = NULL WHERE id = 1"))
        invites.make(tx, "GroupKey01", "group", NOW + timedelta(days=1))
    back(passed_on)
    with passed_on.transaction() as tx:
        assert rows(tx, "SELECT kind FROM shares WHERE person_id = 1 ORDER BY id") == [("friend",)] * 3
        assert rows(tx, "SELECT count(*) FROM shares WHERE person_id IS NULL") == [(0,)]
        assert rows(tx, "SELECT id FROM arrivals ORDER BY id") == [(2,), (3,), (4,), (5,), (8,), (9,)]
        assert rows(tx, "SELECT count(*) FROM invites") == [(0,)]
        assert not {"places", "errands"} & set(sa.inspect(tx).get_table_names())
