"""Small counts stay withheld, whatever a reader adds up and subtracts, also one who knows the rule."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import product

import pytest

from dialogs.rules.withheld import SMALL, Row, withheld

Table = tuple[tuple[int, int, int], ...]
Rule = Callable[[Sequence[Sequence[int]], int], tuple[Row, ...]]


def tables(most: int, questions: int = 2) -> Iterator[Table]:
    """Everything that up to `most` people can have answered."""
    for people in range(most + 1):
        rows = [(a, b, people - a - b) for a in range(people + 1) for b in range(people + 1 - a)]
        yield from product(rows, repeat=questions)


def recovered(rule: Rule, most: int) -> dict[tuple[Row, ...], set[int]]:
    """What is shown, where it tells more of a withheld count than that it is small: what it can be then.

    The reader knows the rule and how many could answer, and tries everything that fits.
    """
    fitting: dict[tuple[Row, ...], list[Table]] = defaultdict(list)
    for table in tables(most):
        fitting[rule(table, most)].append(table)
    found = {}
    for shown, could_be in fitting.items():
        for row, column in product(range(2), range(3)):
            if shown[row][column] is None:
                values = {table[row][column] for table in could_be}
                if not values >= set(range(SMALL)):
                    found[shown] = values
    return found


@pytest.mark.parametrize("most", [5, 8, 12, 15, 17])
def test_of_a_withheld_count_nothing_can_be_worked_out(most: int) -> None:
    assert recovered(withheld, most) == {}


def test_where_only_small_counts_are_left_out_they_can_be_worked_out() -> None:
    def only_small(rows: Sequence[Sequence[int]], most: int) -> tuple[Row, ...]:
        return tuple(tuple(n if n >= SMALL else None for n in row) for row in rows)

    found = recovered(only_small, 10)
    assert found[(None, None, 10), (None, None, 10)] == {0}
    assert found[(5, 5, None), (None, None, 6)] == {0}


def test_counts_of_five_and_more_are_shown() -> None:
    assert withheld([(5, 6, 7), (6, 6, 6)], 20) == ((5, 6, 7), (6, 6, 6))
    assert withheld([(0, 1, 8), (0, 2, 7), (1, 1, 7)], 12) == (
        (None, None, 8),
        (None, None, 7),
        (None, None, 7),
    )


def test_all_is_withheld_where_almost_all_who_could_said_the_same() -> None:
    assert withheld([(0, 1, 9), (0, 0, 10)], 12) == ((None,) * 3, (None,) * 3)


def test_a_sum_known_from_one_question_gives_no_answer_to_another() -> None:
    assert withheld([(5, 5, 8), (2, 8, 8)], 30) == ((None,) * 3, (None,) * 3)


def test_of_fewer_than_five_nothing_is_shown() -> None:
    assert withheld([(0, 0, 4)] * 3, 40) == ((None,) * 3,) * 3
    assert withheld([(0, 0, 0)] * 3, 0) == ((None,) * 3,) * 3
