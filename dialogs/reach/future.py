"""Tells how the word may go on: a fan of what may come, and how many leaders should hear it first.

It must not know how it is shown.
"""

from datetime import timedelta

import numpy as np

from dialogs.reach.report import Fan, Forecast, LeadersNeeded
from dialogs.reach.sight import Sight
from dialogs.rules.reach import forecast as foretelling
from dialogs.rules.reach import yardstick
from dialogs.rules.reach.fit import Fit
from dialogs.rules.reach.needed import leaders_needed

TARGETS = (50, yardstick.PEOPLE, 200)
"""People to be reached, for whom it is said how many leaders should hear it first."""
SEED = 2021
FEWEST_DAYS = 7
"""A fan of fewer days is not shown."""


def future(sight: Sight, fitted: Fit) -> tuple[Forecast | None, tuple[str, ...]]:
    """What may come, and the names of what a reader should bear in mind."""
    dropped = bool(np.any(~sight.forest.has_edge[sight.reached]))
    more = ("edges_dropped",) if dropped else ()
    random = np.random.default_rng(SEED)
    believed = foretelling.beliefs(sight.forest, random, fitted=fitted)
    made = foretelling.forecast(sight.forest, random, believed=believed) if believed else None
    if made is None or believed is None:
        return None, more
    last = (sight.until - timedelta(microseconds=1)).astimezone(sight.city.zone).date()
    # From when on 1 of 10 futures is cut off, nothing can be said of how many it will be.
    days = int(np.argmax([*(np.array(made.fan.high80) >= made.most), True]))
    days = days if days >= FEWEST_DAYS else 0
    ends = tuple(last + timedelta(days=ahead) for ahead in made.fan.days[:days])
    rows = (made.fan.median, made.fan.low80, made.fan.high80, made.fan.low90, made.fan.high90)
    fan = Fan(ends, *(tuple(round(sight.people + one, 1) for one in row[:days]) for row in rows))
    needed: tuple[LeadersNeeded, ...] = ()
    if believed.leaders is not None:
        needed = tuple(
            LeadersNeeded(target, leaders_needed(target, believed.people, believed.leaders))
            for target in TARGETS
        )
    return Forecast(fan, round(made.dies_out, 2), needed), (*made.warnings, *more)
