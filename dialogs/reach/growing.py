"""Makes the forest of who came through whom out of the columns of the database.

It must not know what is counted in it, nor what may be shown.
"""

from collections.abc import Collection

import numpy as np

from dialogs.rules.reach.forest import (
    ANNOUNCED,
    ATTENDED,
    LEADER,
    PERSON,
    SIGNED_UP,
    SOURCES,
    STARTED,
    THING,
    UNKNOWN,
    Bools,
    Floats,
    Forest,
    Ints,
    circling,
    depths,
    forest,
)
from storage.columns import EPOCH_S
from storage.way import DROPPED, Way
from storage.way import PERSON as THROUGH_PERSON
from storage.way import SOURCES as HEARD_FROM

DAY_S = 86_400


def grown(
    way: Way,
    now: float,
    window_from: float,
    languages: tuple[str, ...],
    districts: tuple[str, ...],
    coordinators: Collection[int],
    lab: int | None,
) -> Forest:
    """The forest of a city, or of one lab. `now`, `window_from`: days since the epoch; edges older than the
    latter were dropped. `coordinators`: numbers of those whom bot.toml names."""
    people, came = way.people, way.arrivals
    node_of = _Places(people.number)
    first = (came.is_first == 1) & (node_of(came.person) >= 0)
    thing_of = _Places(way.things[0], len(people.number))
    is_leader = (people.role > 0) | np.isin(people.number, list(coordinators))
    announced = len(people.number) + len(way.things[0])
    size = announced + 1
    who = node_of(came.person[first])
    parent = np.full(size, -1, np.int64)
    source = np.full(size, UNKNOWN, np.int64)
    wave = np.zeros(size, np.int64)
    has_edge = np.ones(size, bool)
    at = np.concatenate([people.came_s, way.things[2], [0]]).astype(np.float64)
    links, made, is_copy, counted_s = way.links
    counted = at.copy()  # they agreed then: that never moves, as an origin may that is found later
    begun = node_of(links)
    known = (begun >= 0) & (made >= 0)
    began = np.full(size, np.inf)
    np.minimum.at(began, begun[known], made[known])
    root = np.isfinite(began[: len(people.number)]) & is_leader
    at[: len(people.number)][root] = began[: len(people.number)][root]
    source[who] = came.source[first]
    wave[who] = came.wave[first]
    at[who] = came.at_s[first]
    by_person = came.through[first] == THROUGH_PERSON
    parent[who] = np.where(by_person, node_of(came.teller[first]), thing_of(came.teller[first]))
    parent[who[came.through[first] == DROPPED]] = -1
    has_edge[who] = parent[who] >= 0
    source[len(people.number) : announced] = way.things[1]
    source[announced] = ANNOUNCED
    is_in = np.ones(size, bool)
    if lab is None:
        is_in[announced] = False
    else:
        told = np.zeros(size, bool)
        told[begun[known & (is_copy == 1)]] = True
        told[who] = False
        told[: len(people.number)] &= ~is_leader
        parent[told], source[told], wave[told] = announced, ANNOUNCED, 1
        at[told] = np.where(np.isfinite(began[told]), began[told], at[told])
        at[announced] = at[told].min() if told.any() else 0.0
        counted[: len(people.number)] = np.inf
        joined, at_s = way.signups
        for some, since in (
            (who, came.at_s[first]),
            (node_of(joined), at_s),
            (begun, counted_s),
            (parent[who], came.at_s[first]),
        ):
            np.minimum.at(counted, some[some >= 0], since[some >= 0])
        is_in[: len(people.number)] = np.isfinite(counted[: len(people.number)])
        is_in[announced] = told.any()
    stage = np.full(size, STARTED, np.int64)
    for step, some in ((SIGNED_UP, way.signups[0]), (ATTENDED, way.attended)):
        place = node_of(some)
        stage[place[place >= 0]] = step
    kind = np.full(size, THING, np.int64)
    kind[: len(people.number)] = np.where(is_leader, LEADER, PERSON)
    nothing = np.full(size - len(people.number), -1, np.int64)
    order, place = _in_order(parent, at, has_edge)
    whole = forest(
        np.where(parent[order] >= 0, place[parent[order]], -1),
        (at[order] + EPOCH_S) / DAY_S,
        now,
        counted=(counted[order] + EPOCH_S) / DAY_S,
        kind=kind[order],
        source=source[order],
        wave=(wave if lab is not None else _city_waves(wave, people.wave))[order],
        stage=stage[order],
        language=np.concatenate([people.language, nothing])[order],
        district=np.concatenate([people.district, nothing])[order],
        languages=languages,
        districts=districts,
        has_edge=has_edge[order],
        window_from=window_from,
    )
    return whole.selected(is_in[order])


def _city_waves(wave: Ints, noted: Ints) -> Ints:
    """In the city, how many tellings away somebody is stands with them."""
    waves = wave.copy()
    waves[: len(noted)] = noted
    return waves


def _in_order(parent: Ints, at: Floats, has_edge: Bools) -> tuple[Ints, Ints]:
    """The nodes in the order of joining, and where in it each is; a parent before its children, whatever the
    clock said. Edges that run in a circle, as none should, are dropped where one came before their teller."""
    order = np.argsort(at, kind="stable")
    place = np.empty(len(at), np.int64)
    place[order] = np.arange(len(at))
    below = np.flatnonzero(parent >= 0)
    if np.any(place[parent[below]] > place[below]):
        is_wrong = circling(parent) & (at[parent] >= at)
        parent[is_wrong], has_edge[is_wrong] = -1, False
        order = np.lexsort((at, depths(parent)))
        place[order] = np.arange(len(at))
    return order, place


class _Places:
    """Where numbers of the database, which are not sparse, stand in a column; -1 for those that do not."""

    def __init__(self, numbers: Ints, beyond: int = 0) -> None:
        self._place = np.full(int(numbers.max(initial=0)) + 1, -1, np.int32)
        self._place[numbers] = np.arange(beyond, beyond + len(numbers))

    def __call__(self, wanted: Ints) -> Ints:
        is_known = (wanted >= 0) & (wanted < len(self._place))
        return np.where(is_known, self._place[np.where(is_known, wanted, 0)], -1)


assert SOURCES[: len(HEARD_FROM)] == HEARD_FROM
