"""Errands: asked for once at a time, oldest first, begun a few times at most, done once."""

from storage import errands, people
from storage.database import Transaction
from tests.storage.rows import NOW, a_person, everything


def test_the_same_is_asked_for_once_until_it_is_done(tx: Transaction) -> None:
    person, other = a_person(tx, 1), a_person(tx, 2)
    assert errands.put(tx, person, "poster/1", NOW)
    assert not errands.put(tx, person, "poster/1", NOW)
    assert errands.put(tx, person, "poster/2", NOW)
    assert errands.put(tx, other, "poster/1", NOW)
    first = errands.begin(tx)
    assert first is not None
    assert (first.person_id, first.address, first.attempts) == (person, "poster/1", 1)
    assert errands.done(tx, first.id)
    assert not errands.done(tx, first.id)
    assert errands.put(tx, person, "poster/1", NOW)


def test_one_that_is_not_done_comes_again_before_the_others_and_is_counted(tx: Transaction) -> None:
    person = a_person(tx, 1)
    errands.put(tx, person, "poster/1", NOW)
    errands.put(tx, person, "poster/2", NOW)
    begun = [errands.begin(tx) for _ in range(3)]
    assert [(one.address, one.attempts) for one in begun if one] == [("poster/1", n) for n in (1, 2, 3)]


def test_nothing_to_do_is_nothing(tx: Transaction) -> None:
    assert errands.begin(tx) is None


def test_what_somebody_forgotten_asked_for_is_gone(tx: Transaction) -> None:
    person = a_person(tx, 1)
    errands.put(tx, person, "poster/1", NOW)
    people.forget(tx, person, NOW)
    assert everything(tx)["errands"] == []
