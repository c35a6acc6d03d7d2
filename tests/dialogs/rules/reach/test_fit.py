"""R and k as fitted: what is known comes back, the newest are no reason to despair, few data say nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import lognorm, nbinom

from dialogs.rules.reach.fit import fit, spread
from dialogs.rules.reach.forest import PERSON, THING, Forest, forest
from dialogs.rules.reach.generations import generations
from dialogs.rules.reach.offspring import active_fifth, fitted_histogram
from dialogs.rules.reach.spread import MEDIAN_DELAY, SPREAD_DELAY, log_likelihood, slope, tallies
from tests.calibrate.growing import World, grown
from tests.dialogs.rules.reach.forests import brought, negative_binomial


def town(seed: int = 1, **differently: float) -> Forest:
    """R = 0.7, k = 0.4, a median delay of a day; half of what people will bring is yet to come."""
    world = World(0.7, 0.4, leaders=200, sigma=1.3, cut=9.0, begin=8.0, **differently)  # type: ignore[arg-type]
    return grown(world, np.random.default_rng(seed)).seen


def one_by_one(made: Forest, mean: float, k: float, median: float, sigma: float) -> float:
    """The log-likelihood, person for person and delay for delay."""
    of, age = lognorm(sigma, scale=median), made.now - made.at
    counts = np.bincount(made.parent[made.parent >= 0], minlength=len(made))
    is_person = made.kind == PERSON
    expected = mean * of.cdf(age[is_person])
    total = nbinom(k, k / (k + expected)).logpmf(counts[is_person]).sum()
    child = np.flatnonzero(made.parent >= 0)
    child = child[is_person[made.parent[child]]]
    delay = made.at[child] - made.at[made.parent[child]]
    return float(total + (of.logpdf(delay) - of.logcdf(age[made.parent[child]])).sum())


def test_the_likelihood_is_that_of_every_person_and_every_delay_alone() -> None:
    made = town()
    known = tallies(made)[PERSON]
    first, second = (0.8, 0.5, 1.2, 1.4), (0.5, 0.3, 0.8, 1.1)

    def loosely(theta: tuple[float, ...]) -> float:
        off = np.log(np.array(theta[2:]) / [MEDIAN_DELAY, SPREAD_DELAY]) / [1.5, 0.4]
        return float(off @ off) / 2

    gained = (log_likelihood(known, np.log(first)) - log_likelihood(known, np.log(second)))[0]
    gained += loosely(first) - loosely(second)
    assert gained == pytest.approx(one_by_one(made, *first) - one_by_one(made, *second), rel=0.005)


@settings(max_examples=30)
@given(st.tuples(*[st.floats(-2, 2)] * 4))
def test_the_slope_is_that_of_the_likelihood(theta: tuple[float, ...]) -> None:
    known, at, step = tallies(town())[PERSON], np.array(theta), 1e-5
    numeric = [
        (log_likelihood(known, at + e) - log_likelihood(known, at - e))[0] / (2 * step)
        for e in step * np.eye(4)
    ]
    assert slope(known, at) == pytest.approx(numeric, rel=1e-3, abs=0.05)


def test_what_is_true_lies_within_the_intervals_and_what_is_counted_is_too_low() -> None:
    found = fit(town())
    assert found.people is not None
    assert found.leaders is not None
    assert found.people.mean.low < 0.7 < found.people.mean.high
    assert found.people.dispersion.low < 0.4 < found.people.dispersion.high
    assert found.leaders.mean.low < 4.0 < found.leaders.mean.high
    assert found.leaders.dispersion.low < 1.0 < found.leaders.dispersion.high
    assert found.people.edges / found.people.nodes < found.people.mean.low
    assert 0.5 < found.people.finished < 0.9
    assert found.things is None


def test_delays_as_counted_are_shorter_than_those_that_are_true() -> None:
    made = town()
    found = generations(made, fit(made).people)
    assert found.counted is not None
    assert found.fitted is not None
    assert found.counted[1] < 0.9 * found.fitted[1]
    assert found.fitted[1] == pytest.approx(1.0, rel=0.3)
    assert generations(made, None).fitted is None


def test_people_who_are_alike_show_no_sign_that_some_carry_more() -> None:
    random = np.random.default_rng(3)
    alike = spread(tallies(brought([int(one) for one in random.poisson(0.8, 400)], [300.0] * 400))[PERSON])
    unlike = spread(tallies(brought(negative_binomial(random, 400, 0.8, 0.3), [300.0] * 400))[PERSON])
    assert alike is not None
    assert unlike is not None
    assert alike.is_alike
    assert alike.dispersion.high == np.inf
    assert not unlike.is_alike
    assert unlike.dispersion.high < 1


def test_one_who_brought_all_makes_k_small_and_breaks_nothing() -> None:
    found = spread(tallies(brought([30] + [0] * 99, [300.0] * 100))[PERSON])
    assert found is not None
    assert 0 < found.dispersion.value < 0.1
    assert found.mean.low < 0.3 < found.mean.high


def test_few_people_or_few_edges_say_nothing() -> None:
    assert spread(tallies(brought([5] * 9, [300.0] * 9))[PERSON]) is None
    assert spread(tallies(brought([4] + [0] * 99, [300.0] * 100))[PERSON]) is None
    assert spread(tallies(brought([5] + [0] * 99, [300.0] * 100))[PERSON]) is not None
    assert fit(forest([], [], 1.0)).people is None


def test_the_curve_is_that_of_the_people_who_are_here() -> None:
    random = np.random.default_rng(4)
    counts = negative_binomial(random, 3000, 0.7, 0.4)
    found = spread(tallies(brought(counts, [300.0] * 3000))[PERSON])
    assert found is not None
    shares = fitted_histogram(found)
    assert sum(shares) == pytest.approx(1.0)
    seen = [sum(count == one for count in counts) / 3000 for one in range(5)]
    assert shares[:5] == pytest.approx(seen, abs=0.015)
    fifth = active_fifth(brought(counts, [300.0] * 3000), found)
    assert fifth.counted == pytest.approx(fifth.fitted, abs=0.03)
    assert fifth.if_alike is not None
    assert fifth.counted is not None
    assert fifth.if_alike < 0.6 < fifth.counted


def test_who_joined_before_edges_were_kept_is_left_out() -> None:
    made = brought([0] * 50 + [1] * 50, [300.0] * 50 + [100.0] * 50)
    late = forest(made.parent, made.at, made.now, kind=made.kind, window_from=made.now - 200)
    assert tallies(late)[PERSON].total == 50
    assert tallies(late)[PERSON].edges == 50
    assert tallies(late)[THING].edges == 0
