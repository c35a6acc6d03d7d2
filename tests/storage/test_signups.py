"""Sign-ups: seats add up, each has its number and its moment, one's own are found."""

from datetime import timedelta

import pytest

from storage import labs, signups
from storage.database import Transaction
from tests.storage.rows import NOW, a_lab, a_person, everything

MINUTE = timedelta(minutes=1)


def test_holding_a_lab_tells_its_seats(tx: Transaction) -> None:
    assert signups.hold(tx, a_lab(tx, seats=12)) == 12
    assert signups.hold(tx, 999) is None


def test_seats_are_taken_by_people_not_by_sign_ups_by_the_seated_and_those_who_have_an_offer(
    tx: Transaction,
) -> None:
    lab, other = a_lab(tx), a_lab(tx)
    made = [(3, "seated"), (2, "seated"), (6, "offered"), (4, "waiting"), (5, "cancelled"), (1, "expired")]
    for number, (party, state) in enumerate(made):
        signups.put(tx, lab, a_person(tx, 100 + number), party, state, NOW)
    assert signups.taken(tx, lab) == 11
    assert signups.taken(tx, other) == 0
    assert signups.counts(tx, lab) == {"seated": 5, "offered": 6, "waiting": 4, "cancelled": 5, "expired": 1}


def test_who_came_first_joined_first_though_their_turn_began_later(tx: Transaction) -> None:
    lab = a_lab(tx)
    for telegram_id, at in ((1, NOW + MINUTE), (2, NOW), (3, NOW)):
        signups.put(tx, lab, a_person(tx, telegram_id), 1, "waiting", at)
    line = signups.all_of(tx, lab)
    assert [(signup.joined_at - NOW - MINUTE) / signups.INSTANT for signup in line] == [0, 1, 2]
    assert [signup.changed_at for signup in line] == [NOW + MINUTE, NOW, NOW]


def test_sign_ups_are_numbered_lab_by_lab_and_a_number_is_kept(tx: Transaction) -> None:
    lab, other = a_lab(tx), a_lab(tx)
    first, second, third = (a_person(tx, number) for number in (1, 2, 3))
    number = signups.put(tx, lab, first, 1, "seated", NOW)
    signups.put(tx, lab, second, 1, "waiting", NOW)
    signups.put(tx, other, third, 1, "seated", NOW)
    signups.set_state(tx, number, "cancelled", NOW)
    signups.put(tx, lab, third, 1, "waiting", NOW)
    signups.put(tx, lab, first, 1, "waiting", NOW)
    assert [(one.person_id, one.number) for one in signups.all_of(tx, lab)] == [
        (first, 1),
        (second, 2),
        (third, 3),
    ]
    assert [one.number for one in signups.all_of(tx, other)] == [1]


def test_who_has_no_chat_with_us_is_written_beside_all_others(tx: Transaction) -> None:
    lab, person = a_lab(tx), a_person(tx, 1)
    signups.put(tx, lab, person, 2, "seated", NOW)
    first = signups.put(tx, lab, None, 1, "walked_in", NOW)
    second = signups.put(tx, lab, None, 3, "walked_in", NOW + MINUTE)
    assert first != second
    found = signups.all_of(tx, lab, ("seated", "walked_in"))
    assert [(one.person_id, one.party, one.number) for one in found] == [
        (person, 2, 1),
        (None, 1, 2),
        (None, 3, 3),
    ]


def test_a_change_keeps_the_place_in_line_and_says_when(tx: Transaction) -> None:
    lab = a_lab(tx)
    number = signups.put(tx, lab, a_person(tx, 1), 1, "waiting", NOW)
    signups.change(tx, number, NOW + MINUTE, party=4, name="Amina")
    one = signups.get(tx, number)
    assert one is not None
    assert (one.party, one.name, one.joined_at, one.changed_at) == (4, "Amina", NOW, NOW + MINUTE)


