"""The line of those who wait: its order, its places, and the offers that stand no more."""

from datetime import timedelta
from itertools import islice

import pytest
from sqlalchemy import update

from storage import facilities, labs, people, signups, waiting
from storage.database import Transaction
from storage.tables import SignupRow
from tests.storage.rows import NOW, a_lab, a_person

MINUTE = timedelta(minutes=1)


def a_line(tx: Transaction, lab: int, *parties: int) -> list[int]:
    """Parties that wait, one after the other; their people."""
    first = len(signups.all_of(tx, lab)) + 100 * lab
    line = [a_person(tx, first + number) for number in range(len(parties))]
    for person, party in zip(line, parties, strict=True):
        signups.put(tx, lab, person, party, "waiting", NOW)
    return line


def found(tx: Transaction, lab: int, largest: int | None = None) -> list[int | None]:
    return [signup.person_id for signup in waiting.line(tx, lab, largest)]


def sign_up(tx: Transaction, lab: int, person: int) -> signups.Signup:
    signup = signups.of(tx, lab, person)
    assert signup is not None
    return signup


def test_the_line_is_in_the_order_of_joining_not_of_the_rows(tx: Transaction) -> None:
    lab, other = a_lab(tx), a_lab(tx)
    first, second, third = a_line(tx, lab, 1, 2, 3)
    a_line(tx, other, 1)
    signups.set_state(tx, sign_up(tx, lab, first).id, "cancelled", NOW)
    signups.put(tx, lab, first, 1, "waiting", NOW)
    assert found(tx, lab) == [second, third, first]


def test_who_joined_in_the_same_moment_is_told_apart_by_the_row(tx: Transaction) -> None:
    lab = a_lab(tx)
    line = a_line(tx, lab, 1, 1, 1)
    tx.execute(update(SignupRow).values(joined_at=NOW))
    assert found(tx, lab) == line
    assert [waiting.place(tx, sign_up(tx, lab, person)) for person in line] == [1, 2, 3]


def test_only_who_waits_is_in_the_line(tx: Transaction) -> None:
    lab = a_lab(tx)
    seated, offered, waits = a_line(tx, lab, 1, 1, 1)
    signups.set_state(tx, sign_up(tx, lab, seated).id, "seated", NOW)
    waiting.offer(tx, sign_up(tx, lab, offered).id, NOW, NOW + MINUTE)
    assert found(tx, lab) == [waits]
    assert waiting.place(tx, sign_up(tx, lab, waits)) == 1


def test_bigger_parties_are_left_out_where_that_is_asked(tx: Transaction) -> None:
    lab = a_lab(tx)
    big, small, one = a_line(tx, lab, 4, 2, 1)
    assert found(tx, lab, largest=2) == [small, one]
    assert found(tx, lab, largest=0) == []
    assert found(tx, lab) == [big, small, one]


def test_who_needs_more_places_than_there_are_is_left_out_where_that_is_asked(tx: Transaction) -> None:
    lab = a_lab(tx)
    both, one, none, other = a_line(tx, lab, 2, 2, 2, 2)
    for kind in ("childcare", "step_free"):
        facilities.put(tx, lab, kind, "", 9)
    care, free = (facility.id for facility in facilities.of(tx, lab))
    for person, needs in ((both, {care: 2, free: 1}), (one, {care: 1}), (other, {free: 1})):
        facilities.set_needs(tx, sign_up(tx, lab, person).id, needs)

    def having(places: dict[int, int]) -> list[int | None]:
        return [signup.person_id for signup in waiting.line(tx, lab, places=places)]

    assert having({}) == having({care: 2, free: 1}) == [both, one, none, other]
    assert having({care: 1, free: 1}) == [one, none, other]
    assert having({care: 2, free: 0}) == [one, none]
    assert having({care: -1, free: 1}) == [none, other]


def test_who_asks_for_themselves_is_never_left_out(tx: Transaction) -> None:
    lab = a_lab(tx)
    first, big = a_line(tx, lab, 1, 4)
    facilities.put(tx, lab, "childcare", "", 1)
    (care,) = facilities.of(tx, lab)
    me = sign_up(tx, lab, big).id
    facilities.set_needs(tx, me, {care.id: 4})
    line = waiting.line(tx, lab, largest=1, places={care.id: 1}, me=me)
    assert [signup.person_id for signup in line] == [first, big]


