"""What may come, next to known numbers and formulas."""

import numpy as np
import pytest

from dialogs.rules.reach.belief import Belief, belief
from dialogs.rules.reach.dying import chain_sizes, lasting
from dialogs.rules.reach.forecast import Beliefs, Forecast, beliefs, forecast
from dialogs.rules.reach.forest import LEADER, PERSON, Forest, forest
from dialogs.rules.reach.needed import leaders_needed
from dialogs.rules.reach.spread import tallies
from tests.calibrate.growing import World, grown


def known(mean: float, k: float, draws: int = 1) -> Belief:
    """As if R and k were known."""
    return Belief(*(np.full(draws, value) for value in (mean, k, 1.0, 1.3)))


def just_begun(leaders: int, of_people: Belief, of_leaders: Belief, days: int = 1) -> Forecast:
    """What is told where so many leaders have heard it a moment ago, and nobody else."""
    began = forest([-1] * leaders, [9.9999] * leaders, 10.0, kind=[LEADER] * leaders)
    drawn = (of_people, of_leaders, known(1.0, 1.0, len(of_people)))
    believed = Beliefs(tallies(began), drawn, np.ones(len(of_people)))
    told = forecast(began, np.random.default_rng(7), days, believed=believed)
    assert told is not None
    return told


def town(mean: float = 0.6, lost: float = 0.0, cut: float = 10.0) -> Forest:
    return grown(World(mean, 0.5, lost=lost, cut=cut), np.random.default_rng(5)).seen


def test_one_seed_dies_out_as_often_as_it_was_found_to() -> None:
    assert float(lasting(1.5, 0.5)) == pytest.approx(0.7675919, abs=5e-8)
    assert float(lasting(1.0, 0.5)) == 1.0
    assert float(lasting(0.9, 0.5)) == 1.0
    assert just_begun(3, known(1.5, 0.5), known(1.5, 0.5)).dies_out == pytest.approx(0.7675919**3, abs=1e-4)
    assert just_begun(3, known(0.9, 0.5), known(2.5, 1.0)).dies_out == 1.0


@pytest.mark.parametrize(("people", "leaders"), [(50, 12), (122, 24), (200, 36)])
def test_so_many_leaders_must_hear_it_first(people: int, leaders: int) -> None:
    assert leaders_needed(people, known(0.6, 0.3), known(2.5, 1.0)) == leaders


def test_leaders_are_among_those_who_heard_it() -> None:
    assert leaders_needed(7, known(0.1, 0.1), known(0.1, 0.1), chance=1.0) == 7
    assert leaders_needed(1, known(0.1, 0.1), known(0.1, 0.1)) == 1
    assert leaders_needed(20_000, known(1e-4, 0.1), known(1e-4, 0.1)) is None


def test_who_is_unsure_asks_for_more_leaders_than_who_takes_a_guess_for_the_truth() -> None:
    unsure = Belief(np.array([0.3, 0.9] * 25), np.full(50, 0.3), np.ones(50), np.ones(50))
    sure = leaders_needed(122, known(0.6, 0.3), known(2.5, 1.0))
    wider = leaders_needed(122, unsure, known(2.5, 1.0, 50))
    assert sure is not None
    assert wider is not None
    assert wider > sure


def test_chain_sizes_add_up_and_have_the_mean_of_the_formula() -> None:
    size = chain_sizes(3, np.array(0.6), np.array(0.3), 3000)
    assert size.sum() == pytest.approx(1.0, abs=1e-6)
    assert size @ np.arange(3001) == pytest.approx(3 / (1 - 0.6), rel=1e-4)
    assert chain_sizes(1, np.array(1.5), np.array(0.5), 4000).sum() == pytest.approx(0.7675919, abs=1e-4)


