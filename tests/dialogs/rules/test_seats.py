"""Who sits and who waits: never more people than seats, nor needs than places; first come, first served."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.rules.seats import Room, Wish, how_many, turns

CHILDCARE, INTERPRETER = 1, 2


def whose(seats: int, *parties: int, lets_pass: bool = False) -> list[int]:
    """Whose turn it is of parties that need nothing, by their place in line from 0."""
    line = enumerate(Wish(party, {}) for party in parties)
    return list(turns(Room(seats, {}), line, lets_pass))


def needing(party: int, childcare: int = 0, interpreter: int = 0) -> Wish:
    needs = {CHILDCARE: childcare, INTERPRETER: interpreter}
    return Wish(party, {one: places for one, places in needs.items() if places})


FACILITIES = st.dictionaries(st.sampled_from([CHILDCARE, INTERPRETER]), st.integers(1, 3))
WISHES = st.builds(Wish, st.integers(1, 5), FACILITIES)
ROOMS = st.builds(
    Room, st.integers(-3, 12), st.fixed_dictionaries({one: st.integers(-1, 4) for one in (1, 2)})
)


@pytest.mark.parametrize(
    ("seats", "party", "fits"),
    [(10, 1, True), (2, 2, True), (1, 2, False), (0, 1, False), (-2, 1, False), (1, 1, True)],
)
def test_a_party_sits_where_it_fits_as_a_whole(seats: int, party: int, fits: bool) -> None:
    assert Room(seats, {}).holds(Wish(party, {})) is fits
    assert whose(seats, party) == ([0] if fits else [])


@pytest.mark.parametrize(
    ("places", "wish", "lacking"),
    [
        ({CHILDCARE: 2}, needing(3, childcare=2), ()),
        ({CHILDCARE: 1}, needing(3, childcare=2), (CHILDCARE,)),
        ({CHILDCARE: 0, INTERPRETER: 1}, needing(1, childcare=1, interpreter=1), (CHILDCARE,)),
        ({}, needing(1, childcare=1, interpreter=1), (CHILDCARE, INTERPRETER)),
        ({CHILDCARE: -1}, needing(1), ()),
    ],
)
def test_a_need_is_promised_together_with_the_seat_or_not_at_all(
    places: dict[int, int], wish: Wish, lacking: tuple[int, ...]
) -> None:
    room = Room(9, places)
    assert room.lacks(wish) == lacking
    assert room.holds(wish) is (not lacking)


def test_what_is_granted_is_there_no_more_and_what_is_given_up_is_there_again() -> None:
    room, wish = Room(5, {CHILDCARE: 2, INTERPRETER: 1}), needing(3, childcare=2)
    assert room.without(wish) == Room(2, {CHILDCARE: 0, INTERPRETER: 1})
    assert room.with_(wish) == Room(8, {CHILDCARE: 4, INTERPRETER: 1})


def test_the_part_that_can_be_had_is_as_many_people_and_places_as_there_are() -> None:
    room = Room(2, {CHILDCARE: 1, INTERPRETER: 0})
    assert room.part_of(needing(3, childcare=2, interpreter=1)) == needing(2, childcare=1)
    assert room.part_of(needing(1)) == needing(1)
    assert Room(-1, {}).part_of(needing(3)).party == 0


def test_a_free_seat_goes_to_the_first_in_line() -> None:
    assert whose(1, 1, 1, 1) == [0]
    assert whose(2, 1, 1, 1) == [0, 1]


def test_a_party_that_does_not_fit_holds_up_those_behind_it() -> None:
    assert whose(1, 2, 1) == []
    assert whose(3, 2, 2, 1) == [0]


def test_where_the_lab_says_so_a_smaller_party_may_pass_one_that_does_not_fit() -> None:
    assert whose(1, 2, 3, 1, lets_pass=True) == [2]
    assert whose(3, 2, 2, 1, lets_pass=True) == [0, 2]


@pytest.mark.parametrize("lets_pass", [True, False])
@pytest.mark.parametrize("seats", [0, -1, -5])
def test_without_a_free_seat_it_is_nobodys_turn(seats: int, lets_pass: bool) -> None:
    assert whose(seats, 1, 2, lets_pass=lets_pass) == []


def test_who_lacks_a_facility_holds_up_nobody() -> None:
    line = [(7, needing(2, childcare=1)), (8, needing(1)), (9, needing(1))]
    assert list(turns(Room(2, {CHILDCARE: 0}), line, lets_pass=False)) == [8, 9]
    assert list(turns(Room(1, {CHILDCARE: 0}), line, lets_pass=False)) == [8]


def test_no_more_of_a_line_is_read_than_is_needed() -> None:
    read = []

    def endless() -> Iterator[tuple[int, Wish]]:
        number = 0
        while True:
            read.append(number)
            yield number, needing(1)
            number += 1

    assert list(turns(Room(3, {}), endless(), lets_pass=False)) == [0, 1, 2]
    assert read == [0, 1, 2, 3]


@given(room=ROOMS, parties=st.lists(WISHES, max_size=10), lets_pass=st.booleans())
def test_never_more_is_granted_than_there_is_and_the_order_is_kept(
    room: Room, parties: list[Wish], lets_pass: bool
) -> None:
    granted = list(turns(room, enumerate(parties), lets_pass))
    assert granted == sorted(set(granted))
    assert sum(parties[one].party for one in granted) <= max(0, room.seats)
    for one in (CHILDCARE, INTERPRETER):
        wanted = sum(parties[number].needs.get(one, 0) for number in granted)
        assert wanted <= max(0, room.places[one])


@given(room=ROOMS, parties=st.lists(WISHES, max_size=10), lets_pass=st.booleans())
def test_nobody_is_left_waiting_who_fits_and_whom_nobody_ahead_holds_up(
    room: Room, parties: list[Wish], lets_pass: bool
) -> None:
    granted = set(turns(room, enumerate(parties), lets_pass))
    left, is_held_up = room, False
    for number, wish in enumerate(parties):
        assert (number in granted) is (left.holds(wish) and not is_held_up)
        if number in granted:
            left = left.without(wish)
        elif not lets_pass:
            is_held_up |= not left.lacks(wish)


@given(room=ROOMS, parties=st.lists(WISHES, max_size=10), lets_pass=st.booleans())
def test_whoever_lacks_from_the_beginning_need_not_be_looked_at(
    room: Room, parties: list[Wish], lets_pass: bool
) -> None:
    """So a database may leave them out, and with `lets_pass` those who are too many."""
    line = list(enumerate(parties))
    some = [(number, wish) for number, wish in line if not room.lacks(wish)]
    if lets_pass:
        some = [(number, wish) for number, wish in some if wish.party <= room.seats]
    assert list(turns(room, some, lets_pass)) == list(turns(room, line, lets_pass))


@given(room=ROOMS, wish=WISHES)
def test_a_part_fits_where_there_is_a_seat_and_is_all_where_all_fits(room: Room, wish: Wish) -> None:
    part = room.part_of(wish)
    assert part.party == max(0, min(wish.party, room.seats))
    assert all(0 < places <= wish.needs[one] for one, places in part.needs.items())
    assert part.party == 0 or room.holds(part)
    assert not room.holds(wish) or part == wish
    assert room.without(wish).with_(wish) == room


@pytest.mark.parametrize(
    ("seats", "taken", "word"),
    [
        (10, 0, "plenty"),
        (10, 6, "plenty"),
        (10, 7, "few"),
        (10, 9, "few"),
        (10, 10, "full"),
        (10, 12, "full"),
        (40, 31, "plenty"),
        (40, 32, "few"),
        (3, 0, "few"),
        (1, 1, "full"),
    ],
)
def test_free_seats_in_a_word(seats: int, taken: int, word: str) -> None:
    assert how_many(seats, taken) == word