def test_who_cannot_be_reached_is_passed_and_keeps_their_place(tx: Transaction) -> None:
    lab = a_lab(tx)
    away, here = a_line(tx, lab, 1, 1)
    people.set_unreachable(tx, away, NOW)
    assert found(tx, lab) == [here]
    assert waiting.place(tx, sign_up(tx, lab, here)) == 2
    people.set_unreachable(tx, away, None)
    assert found(tx, lab) == [away, here]


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_line_that_is_read_in_parts_misses_and_doubles_nobody(tx: Transaction, more: int) -> None:
    lab = a_lab(tx)
    line = a_line(tx, lab, *[1] * (waiting.A_LOT + more))
    tx.execute(update(SignupRow).values(joined_at=NOW))
    assert found(tx, lab) == line
    assert [one.person_id for one in islice(waiting.line(tx, lab), 3)] == line[:3]


def test_a_lab_says_whether_a_smaller_party_may_pass(tx: Transaction) -> None:
    assert waiting.lets_pass(tx, a_lab(tx)) is False
    assert waiting.lets_pass(tx, a_lab(tx, lets_pass=True)) is True


def test_an_offer_keeps_the_seat_and_the_place_in_line(tx: Transaction) -> None:
    lab = a_lab(tx)
    (person,) = a_line(tx, lab, 3)
    joined_at = sign_up(tx, lab, person).joined_at
    waiting.offer(tx, sign_up(tx, lab, person).id, NOW + MINUTE, NOW + 5 * MINUTE)
    one = sign_up(tx, lab, person)
    assert (one.state, one.offer_ends_at, one.joined_at) == ("offered", NOW + 5 * MINUTE, joined_at)
    assert signups.taken(tx, lab) == 3


def test_an_offer_falls_when_its_time_is_up_and_not_before(tx: Transaction) -> None:
    lab, other = a_lab(tx), a_lab(tx)
    first, second = (a_line(tx, one, 1)[0] for one in (lab, other))
    for one, person, minutes in ((lab, first, 1), (other, second, 2)):
        waiting.offer(tx, sign_up(tx, one, person).id, NOW, NOW + minutes * MINUTE)
    assert waiting.fallen(tx, NOW + MINUTE - signups.INSTANT) == ()
    assert [one.person_id for one in waiting.fallen(tx, NOW + MINUTE)] == [first]
    assert [one.person_id for one in waiting.fallen(tx, NOW + 2 * MINUTE)] == [first, second]
    assert [one.person_id for one in waiting.fallen(tx, NOW + 2 * MINUTE, other)] == [second]


def test_an_offer_falls_when_whoever_has_it_cannot_be_reached_or_is_gone(tx: Transaction) -> None:
    lab = a_lab(tx)
    away, gone, here = a_line(tx, lab, 1, 1, 1)
    for person in (away, gone, here):
        waiting.offer(tx, sign_up(tx, lab, person).id, NOW, NOW + MINUTE)
    people.set_unreachable(tx, away, NOW)
    number = sign_up(tx, lab, gone).id
    tx.execute(update(SignupRow).where(SignupRow.id == number).values(person_id=None))
    assert [one.person_id for one in waiting.fallen(tx, NOW)] == [away, None]


def test_a_lab_is_waited_for_where_one_can_sign_up_and_somebody_waits(tx: Transaction) -> None:
    _, waited, cancelled, seated, another = (a_lab(tx) for _ in range(5))
    for lab in (waited, cancelled, seated, another):
        a_line(tx, lab, 1, 1)
    labs.cancel(tx, cancelled)
    for one in signups.all_of(tx, seated):
        signups.set_state(tx, one.id, "seated", NOW)
    assert waiting.to_look_at(tx, NOW) == (waited, another)


def test_a_lab_without_a_free_seat_is_not_looked_at_nor_one_that_has_begun(tx: Transaction) -> None:
    full, begun = a_lab(tx, seats=2), a_lab(tx, in_days=0)
    for lab in (full, begun):
        a_line(tx, lab, 1)
    signups.put(tx, full, a_person(tx, 77), 2, "seated", NOW)
    assert waiting.to_look_at(tx, NOW) == ()
    (waits,) = signups.all_of(tx, begun)
    waiting.offer(tx, waits.id, NOW, NOW + MINUTE)
    assert waiting.to_look_at(tx, NOW) == (begun,)  # its offer stands no more
