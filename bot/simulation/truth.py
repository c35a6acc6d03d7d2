"""What was true: who came through whom, when, and how far they went, noted as the phones saw it.

It must not know the database, nor what the report makes of it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from bot.simulation.word import Kind, Story, Teller

SOURCE_OF: dict[Kind, str] = {
    "person": "friend",
    "leader": "leader",
    "coordinator": "coordinator",
    "group": "group",
    "centre": "centre",
    "poster": "poster",
}
"""Whose link it is → the source of who comes through it."""


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody came through a link that counts. `teller`: whose; `lab`: the number of the one it is about."""

    who: int
    teller: int
    hour: int
    lab: int | None
    is_origin: bool
    is_first: bool


@dataclass(slots=True)
class Truth:
    """Of a story, what happened: by the numbers of its tellers, and of the labs in the order of their days.

    `over_at`: hours at which labs were over. `started`: who agreed, and at which hour. `opened`: which links
    were opened by whom. `said`: where people say they heard of the bot.
    `things`: links of groups and posters by source. `uncounted`: how
    many openings must count for nothing.
    """

    story: Story
    over_at: tuple[float, ...]
    started: dict[int, int] = field(default_factory=dict)
    opened: set[tuple[int, str]] = field(default_factory=set)
    came: dict[int, list[Came]] = field(default_factory=lambda: defaultdict(list))
    signed_up: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    attended: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    said: dict[int, str] = field(default_factory=dict)
    things: Counter[str] = field(default_factory=Counter)
    uncounted: int = 0
    _brought: dict[int, list[Came]] = field(default_factory=lambda: defaultdict(list))

    def comes(self, who: int, teller: int, hour: int, lab: int | None) -> bool:
        """Somebody who has agreed came through a link: whether it counts, and as what, is found out here.

        It does not through one's own link, that of somebody one has told, or of a lab that is over.
        """
        is_round = not self.story.tellers[teller].is_thing and (
            teller == who or who in self.above(teller, lab)
        )
        if is_round or (lab is not None and hour >= self.over_at[lab]):
            self.uncounted += 1
            return False
        known = self.came[who] + self._brought[who]
        is_origin = not any(one.is_origin for one in known)
        is_first = lab is not None and not any(one.is_first and one.lab == lab for one in known)
        one = Came(who, teller, hour, lab, is_origin, is_first)
        self.came[who].append(one)
        self._brought[teller].append(one)
        return True

    def above(self, who: int, lab: int | None) -> set[int]:
        """Everybody along the ways by which the word, in general or of a lab, reached somebody."""
        found: set[int] = set()
        look = [who]
        while look:
            for one in self.came[look.pop()]:
                if (one.is_origin or (one.is_first and one.lab == lab)) and one.teller not in found:
                    found.add(one.teller)
                    look.append(one.teller)
        return found

    @property
    def origins(self) -> dict[int, Came]:
        """How each first came, of those who came through a link."""
        return {who: one for who, ways in self.came.items() for one in ways if one.is_origin}

    @property
    def people(self) -> tuple[Teller, ...]:
        """Everybody who agreed, but for the leaders and coordinators, with whom it began; oldest first."""
        tellers = self.story.tellers
        return tuple(tellers[number] for number in sorted(self.started) if tellers[number].kind == "person")

    def without_one(self) -> "Truth":
        """A wrong truth: one arrival, that of the last who came through a link, is taken out of it."""
        last = max(self.origins)
        return replace(self, came={who: ways for who, ways in self.came.items() if who != last})
