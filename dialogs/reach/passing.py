"""Tells who passes the word on to whom, to how many and how soon; rounded, so that nobody shows.

What may be told is decided by `dialogs.rules.suppression`; it must not know how it is shown.
"""

from dataclasses import replace
from math import isfinite

import numpy as np

from dialogs.reach.counts import sources_shown, waves_shown
from dialogs.reach.report import Brought, Pairs, Spread
from dialogs.reach.rounding import NONE, estimate, rounded, share_of, to
from dialogs.reach.sight import Sight
from dialogs.rules import suppression
from dialogs.rules.reach.chains import chains
from dialogs.rules.reach.fit import Estimate, Fit
from dialogs.rules.reach.fit import Spread as Fitted
from dialogs.rules.reach.forest import BY_PERSON, SOURCES
from dialogs.rules.reach.funnel import ways
from dialogs.rules.reach.generations import generations
from dialogs.rules.reach.mixing import homophily, mixing
from dialogs.rules.reach.offspring import active_fifth, fitted_histogram, histogram
from dialogs.rules.reach.waves import waves

STEP = 0.05
"""R, k and shares that were fitted are told in steps of it, or of greater ones where people are few."""


def pairs(sight: Sight, shown: suppression.Shown, fitted: Fit) -> Pairs | None:
    """Who tells whom, by the languages that are told."""
    s, mixed = sight.smallest, mixing(sight.forest, "language", fitted.people)
    groups = [(name,) for name in shown.cells] + ([shown.together] if shown.together else [])
    names = [tuple(one for one in group if one in mixed.labels) for group in groups]
    names = [group for group in names if group]
    total = int(mixed.counts.sum())
    if not names or total < s:
        return None
    places = [[mixed.labels.index(one) for one in group] for group in names]
    cells = np.array([[mixed.counts[np.ix_(r, c)].sum() for c in places] for r in places])
    if not suppression.rounded_down([int(n) for n in cells.ravel()], s):
        return None
    told = tuple(tuple(int(n) // s * s for n in row) for row in cells)
    # Beside the rounded cells, what is made of the exact ones would tell some of them.
    mixes = mixed.homophily if s == 1 else homophily(np.array(told))
    grows = mixed.eigenvalue if sight.hides_nobody(cells.ravel()) else None
    return Pairs(tuple(names), told, rounded(mixes, sight.step(total)), rounded(grows, sight.step(total)))


def brought(sight: Sight, fitted: Fit) -> Brought:
    """How many brought none, one, two, …; beside it the curve of R and k as they are told."""
    s, counts = sight.smallest, histogram(sight.forest)
    if sum(counts) < s:
        return Brought(None, None)
    may = suppression.rounded_down(counts, s, range(len(counts)))
    told = tuple(n // s * s for n in counts) if may else None
    curve = None if fitted.people is None else fitted_histogram(_as_told(sight, fitted.people))
    return Brought(told, None if curve is None else tuple(round(share, 3) for share in curve))


def _as_told(sight: Sight, people: Fitted) -> Fitted:
    step = sight.coarse(STEP, people.nodes)

    def as_told(one: Estimate) -> Estimate:
        return replace(one, value=max(step, to(one.value, step))) if isfinite(one.value) else one

    return replace(people, mean=as_told(people.mean), dispersion=as_told(people.dispersion))


def spread(sight: Sight, fitted: Fit) -> Spread:
    """R, k, how soon, how far; nothing that would tell a cell which is told together with others."""
    forest, s, people, leaders = sight.forest, sight.smallest, fitted.people, fitted.leaders
    step = sight.coarse(STEP, people.nodes if people else None)
    for_leaders = sight.coarse(STEP, leaders.nodes if leaders else None)
    fifth, between, told = active_fifth(forest, people), generations(forest, people), waves(forest)
    heard, branched = ways(forest).word_of_mouth, chains(forest)
    passed_on = waves_shown(sight)
    is_whole = bool(passed_on.cells) and not passed_on.together
    is_fifth_told = people is not None and people.edges >= s and sight.hides_nobody(histogram(forest))
    return Spread(
        people_per_person=estimate(people.mean if people else None, step),
        evenness=estimate(people.dispersion if people else None, step),
        people_per_leader=estimate(leaders.mean if leaders else None, for_leaders),
        active_fifth=rounded(fifth.counted, sight.step(people.edges)) if people and is_fifth_told else NONE,
        active_fifth_fitted=rounded(fifth.fitted, sight.coarse(STEP)),
        days_between=_days(sight, between.counted) if between.edges >= 2 * s else None,
        mean_wave=rounded(told.mean, sight.step(sight.people - sum(told.counts[:1]))) if is_whole else NONE,
        virality=rounded(branched.virality, sight.coarse(0.1)) if branched.count >= min(s, 2) else NONE,
        word_of_mouth=share_of(heard, sight.step(heard.total)) if _is_sorted(sight) else NONE,
    )


def _days(sight: Sight, quartiles: tuple[float, float, float] | None) -> tuple[float, float, float] | None:
    if quartiles is None:
        return None
    low, middle, high = (to(one, sight.coarse(0.5)) for one in quartiles)
    return low, middle, high


def _is_sorted(sight: Sight) -> bool:
    """Whether it is told how many came through people, and how many otherwise."""
    shown = sources_shown(sight)
    by_people = {SOURCES[one] for one in BY_PERSON}
    apart = (by_people, {"unknown"}, set(SOURCES) - by_people - {"unknown"})
    return shown != suppression.NOTHING and any(part.issuperset(shown.together) for part in apart)
