"""What is withheld cannot be had from what is told, by anybody who knows the rules and can count."""

from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.rules.suppression import Shown, curve, rounded_down, steps, table

SMALLEST = 4
"""As 5 or 10 would be: with it, all possible tables can be gone through."""
NAMES = ("friend", "leader", "group", "poster")


def worlds(shown: Shown, total: int) -> Iterator[tuple[int, ...]]:
    """All counts, of those put together, that give what is told: everybody knows who is in the sum."""
    assert sum(shown.cells.values()) + shown.sum_together == total
    for counts in product(range(1, shown.sum_together + 1), repeat=len(shown.together)):
        if sum(counts) == shown.sum_together:
            yield counts


def recovered(
    counts: dict[str, int], shown: Shown, smallest: int, rule: bool = True, elsewhere: tuple[str, ...] = ()
) -> dict[str, int]:
    """Small counts that an attacker is sure of: by trying all worlds in which the same would be told."""
    there = {name: n for name, n in counts.items() if n}
    if not shown.together:
        return {name: n for name, n in shown.cells.items() if n < smallest}
    found = []
    for world in worlds(shown, sum(there.values())):
        known = {**shown.cells, **dict(zip(shown.together, world, strict=True))}
        tried = {name: known[name] for name in counts if name in known}
        if not rule or table(tried, smallest, elsewhere) == shown:
            found.append(world)
    assert found
    sure = {
        name: found[0][place]
        for place, name in enumerate(shown.together)
        if len({world[place] for world in found}) == 1
    }
    return {name: n for name, n in sure.items() if n < smallest} | {
        name: n for name, n in shown.cells.items() if n < smallest
    }


@pytest.mark.parametrize("elsewhere", [(), ("poster",)])
def test_no_small_count_of_any_table_can_be_recovered_even_knowing_the_rule(
    elsewhere: tuple[str, ...],
) -> None:
    told = 0
    for counts in product(range(8), repeat=len(NAMES)):
        given_counts = dict(zip(NAMES, counts, strict=True))
        shown = table(given_counts, SMALLEST, elsewhere)
        if not shown.cells and not shown.together:
            continue
        told += 1
        assert recovered(given_counts, shown, SMALLEST, elsewhere=elsewhere) == {}, given_counts
    assert told > 3000


def test_without_the_second_count_the_first_would_be_recovered() -> None:
    counts = {"friend": 40, "leader": 9, "poster": 3}
    alone = Shown({"friend": 40, "leader": 9}, ("poster",), 3)
    assert recovered(counts, alone, 5, rule=False) == {"poster": 3}
    assert table(counts, 5) == Shown({"friend": 40}, ("leader", "poster"), 12)


def test_a_count_that_another_table_tells_hides_nobody() -> None:
    counts = {"friend": 40, "unknown": 6, "poster": 3}
    assert table(counts, 5).together == ("poster", "unknown")
    assert table(counts, 5, ("unknown",)) == Shown({"unknown": 6}, ("friend", "poster"), 43)
    assert table({"unknown": 6, "poster": 3}, 5, ("unknown",)) == Shown({})


def test_with_one_person_as_the_least_everything_is_told() -> None:
    assert table({"friend": 1, "group": 0, "poster": 2}, 1) == Shown({"friend": 1, "poster": 2})
    assert steps([4, 3, 2, 1], 1) == (4, 3, 2, 1)
    assert curve([0, 1, 1, 2], 1) == (0, 1, 1, 2)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=40), st.sampled_from((1, 5, 10)))
def test_a_curve_ends_as_it_is_and_takes_no_small_step(grows: list[int], smallest: int) -> None:
    counts = [sum(grows[: place + 1]) for place in range(len(grows))]
    shown = curve(counts, smallest)
    for before, after in pairwise((0, *shown)):
        assert after - before == 0 or after - before >= smallest
    assert shown[-1] == (counts[-1] if counts[-1] >= smallest else 0)
    assert all(abs(told - true) < smallest for told, true in zip(shown, counts, strict=True))


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((30, 20, 10, 5), (30, 20, 10, 5)),
        ((22, 20, 10, 5), (None, 20, 10, 5)),  # two looked and did not agree
        ((30, 20, 17, 9), (30, 20, None, 9)),  # three did not sign up
        ((30, 20, 4, 3), (30, 20, None, None)),
        ((20, 20, 20, 20), (20, 20, 20, 20)),
        ((20, 20, 0, 0), (20, 20, 0, 0)),
    ],
)
def test_a_step_is_told_if_neither_it_nor_who_stopped_there_is_few(
    counts: tuple[int, ...], told: tuple[int | None, ...]
) -> None:
    assert steps(counts, 5) == told


def settled(cells: tuple[int, ...], weights: tuple[int, ...], more: int) -> bool:
    """Whether a small cell can be worked out, rounded cells and both sums being known; the last are of their
    weight or of a greater one, by `more` in all."""
    down = [n // SMALLEST * SMALLEST for n in cells]
    worlds = [
        tuple(map(sum, zip(down, rest, strict=True))) for rest in product(range(SMALLEST), repeat=len(cells))
    ]
    weight = sum(w * n for w, n in zip(weights, cells, strict=True)) + (more if cells[-1] else 0)
    fits = [
        world
        for world in worlds
        if sum(world) == sum(cells)
        and 0
        <= weight - sum(w * n for w, n in zip(weights, world, strict=True))
        <= (weight if world[-1] else 0)
    ]
    return any(0 < n < SMALLEST and len({world[i] for world in fits}) == 1 for i, n in enumerate(cells))


def test_rounded_cells_are_told_only_where_two_sums_settle_no_small_one() -> None:
    weights, told, withheld = (0, 1, 2, 3), 0, 0
    for cells in product((0, 1, 3, 5, 9), repeat=4):
        if rounded_down(cells, SMALLEST, weights):
            told += 1
            assert not any(settled(cells, weights, more) for more in (0, 1, 4)), cells
        else:
            withheld += settled(cells, weights, 0)
    assert told > 50
    assert withheld > 20
    assert not rounded_down((30, 0, 0, 0, 1, 0), 5, range(6))  # one person brought four others