def test_leaders_reach_as_many_as_when_it_is_played_out() -> None:
    random, reached = np.random.default_rng(6), []
    for _ in range(4000):
        new = random.poisson(random.gamma(1.0 * 12) * 2.5)
        total = 12 + new
        while new and total < 50:
            new = random.poisson(random.gamma(0.3 * new) * 0.6 / 0.3)
            total += new
        reached.append(total >= 50)
    played, sure = float(np.mean(reached)), (known(0.6, 0.3), known(2.5, 1.0))
    enough, too_few = (leaders_needed(50, *sure, chance=played + by) for by in (-0.02, 0.02))
    assert enough is not None
    assert too_few is not None
    assert enough <= 12 < too_few  # so twelve reach 50 as often as played, give or take 2 of 100


def test_the_fan_is_what_the_formula_expects_of_those_who_just_began() -> None:
    told = just_begun(100, known(0.6, 0.3, 4000), known(2.5, 1.0, 4000), days=400)
    reach = 100 * 2.5 / (1 - 0.6)
    deviation = (told.fan.high90[-1] - told.fan.low90[-1]) / 3.29
    assert told.fan.median[-1] == pytest.approx(reach, abs=0.2 * deviation)
    assert told.dies_out == 1.0


def test_the_same_forest_has_the_same_forecast_and_its_limits_lie_within_each_other() -> None:
    first, again = (forecast(town(), np.random.default_rng(1), 30) for _ in range(2))
    assert first == again
    assert first is not None
    fan = first.fan
    for day in range(30):
        low90, low80, middle = fan.low90[day], fan.low80[day], fan.median[day]
        assert 0 <= low90 <= low80 <= middle <= fan.high80[day] <= fan.high90[day]
    assert list(fan.median) == sorted(fan.median)


def test_a_community_has_an_end() -> None:
    growing = town(1.2)
    reached = int(growing.is_reached.sum())
    told = forecast(growing, np.random.default_rng(1), 60, community=reached + 50)
    free = forecast(growing, np.random.default_rng(1), 60)
    assert told is not None
    assert free is not None
    assert told.fan.high90[-1] <= 50
    assert free.fan.median[-1] > 50
    assert "capped" not in told.warnings


def test_warnings_say_what_is_weak() -> None:
    few = grown(World(0.5, 0.5, leaders=10, cut=8.0), np.random.default_rng(8)).seen
    told = forecast(few, np.random.default_rng(1), 10)
    assert told is not None
    assert "few_edges" in told.warnings
    near = forecast(town(1.1), np.random.default_rng(1), 10)
    assert near is not None
    assert {"near_one", "recent_cut_off"} <= set(near.warnings)
    fading = forecast(town(0.3, cut=60.0), np.random.default_rng(1), 10)
    assert fading is not None
    assert fading.warnings == ()
    assert near.dies_out < 0.9 < fading.dies_out


def test_links_that_nobody_saw_are_taken_to_be_like_the_others() -> None:
    seen, half = town(0.6), town(0.6, lost=0.5)
    told = forecast(half, np.random.default_rng(1), 10)
    whole, part = beliefs(seen, np.random.default_rng(1)), beliefs(half, np.random.default_rng(1))
    assert told is not None
    assert whole is not None
    assert part is not None
    assert told.share_unknown == pytest.approx(0.5, abs=0.06)
    assert "many_unknown" in told.warnings
    assert np.median(part.people.mean) == pytest.approx(np.median(whole.people.mean), rel=0.3)
    assert np.median(part.drawn[PERSON].mean) < 0.7 * np.median(whole.people.mean)


def test_too_little_is_no_forecast_and_no_leaders() -> None:
    assert forecast(forest([], [], 1.0), np.random.default_rng(1)) is None
    nobody = belief(tallies(forest([], [], 1.0))[PERSON], PERSON, 100, np.random.default_rng(1))
    assert len(nobody) == 100
    made = town()
    without = made.selected(made.kind == PERSON)
    believed = beliefs(without, np.random.default_rng(1))
    assert believed is not None
    assert believed.leaders is None
