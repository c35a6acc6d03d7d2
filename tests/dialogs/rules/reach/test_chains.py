"""Chains, mixing and informants, next to what a slow and simple count finds."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.rules.reach.chains import chains
from dialogs.rules.reach.forest import PERSON, THING, Forest, forest
from dialogs.rules.reach.informants import informants
from dialogs.rules.reach.mixing import homophily, mixing
from tests.dialogs.rules.reach.forests import parents, walked


def of(parent: list[int]) -> Forest:
    return forest(parent, [float(node) for node in range(len(parent))], 99.0)


@given(parents)
def test_chains_are_what_a_walk_from_every_node_finds(parent: list[int]) -> None:
    trees = [sorted(walked(parent, root)) for root, above in enumerate(parent) if above < 0]
    real = [tree for tree in trees if len(tree) > 1]
    found = chains(of(parent))
    assert (found.count, found.alone) == (len(real), len(trees) - len(real))
    assert found.largest == max((len(tree) for tree in trees), default=0)
    if not real:
        assert found.virality is None
        return
    far = {node: walked(parent, node) for node in range(len(parent))}
    means = [np.mean([far[a][b] for a, b in combinations(tree, 2)]) for tree in real]
    pairs = [far[a][b] for tree in real for a, b in combinations(tree, 2)]
    assert found.virality == pytest.approx(np.mean(means))
    assert found.virality_of_pairs == pytest.approx(np.mean(pairs))
    assert found.deepest == max(far[tree[0]][node] for tree in real for node in tree)
    assert found.mean_size == pytest.approx(np.mean([len(tree) for tree in real]))


def test_one_who_told_all_is_about_two_and_a_row_of_people_is_more() -> None:
    star, row = chains(of([-1] + [0] * 50)), chains(of(list(range(-1, 50))))
    assert star.virality == pytest.approx(2 * 50 / 51)
    assert row.virality == pytest.approx(52 / 3)
    assert star.virality_of_largest == star.virality


def test_telling_only_ones_own_is_as_much_more_than_chance_as_there_are_groups() -> None:
    assert homophily(np.diag([10, 10])) == 2.0
    assert homophily(np.full((3, 3), 7)) == pytest.approx(1.0)
    assert homophily(np.zeros((2, 2), np.int64)) is None


def test_who_tells_whom_is_counted_by_group_and_things_tell_nobody() -> None:
    made = forest(
        [-1, 0, 0, 1, -1, 4, 0],
        [float(node) for node in range(7)],
        99.0,
        kind=[PERSON] * 4 + [THING, PERSON, PERSON],
        language=[0, 0, 1, 1, -1, 1, -1],
        languages=("ar", "it"),
    )
    found = mixing(made, "language", None)
    assert found.counts.tolist() == [[1, 2], [0, 0]]
    assert found.next_generation == pytest.approx(np.array([[0.5, 1.0], [0.0, 0.0]]))
    assert found.eigenvalue == pytest.approx(0.5)
    assert mixing(made, "district", None).eigenvalue is None


def test_the_greatest_eigenvalue_is_the_growth_when_groups_only_tell_each_other() -> None:
    couples = forest(
        [-1, 0, 0, 1, 2],
        [float(node) for node in range(5)],
        99.0,
        language=[0, 1, 1, 0, 0],
        languages=("ar", "it"),
    )
    found = mixing(couples, "language", None)
    assert found.next_generation == pytest.approx(np.array([[0.0, 2 / 3], [1.0, 0.0]]))
    assert found.eigenvalue == pytest.approx((2 / 3) ** 0.5)


arrivals = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=30)


@given(arrivals)
def test_several_informants_count_as_the_first_the_last_or_each_in_part(told: list[tuple[int, int]]) -> None:
    by_person: dict[int, list[int]] = {}
    for person, source in told:
        by_person.setdefault(person, []).append(source)
    first, last, shared = np.zeros(4), np.zeros(4), np.zeros(4)
    for sources in by_person.values():
        first[sources[0]] += 1
        last[sources[-1]] += 1
        for source in sources:
            shared[source] += 1 / len(sources)
    columns = np.array(told, np.int64).reshape(-1, 2)
    turned = np.arange(len(told))[::-1]
    found = informants(columns[turned, 0], columns[turned, 1], turned, 4)
    assert found.first.tolist() == first.tolist()
    assert found.last.tolist() == last.tolist()
    assert found.shared == pytest.approx(shared)
    assert (found.people, found.several) == (
        len(by_person),
        sum(len(sources) > 1 for sources in by_person.values()),
    )
