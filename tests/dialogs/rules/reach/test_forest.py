"""A forest in columns: what is recursive comes out as a plain walk finds it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.rules.reach.forest import LEADER, SOURCES, THING, UNKNOWN, circling, depths, forest, roots, sizes
from tests.dialogs.rules.reach.forests import parents


def above(parent: list[int], node: int) -> list[int]:
    found = [node]
    while parent[found[-1]] >= 0:
        found.append(parent[found[-1]])
    return found


@given(parents)
def test_depth_root_and_size_are_what_a_walk_upwards_finds(parent: list[int]) -> None:
    ways = [above(parent, node) for node in range(len(parent))]
    given = np.array(parent, np.int64)
    assert depths(given).tolist() == [len(way) - 1 for way in ways]
    assert roots(given).tolist() == [way[-1] for way in ways]
    assert sizes(given).tolist() == [sum(node in way for way in ways) for node in range(len(parent))]
    assert given.tolist() == parent


def test_a_chain_of_a_hundred_thousand_is_no_deeper_than_it_is() -> None:
    parent = np.arange(-1, 99_999)
    assert depths(parent).tolist() == list(range(100_000))
    assert sizes(parent).tolist() == list(range(100_000, 0, -1))
    assert set(roots(parent).tolist()) == {0}


def test_a_circle_and_what_hangs_on_it_is_found_and_not_walked_for_ever() -> None:
    parent = np.array([-1, 0, 3, 4, 2, 4, 1])
    assert np.flatnonzero(circling(parent)).tolist() == [2, 3, 4, 5]
    with pytest.raises(ValueError, match="a circle"):
        depths(parent)
    assert not circling(np.arange(-1, 99_999)).any()


def test_a_parent_comes_before_its_children_and_columns_are_of_one_length() -> None:
    with pytest.raises(ValueError, match="a parent comes before its children"):
        forest([1, -1], [0.0, 0.0], 1.0)
    with pytest.raises(ValueError, match="a parent comes before its children"):
        forest([0], [0.0], 1.0)
    with pytest.raises(ValueError, match="columns of different lengths"):
        forest([-1, 0], [0.0], 1.0)


@given(parents, st.integers(0, 2**24 - 1))
def test_who_is_left_out_leaves_their_children_without_an_edge(parent: list[int], bits: int) -> None:
    kept = np.array([bits >> node & 1 == 1 for node in range(len(parent))], np.bool_)
    whole = forest(parent, [float(node) for node in range(len(parent))], 99.0)
    part = whole.selected(kept)
    assert part.at.tolist() == [node for node in range(len(parent)) if kept[node]]
    for place, node in enumerate(np.flatnonzero(kept)):
        told = parent[node]
        assert part.has_edge[place] == (told < 0 or kept[told])
        assert part.parent[place] == (-1 if told < 0 or not kept[told] else kept[:told].sum())


def test_leaders_whom_nobody_brought_and_things_are_not_among_those_who_were_reached() -> None:
    friend = SOURCES.index("friend")
    made = forest(
        [-1, -1, -1, 0, -1],
        [0.0] * 5,
        1.0,
        kind=[LEADER, THING, 0, LEADER, LEADER],
        source=[UNKNOWN, SOURCES.index("group"), UNKNOWN, friend, friend],
    )
    assert made.is_reached.tolist() == [False, False, True, True, True]


def test_a_forest_of_nobody_is_one() -> None:
    nobody = forest([], [], 1.0)
    assert len(nobody) == 0
    assert depths(nobody.parent).tolist() == []
    assert len(nobody.selected(np.zeros(0, np.bool_))) == 0