@pytest.mark.parametrize("state", ["waiting", "seated", "cancelled", "removed", "expired"])
def test_whatever_an_offer_becomes_nothing_is_offered_any_more(tx: Transaction, state: str) -> None:
    lab = a_lab(tx)
    number = signups.put(tx, lab, a_person(tx, 1), 2, "waiting", NOW)
    signups.change(tx, number, NOW, state="offered", offer_ends_at=NOW + MINUTE)
    signups.set_state(tx, number, state, NOW)
    one = signups.get(tx, number)
    assert one is not None
    assert (one.state, one.offer_ends_at, one.stands) == (state, None, state in ("waiting", "seated"))


def test_who_comes_back_gets_the_same_sign_up_at_the_end_of_the_line(tx: Transaction) -> None:
    lab, person = a_lab(tx), a_person(tx, 1)
    number = signups.put(tx, lab, person, 1, "waiting", NOW)
    signups.change(tx, number, NOW, state="offered", offer_ends_at=NOW + MINUTE)
    signups.set_state(tx, number, "cancelled", NOW + MINUTE)
    assert signups.put(tx, lab, person, 2, "waiting", NOW + 2 * MINUTE) == number
    again = signups.get(tx, number)
    assert again == signups.of(tx, lab, person)
    assert again is not None
    assert (again.party, again.state, again.joined_at) == (2, "waiting", NOW + 2 * MINUTE)
    assert len(everything(tx)["signups"]) == 1


def test_ones_own_are_those_to_come_soonest_first(tx: Transaction) -> None:
    person = a_person(tx, 1)
    late, soon, over, left = (a_lab(tx, in_days=days) for days in (9, 2, -1, 3))
    for lab, state in ((late, "seated"), (soon, "waiting"), (over, "seated"), (left, "cancelled")):
        signups.put(tx, lab, person, 1, state, NOW)
    signups.put(tx, soon, a_person(tx, 2), 1, "seated", NOW)
    assert [signup.lab_id for signup in signups.mine(tx, person, NOW)] == [soon, late]


def test_ones_own_stand_in_line_by_their_next_date(tx: Transaction) -> None:
    person = a_person(tx, 1)
    weekly, once = a_lab(tx, in_days=-7), a_lab(tx, in_days=2)
    labs.add_meeting(tx, weekly, NOW + timedelta(days=7), NOW + timedelta(days=7, hours=2), "Park")
    for lab in (weekly, once):
        signups.put(tx, lab, person, 1, "seated", NOW)
    assert [signup.lab_id for signup in signups.mine(tx, person, NOW)] == [once, weekly]


def test_an_offer_is_ones_own_and_a_lab_that_was_cancelled_is_not(tx: Transaction) -> None:
    person = a_person(tx, 1)
    offered, cancelled, dropped = a_lab(tx), a_lab(tx, status="cancelled"), a_lab(tx)
    for lab in (offered, cancelled, dropped):
        signups.put(tx, lab, person, 1, "offered", NOW)
    found = labs.get(tx, dropped)
    assert found is not None
    labs.drop_meeting(tx, found.meetings[0].id, NOW)
    assert [signup.lab_id for signup in signups.mine(tx, person, NOW)] == [offered]


def test_a_lab_that_is_going_on_is_still_to_come(tx: Transaction) -> None:
    person, lab = a_person(tx, 1), a_lab(tx, in_days=0)
    signups.put(tx, lab, person, 1, "seated", NOW)
    assert len(signups.mine(tx, person, NOW + timedelta(hours=2) - MINUTE)) == 1
    assert signups.mine(tx, person, NOW + timedelta(hours=2)) == ()


def test_a_change_of_a_lab_concerns_who_comes_who_waits_and_who_is_asked(tx: Transaction) -> None:
    lab = a_lab(tx)
    comes, waits, asked, left = (a_person(tx, number) for number in (1, 2, 3, 4))
    for person, state in ((comes, "seated"), (waits, "waiting"), (asked, "offered"), (left, "cancelled")):
        signups.put(tx, lab, person, 1, state, NOW)
    signups.put(tx, lab, None, 1, "seated", NOW)
    assert signups.people(tx, lab) == (comes, waits, asked)
    assert signups.people(tx, lab, ("seated",)) == (comes,)
    assert [one.person_id for one in signups.all_of(tx, lab)] == [comes, waits, asked, None]
    assert [one.person_id for one in signups.all_of(tx, lab, ("cancelled",))] == [left]
