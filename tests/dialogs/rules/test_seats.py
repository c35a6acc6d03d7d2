"""Who sits and who waits: never more people than seats, first come, first served."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.rules.seats import how_many, place, promoted
from storage.signups import Signup
from tests.dialogs.chat import NOW


def line(*parties: int) -> list[Signup]:
    """Sign-ups that wait, one after the other."""
    later = [NOW + timedelta(seconds=number) for number in range(len(parties))]
    return [
        Signup(number, 1, number, party, "waiting", joined_at, joined_at)
        for number, (party, joined_at) in enumerate(zip(parties, later, strict=True))
    ]


def seated(free: int, *parties: int) -> list[int]:
    return [signup.id for signup in promoted(free, line(*parties))]


@pytest.mark.parametrize(
    ("seats", "taken", "party", "where"),
    [
        (10, 0, 1, "seated"),
        (10, 8, 2, "seated"),
        (10, 9, 2, "waiting"),
        (10, 10, 1, "waiting"),
        (1, 0, 1, "seated"),
        (1, 0, 2, "waiting"),
        (5, 7, 1, "waiting"),
    ],
)
def test_a_party_sits_where_it_fits_as_a_whole(seats: int, taken: int, party: int, where: str) -> None:
    assert place(seats, taken, party) == where


def test_a_free_seat_goes_to_the_first_in_line() -> None:
    assert seated(1, 1, 1, 1) == [0]
    assert seated(2, 1, 1, 1) == [0, 1]


def test_whoever_does_not_fit_keeps_their_place_and_the_next_that_fits_sits() -> None:
    assert seated(1, 2, 3, 1) == [2]
    assert seated(3, 2, 2, 1) == [0, 2]
    assert seated(2, 3) == []


@pytest.mark.parametrize("free", [0, -1, -5])
def test_without_a_free_seat_nobody_moves(free: int) -> None:
    assert seated(free, 1, 2) == []


@given(free=st.integers(-3, 20), parties=st.lists(st.integers(1, 8), max_size=12))
def test_never_more_people_than_seats_and_nobody_is_passed_over_who_fits(
    free: int, parties: list[int]
) -> None:
    up = seated(free, *parties)
    assert sum(parties[number] for number in up) <= max(0, free)
    assert up == sorted(up)
    for number, party in enumerate(parties):
        before = sum(parties[earlier] for earlier in up if earlier < number)
        assert (number in up) == (before + party <= free)


@given(
    seats=st.integers(1, 12),
    asked=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 5)), max_size=30),
)
def test_however_people_come_and_leave_the_seats_are_enough(seats: int, asked: list[tuple[int, int]]) -> None:
    """A party of 0 leaves."""
    sitting: dict[int, int] = {}
    waiting: dict[int, int] = {}
    for person, party in asked:
        sitting.pop(person, None)
        waiting.pop(person, None)
        if party:
            is_seated = place(seats, sum(sitting.values()), party) == "seated"
            (sitting if is_seated else waiting)[person] = party
        numbers = list(waiting)
        for number in seated(seats - sum(sitting.values()), *waiting.values()):
            sitting[numbers[number]] = waiting.pop(numbers[number])
        assert sum(sitting.values()) <= seats
        assert all(sum(sitting.values()) + party > seats for party in waiting.values())


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
