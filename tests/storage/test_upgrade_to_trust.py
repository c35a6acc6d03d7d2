"""Step 3 and back again, with something of everything it brought: no program stumbles over what it finds."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from storage import announcements, changes, circles, copies, invites, labs, reminders, signups, waiting
from storage.audiences import Audience
from storage.database import Database, Transaction
from storage.migration import config, migrate, version
from storage.new_migration import differences
from storage.tables import ReminderRow
from tests.storage.lives import a_full_life
from tests.storage.rows import NOW, a_lab, a_person, everything, news

STATES = ("seated", "offered", "waiting", "cancelled", "removed", "expired")
WEEK = timedelta(days=7)


def rows(tx: Transaction, query: str) -> list[tuple[Any, ...]]:
    """What lies there, whatever the models say."""
    return [tuple(row) for row in tx.execute(sa.text(query))]


def back(database: Database) -> None:
    with database.rebuilding() as tx:
        command.downgrade(config(tx), "0002")
        assert version(tx) == "0002"


@pytest.fixture
def lived(database: Database) -> Database:
    """Lab 1 in full; lab 2 with sign-ups in every state, reminded of both its dates, one of them dropped."""
    with database.transaction() as tx:
        a_full_life(tx, 1)
        lab = a_lab(tx, "Felt")
        (first,) = (meeting.id for meeting in lab_of(tx, lab).meetings)
        second = labs.add_meeting(tx, lab, NOW + WEEK, NOW + WEEK + timedelta(hours=1), "X")
        made = [signups.put(tx, lab, a_person(tx, 10 + n), 1, s, NOW) for n, s in enumerate(STATES)]
        made += [signups.put(tx, lab, None, 1, state, NOW) for state in ("walked_in", "seated")]
        waiting.offer(tx, made[1], NOW, NOW + timedelta(hours=1))
        for signup in made:
            for meeting in (first, second):
                of = {"signup_id": signup, "meeting_id": meeting, "kind": reminders.FEEDBACK}
                tx.execute(sa.insert(ReminderRow).values(starts_at=NOW, made_at=NOW, **of))
        labs.drop_meeting(tx, second, NOW)
        changes.note(tx, lab, "dropped", NOW, lab_of(tx, lab).dropped[0])
        invites.make(tx, "HostCode12", "host", NOW + WEEK, lab)
        invites.make(tx, "Leader1234", "leader", NOW + WEEK)
    return database


def lab_of(tx: Transaction, lab: int) -> labs.Lab:
    found = labs.get(tx, lab)
    assert found is not None
    return found


def test_the_older_program_finds_only_what_it_understands(lived: Database) -> None:
    back(lived)
    with lived.transaction() as tx:
        states = rows(tx, "SELECT state FROM signups WHERE lab_id = 2 ORDER BY id")
        assert states == [("seated",), ("waiting",), ("waiting",), *[("cancelled",)] * 3]
        assert rows(tx, "SELECT id, lab_id FROM meetings ORDER BY id") == [(1, 1), (2, 2)]
        told = rows(tx, "SELECT signup_id, meeting_id FROM reminders ORDER BY signup_id")
        assert told == [(1, 1), *((signup, 2) for signup in range(2, 8))]
        assert rows(tx, "SELECT role FROM invites") == [("leader",)]
        assert rows(tx, "SELECT count(*) FROM drafts") == [(0,)]
        there = set(sa.inspect(tx).get_table_names())
        assert not there & {"interests", "circles", "facilities", "fields", "attendances", "lab_hosts"}


def test_a_lab_all_of_whose_dates_were_dropped_is_a_cancelled_one(database: Database) -> None:
    with database.transaction() as tx:
        lab = a_lab(tx)
        labs.drop_meeting(tx, 1, NOW)
    back(database)
    with database.transaction() as tx:
        assert rows(tx, "SELECT status FROM labs") == [("cancelled",)]
        assert rows(tx, "SELECT id, lab_id FROM meetings") == [(1, lab)]


def test_news_for_a_labs_people_goes_to_nobody_more_and_can_be_read(lived: Database) -> None:
    circle = Audience("circle", "1")
    with lived.transaction() as tx:
        circles.join(tx, 1, 2, NOW)
        done, under_way, draft = (news(tx, 1, circle, lab=1) for _ in range(3))
        everybody = news(tx, 1)
        for number in (done, under_way, everybody):
            found = announcements.get(tx, number)
            assert found is not None
            copies.plan(tx, found, NOW)
        tx.execute(sa.text("UPDATE announcements SET state = 'done' WHERE id = :news"), {"news": done})
        planned = {(row["announcement_id"],) for row in everything(tx)["outbox"]}
        assert {(done,), (under_way,), (everybody,)} < planned
    back(lived)
    with lived.transaction() as tx:
        found_again = dict(rows(tx, "SELECT id, audience || ' ' || state FROM announcements"))
        assert [found_again[number] for number in (done, under_way, draft, everybody)] == [
            *("lab:1 done", "lab:1 cancelled", "lab:1 cancelled"),
            "all sending",
        ]
        left = rows(tx, "SELECT DISTINCT announcement_id FROM outbox WHERE announcement_id IS NOT NULL")
        assert not {(done,), (under_way,)} & set(left)
        assert (everybody,) in left
        assert not [one for one in found_again.values() if one.startswith("circle")]


def test_forwards_again_each_sign_up_has_its_number_in_its_lab(lived: Database) -> None:
    back(lived)
    migrate(lived)
    with lived.transaction() as tx:
        assert differences(tx) == []
        assert [(one.id, one.number) for lab in (1, 2) for one in signups.all_of(tx, lab, STATES)] == [
            (1, 1),
            *((number + 1, number) for number in range(1, 7)),
        ]
        assert [one.number for one in signups.all_of(tx, 2, ("waiting",))] == [2, 3]
        assert signups.get(tx, signups.put(tx, 2, a_person(tx, 99), 1, "waiting", NOW)).number == 7  # type: ignore[union-attr]  # it is there
