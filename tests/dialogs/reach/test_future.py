"""How it may go on is told as long as something can be said: not where futures grow beyond all bounds."""

import numpy as np

from dialogs.reach.future import FEWEST_DAYS, future
from dialogs.reach.report import Forecast
from dialogs.rules.reach.fit import fit
from dialogs.rules.reach.forest import Forest, forest
from tests.bench.wood import wood
from tests.dialogs.reach.test_recovering import NOW, sight_of

PEOPLE = 40


def told_by(each: int, within_days: float, since_days: float) -> Forest:
    """People of whom each tells so many, soon after; the first came some days ago."""
    parent, at = [-1] * 5, [NOW - since_days] * 5
    chance = np.random.default_rng(4)
    for node in range(PEOPLE):
        for _ in range(each if chance.random() < 0.5 else 0):
            parent.append(node)
            at.append(min(NOW, at[node] + within_days * float(chance.random())))
        if len(parent) > PEOPLE or node + 1 == len(parent):
            break
    order = np.argsort(at, kind="stable")
    place = np.argsort(order)
    above = [place[parent[node]] if parent[node] >= 0 else -1 for node in order]
    return forest(above, [at[node] for node in order], NOW)


def foretold(seen: Forest) -> tuple[Forecast | None, tuple[str, ...]]:
    return future(sight_of(seen, 5), fit(seen))


def test_beyond_all_bounds_no_number_of_people_is_told() -> None:
    told, warnings = foretold(told_by(4, 2.0, 6.0))
    assert told is not None
    assert "capped" in warnings
    assert len(told.fan.days) == 0 or len(told.fan.days) >= FEWEST_DAYS
    assert len(told.fan.days) < 60
    assert all(high < 1000 for high in told.fan.high80)


def test_where_the_word_comes_to_rest_the_whole_fan_is_told() -> None:
    parent, at, _ = wood(300)
    told, warnings = foretold(forest(parent, NOW - 200.0 + at, NOW))
    assert told is not None
    assert "capped" not in warnings
    assert len(told.fan.days) == 60
