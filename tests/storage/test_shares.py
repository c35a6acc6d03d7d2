"""Links and arrivals: one's own link is one, an arrival counts once, the way of the word is known."""

from itertools import pairwise

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from storage import people, shares, signups
from storage.database import Database, Transaction
from storage.shares import Share
from storage.tables import ArrivalRow, ShareRow
from tests.storage.rows import NOW, a_lab, a_person, everything, news


def link(tx: Transaction, person: int, code: str, lab: int | None = None) -> Share:
    """A person's own link."""
    share = shares.by_code(tx, shares.own(tx, "friend", person, code, NOW, lab=lab))
    assert share is not None
    return share


def chain(tx: Transaction, length: int) -> list[int]:
    """People each of whom told the next."""
    row = [a_person(tx, 500 + number) for number in range(length)]
    for teller, told in pairwise(row):
        shares.arrive(tx, link(tx, teller, f"Chain{teller:05}"), told, True, NOW)
    return row


def test_ones_own_link_to_a_lab_is_made_once_and_then_found(tx: Transaction) -> None:
    person, lab, other = a_person(tx, 1), a_lab(tx), a_lab(tx)
    assert link(tx, person, "AAAAAAAAAA", lab).code == "AAAAAAAAAA"
    assert link(tx, person, "BBBBBBBBBB", lab).code == "AAAAAAAAAA"
    assert link(tx, person, "CCCCCCCCCC", other).code == "CCCCCCCCCC"
    assert link(tx, person, "DDDDDDDDDD").code == "DDDDDDDDDD"
    assert link(tx, person, "EEEEEEEEEE").code == "DDDDDDDDDD"
    assert link(tx, a_person(tx, 2), "FFFFFFFFFF", lab).code == "FFFFFFFFFF"


def test_a_copys_link_is_another_than_the_friends_link(tx: Transaction) -> None:
    person, lab = a_person(tx, 1), a_lab(tx)
    number = news(tx, person, lab=lab)
    link(tx, person, "AAAAAAAAAA", lab)
    code = shares.own(tx, "copy", person, "BBBBBBBBBB", NOW, lab=lab, announcement=number)
    assert code == "BBBBBBBBBB"
    share = shares.by_code(tx, code)
    assert share is not None
    assert (share.kind, share.lab_id, share.announcement_id) == ("copy", lab, number)


def test_a_revoked_link_is_not_handed_out_again(tx: Transaction) -> None:
    person = a_person(tx, 1)
    link(tx, person, "AAAAAAAAAA")
    tx.execute(update(ShareRow).values(revoked_at=NOW))
    assert link(tx, person, "BBBBBBBBBB").code == "BBBBBBBBBB"
    revoked = shares.by_code(tx, "AAAAAAAAAA")
    assert revoked is not None
    assert revoked.revoked_at == NOW
    assert shares.by_code(tx, "ZZZZZZZZZZ") is None


def test_coming_twice_through_one_link_counts_once(tx: Transaction) -> None:
    share, person = link(tx, a_person(tx, 1), "AAAAAAAAAA"), a_person(tx, 2)
    assert shares.arrive(tx, share, person, True, NOW)
    assert not shares.arrive(tx, share, person, False, NOW)
    assert len(everything(tx)["arrivals"]) == 1


def test_an_origin_is_for_ever_and_later_ones_are_assists(tx: Transaction) -> None:
    first, second, person = (a_person(tx, number) for number in (1, 2, 3))
    assert not shares.has_origin(tx, person)
    shares.arrive(tx, link(tx, first, "AAAAAAAAAA"), person, True, NOW)
    shares.arrive(tx, link(tx, second, "BBBBBBBBBB"), person, False, NOW)
    assert shares.has_origin(tx, person)
    assert shares.teller(tx, person) == first


def test_the_database_itself_refuses_a_second_origin(database: Database) -> None:
    with database.transaction() as tx:
        first, second = (link(tx, a_person(tx, number), f"Link00000{number}") for number in (1, 2))
        person = a_person(tx, 3)
        shares.arrive(tx, first, person, True, NOW)
    again = insert(ArrivalRow).values(share_id=second.id, person_id=person, at=NOW, is_origin=True)
    with pytest.raises(IntegrityError), database.transaction() as tx:
        tx.execute(again)


def test_the_way_of_the_word_is_followed_to_its_beginning(tx: Transaction) -> None:
    first, second, third, fourth = chain(tx, 4)
    assert shares.tellers(tx, fourth) == {first, second, third}
    assert shares.tellers(tx, first) == set()


def test_a_circle_of_tellers_ends(tx: Transaction) -> None:
    first, second, third = chain(tx, 3)
    shares.arrive(tx, link(tx, third, "ItWasMe000"), first, True, NOW)
    assert shares.tellers(tx, second) == {first, second, third}


def test_the_way_ends_at_somebody_who_was_forgotten(tx: Transaction) -> None:
    first, second, third = chain(tx, 3)
    people.forget(tx, second, NOW)
    assert shares.tellers(tx, third) == set()
    assert shares.brought(tx, first) == (1, 0)


def test_what_came_of_a_word_counts_people_not_arrivals(tx: Transaction) -> None:
    sharer, lab = a_person(tx, 1), a_lab(tx)
    to_lab, to_all = link(tx, sharer, "AAAAAAAAAA", lab), link(tx, sharer, "BBBBBBBBBB")
    twice, once, left = (a_person(tx, number) for number in (2, 3, 4))
    for share, person, is_origin in (
        (to_lab, twice, True),
        (to_all, twice, False),
        (to_all, once, True),
        (to_lab, left, True),
    ):
        shares.arrive(tx, share, person, is_origin, NOW)
    signups.put(tx, lab, twice, 1, "waiting", NOW)
    signups.put(tx, lab, left, 1, "cancelled", NOW)
    assert shares.brought(tx, sharer) == (3, 1)
    assert shares.brought(tx, once) == (0, 0)
