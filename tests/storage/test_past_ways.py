"""The way of the word until a moment of the past stays what it was, whoever was forgotten since."""

from datetime import timedelta

from storage import people, reach
from storage.database import Database
from tests.storage.rows import NOW, a_person

DAY = timedelta(days=1)


def came(database: Database, until: timedelta) -> dict[int, int]:
    """Who came until so long after NOW, and on which day after it."""
    with database.reading_twice() as tx:
        found = reach.way(tx, NOW + until, ("en",), ()).people
    days = (found.came_s - found.came_s.min()) // 86_400 if len(found.came_s) else found.came_s
    return dict(zip(found.number.tolist(), days.tolist(), strict=True))


def test_who_came_later_and_was_forgotten_is_not_counted_before_they_came(database: Database) -> None:
    with database.transaction() as tx:
        early = [a_person(tx, number) for number in (1, 2)]
        late = [a_person(tx, number, met_at=NOW + 30 * DAY, agreed_at=NOW + 30 * DAY) for number in (3, 4)]
        a_person(tx, 5, agreed_at=None)
    before = came(database, 10 * DAY)
    assert before == dict.fromkeys(early, 0)
    with database.transaction() as tx:
        for person in (early[0], late[0]):
            people.forget(tx, person, NOW + 40 * DAY)
    assert came(database, 10 * DAY) == before
    assert came(database, 50 * DAY) == {**before, **dict.fromkeys(late, 30)}
    assert came(database, -DAY) == {}
