"""Places beside the seats: how many there are, who has some, who waits for some."""

import pytest
from sqlalchemy.exc import IntegrityError

from storage import facilities, signups
from storage.database import Transaction
from storage.facilities import Facility
from tests.storage.rows import NOW, a_lab, a_person, everything


def offered(tx: Transaction, lab: int) -> dict[tuple[str, str], int]:
    return {(one.kind, one.language): one.places for one in facilities.of(tx, lab)}


def a_signup(tx: Transaction, lab: int, telegram_id: int, state: str, needs: dict[int, int]) -> int:
    number = signups.put(tx, lab, a_person(tx, telegram_id), 3, state, NOW)
    facilities.set_needs(tx, number, needs)
    return number


def test_a_lab_offers_what_was_put_and_nothing_of_another_lab(tx: Transaction) -> None:
    lab, other = a_lab(tx), a_lab(tx)
    facilities.put(tx, lab, "step_free", "", 2)
    facilities.put(tx, lab, "interpreter", "ar", 3)
    facilities.put(tx, lab, "interpreter", "fr", 1)
    facilities.put(tx, other, "childcare", "", 5)
    found = facilities.of(tx, lab)
    assert [(one.kind, one.language, one.places) for one in found] == [
        ("interpreter", "ar", 3),
        ("interpreter", "fr", 1),
        ("step_free", "", 2),
    ]
    (childcare,) = facilities.of(tx, other)
    assert childcare == Facility(childcare.id, other, "childcare", "", 5)


def test_putting_again_changes_the_number_and_keeps_what_was_promised(tx: Transaction) -> None:
    lab = a_lab(tx)
    facilities.put(tx, lab, "childcare", "", 4)
    (before,) = facilities.of(tx, lab)
    number = a_signup(tx, lab, 1, "seated", {before.id: 2})
    facilities.put(tx, lab, "childcare", "", 0)
    (after,) = facilities.of(tx, lab)
    assert (after.id, after.places) == (before.id, 0)
    assert facilities.needs_of(tx, number) == {before.id: 2}


def test_none_of_what_a_lab_has_not_is_nothing(tx: Transaction) -> None:
    lab = a_lab(tx)
    facilities.put(tx, lab, "childcare", "", 0)
    assert facilities.of(tx, lab) == ()


def test_a_number_below_zero_is_refused(tx: Transaction) -> None:
    lab = a_lab(tx)
    with pytest.raises(IntegrityError), tx.begin_nested():
        facilities.put(tx, lab, "childcare", "", -1)
    assert offered(tx, lab) == {}


def test_places_are_taken_by_who_sits_and_who_has_an_offer_in_one_lab(tx: Transaction) -> None:
    lab, other = a_lab(tx), a_lab(tx)
    for one in (lab, other):
        facilities.put(tx, one, "childcare", "", 9)
        facilities.put(tx, one, "step_free", "", 9)
    childcare, step_free = (one.id for one in facilities.of(tx, lab))
    a_signup(tx, lab, 1, "seated", {childcare: 2, step_free: 1})
    a_signup(tx, lab, 2, "offered", {childcare: 3})
    a_signup(tx, lab, 3, "waiting", {childcare: 1, step_free: 1})
    a_signup(tx, lab, 4, "cancelled", {childcare: 1})
    a_signup(tx, other, 5, "seated", {facilities.of(tx, other)[0].id: 1})
    assert facilities.wanted(tx, lab) == {childcare: 5, step_free: 1}
    assert facilities.wanted(tx, lab, ("waiting",)) == {childcare: 1, step_free: 1}
    assert facilities.wanted(tx, a_lab(tx)) == {}


def test_needs_are_replaced_whole_and_nothing_is_kept_of_none(tx: Transaction) -> None:
    lab = a_lab(tx)
    facilities.put(tx, lab, "childcare", "", 4)
    facilities.put(tx, lab, "interpreter", "ar", 4)
    childcare, interpreter = (one.id for one in facilities.of(tx, lab))
    number = a_signup(tx, lab, 1, "seated", {childcare: 2})
    another = a_signup(tx, lab, 2, "seated", {childcare: 1})
    facilities.set_needs(tx, number, {interpreter: 1, childcare: 0})
    assert facilities.needs_of(tx, number) == {interpreter: 1}
    facilities.set_needs(tx, number, {})
    assert facilities.needs_of(tx, number) == {}
    assert facilities.needs_of_each(tx, [number, another]) == {another: {childcare: 1}}
    assert [row["signup_id"] for row in everything(tx)["needs"]] == [another]
