"""Holds who came through whom: a forest of numbers in columns, without a name.

It must not know where the numbers come from, nor which of its figures may be shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_Numbers = Ints | Sequence[int]

SOURCES = ("friend", "leader", "coordinator", "group", "centre", "poster", "announcement", "unknown")
"""How somebody first heard of us, or what a thing is."""
UNKNOWN = SOURCES.index("unknown")
ANNOUNCED = SOURCES.index("announcement")
BY_PERSON = tuple(SOURCES.index(source) for source in ("friend", "leader", "coordinator"))
"""The sources that are word of mouth."""

PERSON, LEADER, THING = 0, 1, 2
"""What a node is: a person; a leader or coordinator; a poster, a place, a group or an announcement."""
HEARD, STARTED, SIGNED_UP, ATTENDED = 0, 1, 2, 3
"""How far a person went; each stage holds the ones before it."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Nodes in the order of joining, a parent before its children; every column has one entry a node.

    `parent`: the index of the parent, -1 for a root, or where the edge was dropped. `kind`: PERSON, LEADER or
    THING. `source`: an index of SOURCES. `wave`: as it was noted, also where the edge is gone. `at`: days
    since the epoch, when they joined; `counted`: from when on they are counted, which never moves.
    `language`, `district`: indices of `languages` and `districts`; -1 is not said, or a thing. `stage`: HEARD
    to ATTENDED. `has_edge`: False where a parent is known to have been and is not here. `now`: days, when
    this was so. `window_from`: days; older edges have been dropped, so who joined before is left out of what
    is fitted.

    Raises ValueError where columns are not of one length, or a parent does not come before its child.
    """

    parent: Ints
    kind: Ints
    source: Ints
    wave: Ints
    at: Floats
    counted: Floats
    language: Ints
    district: Ints
    stage: Ints
    has_edge: Bools
    languages: tuple[str, ...]
    districts: tuple[str, ...]
    now: float
    window_from: float

    def __post_init__(self) -> None:
        if {len(getattr(self, name)) for name in COLUMNS} != {len(self.parent)}:
            raise ValueError("columns of different lengths")
        _require_order(self.parent)

    def __len__(self) -> int:
        return len(self.parent)

    @property
    def is_reached(self) -> Bools:
        """Who counts as reached: people, but for the leaders nobody brought: with them it began."""
        brought = (self.parent >= 0) | (self.source != UNKNOWN)
        return np.asarray((self.kind == PERSON) | ((self.kind == LEADER) & brought))

    @property
    def is_recent(self) -> Bools:
        """Who joined while edges are still kept: whoever these brought is known."""
        return self.at >= self.window_from

    def selected(self, mask: Bools) -> "Forest":
        """Only these nodes; a child whose parent is not among them has lost its edge."""
        place = np.where(mask, np.cumsum(mask) - 1, -1)
        parent = np.where(self.parent >= 0, place[self.parent], -1)
        has_edge = self.has_edge & ((self.parent < 0) | (parent >= 0))
        kept = {name: getattr(self, name)[mask] for name in COLUMNS}
        return replace(self, **{**kept, "parent": parent[mask], "has_edge": has_edge[mask]})


def _require_order(parent: Ints) -> None:
    """A forest with a loop would be walked for ever."""
    if len(parent) and (np.any(parent >= np.arange(len(parent))) or parent.min() < -1):
        raise ValueError("a parent comes before its children")


COLUMNS = tuple(one.name for one in fields(Forest))[:10]


def forest(
    parent: _Numbers,
    at: Floats | Sequence[float],
    now: float,
    *,
    counted: Floats | None = None,
    kind: _Numbers | None = None,
    source: _Numbers | None = None,
    wave: _Numbers | None = None,
    stage: _Numbers | None = None,
    language: _Numbers | None = None,
    district: _Numbers | None = None,
    languages: tuple[str, ...] = (),
    districts: tuple[str, ...] = (),
    has_edge: Bools | Sequence[bool] | None = None,
    window_from: float = -np.inf,
) -> Forest:
    """A forest of what is known: by default people who agreed, brought by friends, all edges kept."""
    above = np.asarray(parent, np.int64).reshape(-1)
    _require_order(above)

    def column(given: Any, default: Any, dtype: type) -> NDArray[Any]:
        return (
            np.broadcast_to(default, above.shape).astype(dtype) if given is None else np.asarray(given, dtype)
        )

    return Forest(
        parent=above,
        kind=column(kind, PERSON, np.int8),
        source=column(source, np.where(above < 0, UNKNOWN, 0), np.int8),
        wave=column(wave, depths(above) if wave is None else 0, np.int32),
        at=column(at, 0.0, np.float64),
        counted=column(counted, at, np.float64),
        language=column(language, -1, np.int16),
        district=column(district, -1, np.int16),
        stage=column(stage, STARTED, np.int8),
        has_edge=column(has_edge, True, np.bool_),
        languages=languages,
        districts=districts,
        now=now,
        window_from=window_from,
    )


def depths(parent: Ints) -> Ints:
    """How many edges each node is below its root.

    Every round doubles the stretch that is looked up at once, so a chain of a million takes twenty rounds.
    Raises ValueError where the edges run in a circle.
    """
    depth, above = _climbed(parent)
    if np.any(above >= 0):
        raise ValueError("a circle")
    return depth


def circling(parent: Ints) -> Bools:
    """Which nodes have no root above them: those of a circle, and all that hang on it."""
    return np.asarray(_climbed(parent)[1] >= 0)


def _climbed(parent: Ints) -> tuple[Ints, Ints]:
    """How far each node climbs, and what is above it still after the rounds of the longest chain."""
    depth = (parent >= 0).astype(np.int64)
    above = np.array(parent)
    below = np.flatnonzero(above >= 0)
    for _ in range(len(parent).bit_length()):
        up = above[below]
        add, further = depth[up], above[up]
        depth[below] += add
        above[below] = further
        below = below[further >= 0]
    return depth, above


def roots(parent: Ints) -> Ints:
    """The root above each node; a root's is itself."""
    top = np.where(parent >= 0, parent, np.arange(len(parent)))
    below = np.flatnonzero(parent >= 0)
    while below.size:
        up = top[top[below]]
        moved = up != top[below]
        top[below] = up
        below = below[moved]
    return top


def sizes(parent: Ints) -> Ints:
    """How many nodes hang on each node, itself among them."""
    size = np.ones(len(parent), np.int64)
    above = np.array(parent)
    below = np.flatnonzero(above >= 0)
    while below.size:
        up = above[below]
        size += np.bincount(up, weights=size[below], minlength=len(size)).astype(np.int64)
        further = above[up]
        above[below] = further
        below = below[further >= 0]
    return size
