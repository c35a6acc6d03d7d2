"""Where posters hang: their links, who came through them, and what is said aloud instead."""

from datetime import timedelta

import pytest

from storage import arrivals, heard, labs, places, shares, signups, spoken
from storage.database import Database, Transaction
from tests.storage.rows import NOW, a_lab, a_person

LATER = NOW + timedelta(hours=1)


def a_place(tx: Transaction, name: str = "Zanardi") -> int:
    return places.add(tx, "school", name, None, NOW)


def a_link(tx: Transaction, place: int, code: str, lab: int | None = None) -> str:
    return shares.own(tx, "place", None, code, NOW, lab=lab, place=place)


def comes(tx: Transaction, number: int, code: str) -> None:
    """Somebody new comes through a link."""
    share = shares.by_code(tx, code)
    assert share is not None
    assert arrivals.note(tx, share, a_person(tx, number), NOW, "poster", 1, is_origin=True)


def test_open_places_are_listed_the_newest_first(tx: Transaction) -> None:
    school, shop = a_place(tx), places.add(tx, "shop", "Zia Maria", "San Donato", NOW)
    assert [place.id for place in places.open_ones(tx)] == [shop, school]
    assert places.get(tx, shop) == places.Place(shop, "shop", "Zia Maria", "San Donato", None)
    assert places.get(tx, 99) is None
    assert places.close(tx, school, LATER)
    assert not places.close(tx, school, LATER + timedelta(hours=1))
    assert [place.id for place in places.open_ones(tx)] == [shop]
    closed = places.get(tx, school)
    assert closed is not None
    assert closed.closed_at == LATER


def test_each_place_has_one_link_to_a_lab_and_one_to_all_of_them(tx: Transaction) -> None:
    school, shop, lab = a_place(tx), a_place(tx, "Zia Maria"), a_lab(tx)
    assert a_link(tx, school, "School1234") == "School1234"
    assert a_link(tx, school, "Another123") == "School1234"
    assert a_link(tx, school, "ForOneLab1", lab) == "ForOneLab1"
    assert a_link(tx, shop, "Shop123456") == "Shop123456"
    assert places.links(tx, school) == (places.Link(None, None), places.Link(lab, None))
    places.close(tx, school, LATER)
    assert places.links(tx, school) == ()
    assert places.links(tx, shop) == (places.Link(None, None),)


def test_people_are_counted_once_however_many_of_its_links_they_open(tx: Transaction) -> None:
    school, shop, lab = a_place(tx), a_place(tx, "Zia Maria"), a_lab(tx)
    codes = a_link(tx, school, "School1234"), a_link(tx, school, "ForOneLab1", lab)
    for number in range(3):
        comes(tx, number, codes[0])
    both = shares.by_code(tx, codes[1])
    assert both is not None
    assert arrivals.note(tx, both, 1, NOW, "poster", 1)
    comes(tx, 10, a_link(tx, shop, "Shop123456"))
    assert places.came(tx, school, LATER) == 3
    assert places.came(tx, shop, LATER) == 1
    assert places.came(tx, school, NOW) == 0


def test_what_is_said_aloud_is_given_once_and_never_twice(tx: Transaction) -> None:
    school = a_place(tx)
    first, second = a_link(tx, school, "School1234"), a_link(tx, school, "ForOneLab1", a_lab(tx))
    assert spoken.of(tx, first) is None
    assert spoken.give(tx, first, ["K7M42"]) == "K7M42"
    assert spoken.give(tx, first, ["22222"]) == "K7M42"
    assert spoken.give(tx, second, ["K7M42", "33333"]) == "33333"
    third = a_link(tx, a_place(tx), "Third12345")
    with pytest.raises(LookupError):
        spoken.give(tx, third, ["K7M42", "33333"])
    assert spoken.of(tx, third) is None
    assert [spoken.meant(tx, code, NOW) for code in ("K7M42", "33333", "44444")] == [first, second, None]


def test_it_means_nothing_once_the_place_is_closed_or_the_lab_is_over(tx: Transaction) -> None:
    school, shop, lab = a_place(tx), a_place(tx, "Zia Maria"), a_lab(tx, in_days=2)
    for_lab, for_all = a_link(tx, school, "ForOneLab1", lab), a_link(tx, shop, "Shop123456")
    spoken.give(tx, for_lab, ["22222"])
    spoken.give(tx, for_all, ["33333"])
    during, after = NOW + timedelta(days=2, hours=1), NOW + timedelta(days=2, hours=2)
    assert spoken.meant(tx, "22222", during) == for_lab
    assert spoken.meant(tx, "22222", after) is None
    assert spoken.meant(tx, "33333", after) == for_all
    places.close(tx, shop, NOW)
    assert spoken.meant(tx, "33333", NOW) is None
    assert spoken.of(tx, for_all) is None  # it may be given to another


def test_a_date_that_was_dropped_is_no_date(tx: Transaction) -> None:
    lab = a_lab(tx)
    code = a_link(tx, a_place(tx), "ForOneLab1", lab)
    spoken.give(tx, code, ["22222"])
    (meeting,) = (lab.meetings[0] for lab in [labs.get(tx, lab)] if lab is not None)
    labs.drop_meeting(tx, meeting.id, NOW)
    assert spoken.meant(tx, "22222", NOW) is None


def test_a_first_sign_up_is_the_only_one(tx: Transaction) -> None:
    amina, marco, felt, paint = a_person(tx, 1), a_person(tx, 2), a_lab(tx), a_lab(tx, "Paint")
    assert not heard.is_first_signup(tx, amina)
    signups.put(tx, felt, amina, 1, "seated", NOW)
    signups.put(tx, felt, marco, 1, "waiting", NOW)
    assert heard.is_first_signup(tx, amina)
    signups.put(tx, felt, amina, 2, "seated", LATER)
    assert heard.is_first_signup(tx, amina)
    signups.put(tx, paint, amina, 1, "seated", LATER)
    assert not heard.is_first_signup(tx, amina)
    assert heard.is_first_signup(tx, marco)


def test_a_code_that_another_link_has_leaves_the_transaction_whole(database: Database) -> None:
    with database.transaction() as tx:
        codes = [a_link(tx, a_place(tx), f"School123{n}") for n in range(2)]
    with database.transaction() as tx:
        assert spoken.give(tx, codes[0], ["K7M42"]) == "K7M42"
    with database.transaction() as tx:
        assert spoken.give(tx, codes[1], ["K7M42", "22222"]) == "22222"
        assert places.links(tx, 1) == (places.Link(None, "K7M42"),)  # the transaction goes on
