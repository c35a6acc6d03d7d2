"""Counted figures of a forest that fits on a page, next to a hand count."""

import pytest

from dialogs.rules.reach.forest import LEADER, PERSON, SOURCES, THING, forest
from dialogs.rules.reach.funnel import funnel, ways
from dialogs.rules.reach.offspring import active_fifth, histogram, offspring
from dialogs.rules.reach.proportion import proportion
from dialogs.rules.reach.waves import waves
from dialogs.rules.reach.yardstick import beside, halves

NAMES = [
    "unknown",
    "group",
    "leader",
    "leader",
    "friend",
    "friend",
    "friend",
    "group",
    "unknown",
    "announcement",
]
TOWN = forest(
    [-1, -1, 0, 0, 2, 2, 4, 1, -1, -1],
    [float(node) for node in range(10)],
    20.0,
    kind=[LEADER, THING] + [PERSON] * 8,
    source=[SOURCES.index(name) for name in NAMES],
    stage=[1, 0, 3, 2, 1, 1, 2, 0, 3, 1],
)
"""A leader brought 2 and 3; 2 brought 4 and 5, who brought 6; a group brought 7; 8 and 9 came alone."""


def test_wilsons_interval_of_the_pilots_halves_is_44_5_to_61_9() -> None:
    share = halves()
    assert (share.count, share.total) == (65, 122)
    assert share.share == pytest.approx(0.5328, abs=5e-5)
    assert share.low == pytest.approx(0.445, abs=5e-4)
    assert share.high == pytest.approx(0.619, abs=5e-4)


def test_nobody_of_nobody_is_no_share() -> None:
    assert proportion(0, 0).share is None
    assert proportion(0, 5).low == 0.0
    assert proportion(0, 5).high == pytest.approx(0.4345, abs=5e-4)
    assert proportion(5, 5).high == 1.0


def test_the_funnel_counts_everybody_who_went_at_least_so_far() -> None:
    assert [step.count for step in funnel(TOWN)] == [8, 7, 4, 2]
    assert [step.count for step in funnel(TOWN, heard=20)] == [20, 7, 4, 2]
    signed_up = funnel(TOWN, heard=20)[2]
    assert (signed_up.of_before.count, signed_up.of_before.total) == (4, 7)
    assert (signed_up.of_heard.count, signed_up.of_heard.total) == (4, 20)


def test_word_of_mouth_is_a_share_of_those_of_whom_it_is_known() -> None:
    found = ways(TOWN)
    assert (found.word_of_mouth.count, found.word_of_mouth.total) == (5, 7)
    assert found.unknown == 1
    assert {source: count for source, count in found.counts.items() if count} == {
        "friend": 3, "leader": 2, "group": 1, "announcement": 1, "unknown": 1,
    }  # fmt: skip


def test_waves_are_counted_over_people_and_their_mean_over_those_who_were_told() -> None:
    found = waves(TOWN)
    assert found.counts == (2, 3, 2, 1)
    assert found.mean == pytest.approx((3 * 1 + 2 * 2 + 1 * 3) / 6)
    assert found.furthest == 3
    assert waves(forest([], [], 1.0)).mean is None


def test_beginners_are_told_apart_and_the_mean_over_everybody_is_an_identity() -> None:
    found = offspring(TOWN, (None, None, None))
    assert [(one.nodes, one.children) for one in found.people] == [(8, 3), (8, 3), (8, 1), (8, 0)]
    assert [one.children for one in found.leaders] == [2, 2, 2, 1]
    assert [one.children for one in found.things] == [1, 0, 0, 0]
    assert found.people[0].mean == 3 / 8
    assert found.over_everybody == found.identity == 1 - 4 / 10


def test_who_joined_before_edges_were_kept_is_not_asked_what_they_brought() -> None:
    late = forest([-1, 0, 1], [0.0, 5.0, 6.0], 20.0, window_from=4.0)
    assert offspring(late, (None, None, None)).people[0].nodes == 2
    assert histogram(late) == (1, 1, 0, 0, 0, 0)


def test_the_histogram_puts_five_and_more_together() -> None:
    assert histogram(TOWN) == (6, 1, 1, 0, 0, 0)
    star = forest([-1] + [0] * 9, [0.0] + [1.0] * 9, 2.0)
    assert histogram(star) == (9, 0, 0, 0, 0, 1)


def test_the_most_active_fifth_shares_a_place_with_its_equals() -> None:
    assert active_fifth(TOWN, None).counted == pytest.approx((2 + 0.6) / 3)
    assert active_fifth(forest([-1], [0.0], 1.0), None).counted is None
    equals = forest([-1, 0, 1, 2, 3], [float(node) for node in range(5)], 9.0)
    assert active_fifth(equals, None).counted == pytest.approx(1 / 4)


def test_the_pilot_stands_beside_a_total_with_an_interval() -> None:
    twice = beside(244)
    assert (twice.pilot, twice.times) == (122, 2.0)
    assert twice.low == pytest.approx(1.61, abs=0.01)
    assert twice.high == pytest.approx(2.49, abs=0.01)
    assert beside(0).low == 0.0
