"""A group's mail as it is opened for the courier: news that rests stays, a closed group gets none."""

from collections.abc import Iterator

import pytest

from bot.courier.mailbag import Mailbag, Wanted
from storage import announcements, group_copies, groups
from storage.database import Database
from tests.databases import House
from tests.storage.racing import host
from tests.storage.rows import NOW, a_lab, a_person, news

SQUARE = -4001
ALL = Wanted(10, 10, ())


@pytest.fixture
def mailbag(house: House) -> Iterator[tuple[Database, Mailbag]]:
    """The mailbag of a bot with a copy of news about a lab for one open group, in French."""
    with house.fresh("sqlite", is_migrated=True) as url:
        database = Database(url)
        with database.transaction() as tx:
            group, _ = groups.join(tx, SQUARE, "fr", NOW)
            groups.bring(tx, group, NOW)
            found = announcements.get(tx, news(tx, a_person(tx, 1), lab=a_lab(tx)))
            assert found is not None
            group_copies.plan(tx, found, NOW)
        bag = Mailbag(host(database))
        bag.begin()
        yield database, bag
        database.close()


def states(database: Database) -> list[str]:
    with database.transaction() as tx:
        return [row[0] for row in tx.exec_driver_sql("SELECT state FROM outbox ORDER BY id")]


def test_a_group_gets_its_copy_with_a_link_for_a_button(mailbag: tuple[Database, Mailbag]) -> None:
    database, bag = mailbag
    ((parcel, message),), _ = bag.fetch(ALL, NOW)
    assert (parcel.chat_id, parcel.person_id, message.edits) == (SQUARE, None, None)
    assert [key.url[:40] for row in message.screen.rows for key in row] == [
        "https://t.me/passaparola_bot?start=Code0"
    ]
    assert states(database) == ["leased"]


def test_a_copy_of_news_that_rests_is_held(mailbag: tuple[Database, Mailbag]) -> None:
    database, bag = mailbag
    with database.transaction() as tx:
        assert announcements.act(tx, 1, "pause", NOW)
    assert bag.fetch(ALL, NOW) == ([], True)
    assert states(database) == ["held"]


@pytest.mark.parametrize("is_told", [True, False])
def test_a_group_that_was_left_gets_nothing(mailbag: tuple[Database, Mailbag], is_told: bool) -> None:
    database, bag = mailbag
    with database.transaction() as tx:
        groups.leave(tx, SQUARE, NOW, is_told=is_told)
    assert bag.fetch(ALL, NOW) == ([], True)
    assert states(database) == ["unreachable"]


def test_a_group_that_came_back_and_was_not_brought_gets_nothing(mailbag: tuple[Database, Mailbag]) -> None:
    database, bag = mailbag
    with database.transaction() as tx:
        groups.leave(tx, SQUARE, NOW)
        groups.join(tx, SQUARE, "fr", NOW)
    assert bag.fetch(ALL, NOW) == ([], True)
    assert states(database) == ["cancelled"]
