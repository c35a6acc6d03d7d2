"""What may be shown of how far the word went: one plain value, from which everything is drawn.

Whatever could give away a few people is left out already: whoever draws must not ask the database.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

SCHEMA_VERSION = 1
"""Raised whenever a figure of the JSON changes its name or its meaning."""


@dataclass(frozen=True, slots=True)
class Together:
    """Cells of a table that are only told together, because one of them is too small to be told."""

    names: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Table:
    """People by one trait, each in one cell. None: told `together` with others, or not at all."""

    cells: dict[str, int | None]
    together: tuple[Together, ...] = ()
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is no count, rounded so that a step of it is several people; with its 95 % interval."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of heard → started → signed_up → attended; `share`: of the step before it."""

    name: str
    count: int | None
    share: Figure


@dataclass(frozen=True, slots=True)
class Curve:
    """How many had come by the end of each of these days, in all; `sources`: through what."""

    sources: tuple[str, ...]
    days: tuple[date, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fan:
    """How many will have come by the end of these days, in all: as it may go on from `until`."""

    days: tuple[date, ...]
    median: tuple[float, ...]
    low80: tuple[float, ...]
    high80: tuple[float, ...]
    low90: tuple[float, ...]
    high90: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Who tells whom: a row a language of those who tell, a column of those who are told.

    `labels`: each a language or several together. `at_least`: counts rounded down to a multiple of
    `smallest`, so 0 may be a few; None: not told. `homophily`: 1 is mixing at random; `bridging`: the
    dominant eigenvalue of recruits by language per person of a language.
    """

    labels: tuple[tuple[str, ...], ...]
    at_least: tuple[tuple[int | None, ...], ...]
    homophily: Figure
    bridging: Figure


@dataclass(frozen=True, slots=True)
class Brought:
    """How many people brought 0, 1, 2, 3, 4, 5 or more others: rounded down to a multiple of `smallest`.

    None: not told. `fitted`: the shares that the fitted curve expects of the same six.
    """

    at_least: tuple[int, ...] | None
    fitted: tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class Spread:
    """How the word is passed on. `people_per_person` (R) and `evenness` (k) are of people, not of leaders.

    `active_fifth`: share brought by the most active fifth, counted and fitted. `days_between`: from being
    told to telling, quartiles, in days. `virality`: mean distance within chains of two people or more.
    """

    people_per_person: Figure
    evenness: Figure
    people_per_leader: Figure
    active_fifth: Figure
    active_fifth_fitted: Figure
    days_between: tuple[float, float, float] | None
    mean_wave: Figure
    virality: Figure
    word_of_mouth: Figure


@dataclass(frozen=True, slots=True)
class LeadersNeeded:
    """So many leaders must hear it first for the word to reach `people` 8 of 10 times. None: too many."""

    people: int
    leaders: int | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """How it may go on, averaged over what the data leave open; `dies_out`: the chance that it ends."""

    fan: Fan
    dies_out: float
    leaders_needed: tuple[LeadersNeeded, ...]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The pilot beside it: 122 people, 65 and 57 of them, in 12 labs with 33 stakeholders."""

    people: int
    halves: tuple[int, int]
    labs: int
    stakeholders: int
    share: Figure


@dataclass(frozen=True, slots=True)
class Informants:
    """Shares of sources if those who heard from several count for the first, the last, or each alike."""

    several: Figure
    first: dict[str, float] | None
    last: dict[str, float] | None
    each: dict[str, float] | None


@dataclass(frozen=True, slots=True)
class Report:
    """How far the word went, for a city or for one lab, as far as it may be shown.

    `titles`: of the lab, by language; None for the whole city. `people`: who came, None if fewer than
    `smallest`; then every table is empty. `things`: links that are nobody's: posters, places, groups.
    `posted`: how often a card was posted inline, as far as Telegram tells and links are kept, rounded down to
    a multiple of `smallest`; None: fewer, but some, or of people of some days, a language, a district.
    `warnings`: names of what a reader should bear in mind. `withheld`: why, by the name of a figure.
    """

    city: str
    lab: int | None
    titles: dict[str, str] | None
    language: str | None
    district: str | None
    since: datetime | None
    until: datetime
    smallest: int
    people: int | None
    things: dict[str, int]
    posted: int | None
    sources: Table
    said: Table
    waves: Table
    languages: Table
    funnel: tuple[Step, ...]
    curves: tuple[Curve, ...]
    pairs: Pairs | None
    brought: Brought
    spread: Spread
    informants: Informants
    forecast: Forecast | None
    yardstick: Yardstick
    warnings: tuple[str, ...] = ()
    withheld: dict[str, str] | None = None

    def plain(self) -> dict[str, Any]:
        """As values that JSON knows; moments as ISO 8601."""
        return {"schema_version": SCHEMA_VERSION, **asdict(self)}
