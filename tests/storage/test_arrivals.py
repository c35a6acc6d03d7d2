"""Arrivals: one counts once, an origin is for ever, the way of the word is known, also of one lab."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from storage import arrivals, people, signups
from storage.database import Database, Transaction
from storage.shares import Share
from storage.tables import ArrivalRow
from tests.storage.rows import NOW, a_lab, a_person, everything
from tests.storage.test_shares import link

TOMORROW = NOW + timedelta(days=1)


def comes(tx: Transaction, share: Share, person: int, **how: bool) -> bool:
    """Somebody comes through a friend's link."""
    return arrivals.note(tx, share, person, NOW, "friend", 1, **how)


def chain(tx: Transaction, length: int, lab: int | None = None) -> list[int]:
    """People each of whom told the next."""
    row = [a_person(tx, 500 + number) for number in range(length)]
    how = {"is_origin": True} if lab is None else {"is_first": True}
    for teller, told in pairwise(row):
        comes(tx, link(tx, teller, f"Chain{teller:05}", lab), told, **how)
    return row


def test_coming_twice_through_one_link_counts_once(tx: Transaction) -> None:
    share, person = link(tx, a_person(tx, 1), "AAAAAAAAAA"), a_person(tx, 2)
    assert comes(tx, share, person, is_origin=True)
    assert not comes(tx, share, person)
    assert len(everything(tx)["arrivals"]) == 1


def test_an_origin_is_for_ever_and_later_ones_are_assists(tx: Transaction) -> None:
    first, second, person = (a_person(tx, number) for number in (1, 2, 3))
    assert not arrivals.has_origin(tx, person)
    comes(tx, link(tx, first, "AAAAAAAAAA"), person, is_origin=True)
    comes(tx, link(tx, second, "BBBBBBBBBB"), person)
    assert arrivals.has_origin(tx, person)
    assert arrivals.tellers(tx, person) == {first}
    assert [arrivals.has_told(tx, who) for who in (first, second, person)] == [True, False, False]


@pytest.mark.parametrize("twice", [{"is_origin": True}, {"is_first": True}])
def test_the_database_itself_refuses_a_second_first_time(database: Database, twice: dict[str, bool]) -> None:
    with database.transaction() as tx:
        lab = a_lab(tx)
        first, second = (link(tx, a_person(tx, number), f"Link00000{number}", lab) for number in (1, 2))
        person = a_person(tx, 3)
        comes(tx, first, person, **twice)
    how = {"is_origin": False, "is_first": False, "lab_id": lab, "source": "friend", "wave": 1} | twice
    again = insert(ArrivalRow).values(share_id=second.id, person_id=person, at=NOW, **how)
    with pytest.raises(IntegrityError), database.transaction() as tx:
        tx.execute(again)


def test_the_way_of_the_word_is_followed_to_its_beginning(tx: Transaction) -> None:
    first, second, third, fourth = chain(tx, 4)
    assert arrivals.tellers(tx, fourth) == {first, second, third}
    assert arrivals.tellers(tx, first) == set()


def test_a_labs_way_is_another_than_the_way_in_general(tx: Transaction) -> None:
    lab = a_lab(tx)
    first, second, third = chain(tx, 3, lab)
    assert arrivals.tellers(tx, third, lab) == {first, second}
    assert arrivals.tellers(tx, third) == set()
    assert [arrivals.wave_in(tx, who, lab) for who in (first, second)] == [None, 1]
    assert [arrivals.has_told(tx, who, lab) for who in (first, second, third)] == [True, True, False]
    assert not arrivals.has_told(tx, first)


def test_a_circle_of_tellers_ends(tx: Transaction) -> None:
    first, second, third = chain(tx, 3)
    comes(tx, link(tx, third, "ItWasMe000"), first, is_origin=True)
    assert arrivals.tellers(tx, second) == {first, second, third}


def test_the_way_ends_at_somebody_who_was_forgotten(tx: Transaction) -> None:
    first, second, third = chain(tx, 3)
    people.forget(tx, second, NOW)
    assert arrivals.tellers(tx, third) == set()
    assert arrivals.brought(tx, first, TOMORROW) == (1, 0)


def test_what_came_of_a_word_counts_people_not_arrivals_and_tells_it_late(tx: Transaction) -> None:
    sharer, lab = a_person(tx, 1), a_lab(tx)
    to_lab, to_all = link(tx, sharer, "AAAAAAAAAA", lab), link(tx, sharer, "BBBBBBBBBB")
    twice, once, left = (a_person(tx, number) for number in (2, 3, 4))
    for share, person, is_origin in (
        (to_lab, twice, True),
        (to_all, twice, False),
        (to_all, once, True),
        (to_lab, left, True),
    ):
        comes(tx, share, person, is_origin=is_origin)
    signups.put(tx, lab, twice, 1, "waiting", NOW)
    signups.put(tx, lab, left, 1, "cancelled", NOW)
    assert arrivals.brought(tx, sharer, TOMORROW) == (3, 1)
    assert arrivals.brought(tx, sharer, NOW) == (0, 0)
    assert arrivals.brought(tx, once, TOMORROW) == (0, 0)


@pytest.mark.parametrize("state", ["cancelled", "removed", "expired"])
def test_a_figure_does_not_move_when_somebody_leaves_but_at_midnight(tx: Transaction, state: str) -> None:
    sharer, lab, friend = a_person(tx, 1), a_lab(tx), a_person(tx, 2)
    comes(tx, link(tx, sharer, "AAAAAAAAAA", lab), friend, is_origin=True)
    signup = signups.put(tx, lab, friend, 1, "seated", NOW)
    signups.set_state(tx, signup, state, TOMORROW + timedelta(minutes=5))
    assert arrivals.brought(tx, sharer, TOMORROW) == (1, 1)
    assert arrivals.brought(tx, sharer, TOMORROW + timedelta(days=1)) == (1, 0)


def test_who_signs_up_and_leaves_on_one_day_is_never_counted(tx: Transaction) -> None:
    sharer, lab, friend = a_person(tx, 1), a_lab(tx), a_person(tx, 2)
    comes(tx, link(tx, sharer, "AAAAAAAAAA", lab), friend, is_origin=True)
    signup = signups.put(tx, lab, friend, 1, "seated", TOMORROW)
    signups.set_state(tx, signup, "cancelled", TOMORROW + timedelta(minutes=5))
    for days in range(3):
        assert arrivals.brought(tx, sharer, TOMORROW + timedelta(days=days)) == (1, 0)
