"""The true word of mouth of the synthetic city: who tells whom and when, drawn before anybody does anything.

A branching process with two types (beginnings, and everybody else), negative binomial and lognormal. It must
not know the bot.
"""

import heapq
import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from bot.simulation.city import READS, SPOKEN, City

Kind = Literal["person", "leader", "coordinator", "group", "centre", "poster"]
Stray = Literal["another's", "their own", "told"]
COORDINATOR = 0
"""The first teller."""
FIRST_NEWS, NEWS_EVERY = 26, 7 * 24
"""Hours: when coordinators announce something to everybody."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody or something from which the word can go on; `number` is its place in the story.

    `hour`: when they come, since the beginning; `told_by`: by whom. Without `has_link`, they found the bot by
    themselves, and nobody can see by whom they were told; unless they say so when asked (`says`). Who does
    not agree tells nobody.
    """

    number: int
    kind: Kind
    speaks: str
    hour: int
    told_by: int | None = None
    has_link: bool = False
    agrees: bool = True
    signs_up: bool = False
    comes: bool = False
    says: bool = False

    @property
    def reads(self) -> str:
        """The language they read best of those that the bot offers."""
        return READS[self.speaks]

    @property
    def is_thing(self) -> bool:
        """A group, or a poster: in a reception centre, or elsewhere."""
        return self.kind in ("group", "centre", "poster")


@dataclass(frozen=True, slots=True)
class Straying:
    """Somebody who is there already opens one more link: another's, their own, or of one they have told."""

    hour: int
    who: int
    link_of: int
    which: Stray


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that will happen: tellers and strayings, in the order of their hours; when news goes out."""

    tellers: tuple[Teller, ...]
    strayings: tuple[Straying, ...]
    announced: tuple[int, ...]
    hours: int


class _Pen:
    """Writes a story with the luck of one seed."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.luck = np.random.default_rng(city.seed)
        self.hours = city.days * 24
        self.waiting: list[tuple[int, int, Teller]] = []
        self.written = 0

    def begins(self, kind: Kind, hour: int, told_by: Teller | None = None) -> None:
        """Put somebody on the list of those who will come."""
        ways, luck = self.city.ways, self.luck
        is_guest = kind == "person"
        has_link = told_by is not None and luck.random() < ways.keeps_link
        agrees = not is_guest or luck.random() < ways.agrees
        signs_up = is_guest and agrees and luck.random() < ways.signs_up
        comes = signs_up and bool(luck.random() < ways.comes)
        teller = Teller(
            -1,
            kind,
            "en" if kind == "coordinator" else self._tongue(told_by),
            hour,
            None if told_by is None else told_by.number,
            bool(has_link),
            bool(agrees),
            bool(signs_up),
            comes,
            signs_up and bool(luck.random() < ways.says),
        )
        self.written += 1
        heapq.heappush(self.waiting, (hour, self.written, teller))

    def _tongue(self, told_by: Teller | None) -> str:
        has_tongue = told_by is not None and told_by.kind not in ("centre", "poster")
        if told_by is not None and has_tongue and self.luck.random() < self.city.ways.same_tongue:
            return told_by.speaks
        return str(self.luck.choice(list(SPOKEN), p=list(SPOKEN.values())))

    def tells(self, teller: Teller) -> None:
        """Draw whom somebody tells: more than come through the link, as some lose it or never agree."""
        city = self.city
        mean, k = (city.R, city.k) if teller.kind == "person" else (city.seed_R, city.seed_k)
        if not teller.agrees or mean <= 0:
            return
        mean /= city.ways.keeps_link * city.ways.agrees  # thinned, it is negative binomial with the same k
        told = int(self.luck.negative_binomial(k, k / (k + mean)))
        for days in self.luck.lognormal(math.log(city.delay_days), city.delay_sigma, told):
            hour = teller.hour + max(1, math.ceil(days * 24.0))
            if hour < self.hours:
                self.begins("person", hour, teller)


def draw(city: City) -> Story:
    """A story of this city; the same seed gives the same."""
    pen = _Pen(city)
    leaders, groups, posters, alone = city.beginnings
    first_weeks = max(2, pen.hours // 3)
    announced = tuple(range(FIRST_NEWS, pen.hours, NEWS_EVERY))
    pen.begins("coordinator", 0)
    for kind, many, until in (
        ("leader", leaders, first_weeks),
        ("group", groups, first_weeks),
        ("centre", posters - posters // 2, first_weeks),
        ("poster", posters // 2, first_weeks),
        ("person", alone, pen.hours),
    ):
        for hour in sorted(pen.luck.integers(1, until, many).tolist()):
            if kind == "group":  # its link is made when news first goes out to it
                hour = next((news for news in announced if news >= hour), announced[-1])
            pen.begins(kind, hour)  # type: ignore[arg-type]  # mypy takes the kinds for any text
    tellers: list[Teller] = []
    while pen.waiting:
        _, _, drawn = heapq.heappop(pen.waiting)
        teller = replace(drawn, number=len(tellers))
        tellers.append(teller)
        pen.tells(teller)
    return Story(tuple(tellers), tuple(_stray(pen, tellers)), announced, pen.hours)


def _stray(pen: _Pen, tellers: list[Teller]) -> list[Straying]:
    """What cannot count as an origin: it must change no figure but that of links opened again."""
    luck, found = pen.luck, []
    came = [one for one in tellers if one.kind == "person" and one.has_link and one.agrees]
    for one in came:
        if luck.random() >= pen.city.ways.strays:
            continue
        hour = int(luck.integers(one.hour + 1, pen.hours)) if one.hour + 1 < pen.hours else pen.hours
        by = None if one.told_by is None else tellers[one.told_by]
        if hour >= pen.hours or by is None:
            continue
        which: Stray = "another's"
        other = came[int(luck.integers(len(came)))]
        if luck.random() < 0.3:
            which, other = "their own", one
        elif by.kind == "person" and luck.random() < 0.5:
            which = "told"  # who told them opens a link of theirs: round in a circle
            found.append(Straying(hour, by.number, one.number, which))
            continue
        if which == "another's" and (other.number == one.number or other.hour >= hour):
            continue
        found.append(Straying(hour, one.number, other.number, which))
    return sorted(found, key=lambda straying: (straying.hour, straying.who))
