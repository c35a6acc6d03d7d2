"""Sign-ups: seats add up, the line keeps its order, one's own are found."""

from datetime import timedelta

from storage import signups
from storage.database import Transaction
from tests.storage.rows import NOW, a_lab, a_person, everything

MINUTE = timedelta(minutes=1)


def test_holding_a_lab_tells_its_seats(tx: Transaction) -> None:
    assert signups.hold(tx, a_lab(tx, seats=12)) == 12
    assert signups.hold(tx, 999) is None


def test_seats_are_taken_by_people_not_by_sign_ups_and_only_by_the_seated(tx: Transaction) -> None:
    lab, other = a_lab(tx), a_lab(tx)
    for number, (party, state) in enumerate([(3, "seated"), (2, "seated"), (4, "waiting"), (5, "cancelled")]):
        signups.put(tx, lab, a_person(tx, 100 + number), party, state, NOW)
    assert signups.taken(tx, lab) == 5
    assert signups.taken(tx, other) == 0
    assert signups.counts(tx, lab) == {"seated": 5, "waiting": 4, "cancelled": 5}


def test_who_came_first_is_first_in_line_though_their_turn_began_later(tx: Transaction) -> None:
    lab = a_lab(tx)
    first, second, third = (a_person(tx, number) for number in (1, 2, 3))
    for person, at in ((first, NOW + MINUTE), (second, NOW), (third, NOW)):
        signups.put(tx, lab, person, 1, "waiting", at)
    line = signups.waiting(tx, lab)
    assert [signup.person_id for signup in line] == [first, second, third]
    instants = [(signup.joined_at - NOW - MINUTE) / signups.INSTANT for signup in line]
    assert instants == [0, 1, 2]


def test_another_number_of_people_keeps_the_place_in_line(tx: Transaction) -> None:
    lab, first, second = a_lab(tx), a_person(tx, 1), a_person(tx, 2)
    number = signups.put(tx, lab, first, 1, "waiting", NOW)
    signups.put(tx, lab, second, 1, "waiting", NOW + MINUTE)
    signups.set_party(tx, number, 4, NOW + 2 * MINUTE)
    line = signups.waiting(tx, lab)
    assert [(one.person_id, one.party, one.joined_at) for one in line] == [
        (first, 4, NOW),
        (second, 1, NOW + MINUTE),
    ]


def test_who_comes_back_gets_the_same_sign_up_at_the_end_of_the_line(tx: Transaction) -> None:
    lab, person = a_lab(tx), a_person(tx, 1)
    number = signups.put(tx, lab, person, 1, "waiting", NOW)
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


def test_a_lab_that_is_going_on_is_still_to_come(tx: Transaction) -> None:
    person, lab = a_person(tx, 1), a_lab(tx, in_days=0)
    signups.put(tx, lab, person, 1, "seated", NOW)
    assert len(signups.mine(tx, person, NOW + timedelta(hours=2) - MINUTE)) == 1
    assert signups.mine(tx, person, NOW + timedelta(hours=2)) == ()


def test_a_change_of_a_lab_concerns_who_comes_and_who_waits(tx: Transaction) -> None:
    lab = a_lab(tx)
    comes, waits, left = (a_person(tx, number) for number in (1, 2, 3))
    for person, state in ((comes, "seated"), (waits, "waiting"), (left, "cancelled")):
        signups.put(tx, lab, person, 1, state, NOW)
    assert signups.people(tx, lab) == (comes, waits)
    assert signups.people(tx, lab, ("seated",)) == (comes,)
