"""Who is looked at: people of some days, languages and districts, in full groups, in weeks that stay."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest

from dialogs.reach.counts import curves, sources_shown
from dialogs.reach.sight import Sight, in_full_groups, selected
from dialogs.rules.reach.forest import PERSON, SOURCES, THING, Forest, forest
from tests.dialogs.chat import BOLOGNA
from tests.dialogs.reach.test_recovering import NOW, UNTIL, sight_of

FRIEND, POSTER = SOURCES.index("friend"), SOURCES.index("poster")
CITY = replace(BOLOGNA, languages=("it", "ar"), districts=("North", "South"))


def a_week_of(people: int, every_days: float = 1.0) -> Forest:
    """A poster, and people who came by it one after the other."""
    at = [NOW - 60.0, *(NOW - 50.0 + every_days * n for n in range(people))]
    return forest(
        [-1, *([0] * people)],
        at,
        NOW,
        kind=[THING, *([PERSON] * people)],
        source=[POSTER] * (people + 1),
        language=[-1, *(n % 2 for n in range(people))],
        district=[-1, *(n % 3 - 1 for n in range(people))],
        languages=CITY.languages,
        districts=CITY.districts,
    )


@pytest.mark.parametrize(("people", "counted"), [(4, 0), (5, 5), (9, 5), (10, 10)])
def test_people_are_counted_in_full_groups_and_the_first_ones_first(people: int, counted: int) -> None:
    seen = in_full_groups(a_week_of(people), 5)
    assert int(seen.is_reached.sum()) == counted
    assert (seen.kind == THING).sum() == 1  # the poster stays
    assert seen.at[seen.is_reached].tolist() == [NOW - 50.0 + n for n in range(counted)]


def test_two_looks_differ_by_no_fewer_than_a_group() -> None:
    seen = [int(in_full_groups(a_week_of(people), 5).is_reached.sum()) for people in range(40)]
    assert {later - before for before, later in pairwise(seen)} == {0, 5}


@pytest.mark.parametrize(
    ("language", "district", "people"), [("ar", None, 15), (None, "North", 10), ("it", "South", 5)]
)
def test_only_people_of_a_language_or_a_district_are_looked_at(
    language: str | None, district: str | None, people: int
) -> None:
    seen = selected(a_week_of(30), CITY, None, language, district)
    assert int(seen.is_reached.sum()) == people
    of = seen.language[seen.is_reached] if language else seen.district[seen.is_reached]
    assert len(set(of.tolist())) == 1


def test_from_a_day_on_only_who_came_then_is_looked_at() -> None:
    since = datetime.fromtimestamp((NOW - 45) * 86400, UTC)
    assert int(selected(a_week_of(30), CITY, since, None, None).is_reached.sum()) == 25


def test_weeks_end_on_sundays_whatever_the_day_of_the_look() -> None:
    grids = []
    for later in range(7):
        until = UNTIL + timedelta(days=later)
        sight = Sight(**{**vars(sight_of(a_week_of(30), 5)), "until": until})
        sight = replace(sight, forest=replace(sight.forest, now=NOW + later))
        (curve,) = curves(sight, sources_shown(sight))
        assert curve.counts[-1] == 30
        assert curve.days[-1] == (until - timedelta(seconds=1)).astimezone(sight.city.zone).date()
        grids.append(dict(zip(curve.days[:-1], curve.counts[:-1], strict=True)))
    assert {day.weekday() for grid in grids for day in grid} == {6}
    for earlier, grid in pairwise(grids):
        assert all(np.isclose(grid[day], n) for day, n in earlier.items())
