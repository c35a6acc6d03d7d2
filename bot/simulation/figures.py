"""What the figures of the report must be, counted by hand from what was true.

Plainly, without the functions that the report is made with; it must not know the report.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from statistics import quantiles

from bot.simulation.truth import SOURCE_OF, Truth
from bot.simulation.word import Teller

STEPS = ("heard", "started", "signed_up", "attended")
Node = int | tuple[int, int | None]
"""A teller; of a group or a poster, with the lab of its link."""
MOST_WAVES = 8
MOST = 5
"""Who brought so many or more is counted together."""


class Figures:
    """The figures of a truth."""

    def __init__(self, truth: Truth) -> None:
        self.truth = truth
        self.origins = truth.origins
        self.people = truth.people
        tellers = truth.story.tellers
        self.wave: dict[int, int] = {}
        for teller in tellers:
            origin = self.origins.get(teller.number)
            self.wave[teller.number] = 0 if origin is None else self.wave[origin.teller] + 1
        self.brought = Counter(one.teller for one in self.origins.values())

    def source(self, one: Teller) -> str:
        """Through what somebody first came."""
        origin = self.origins.get(one.number)
        return "unknown" if origin is None else SOURCE_OF[self.truth.story.tellers[origin.teller].kind]

    def sources(self) -> Counter[str]:
        """People by source."""
        return Counter(self.source(one) for one in self.people)

    def waves(self) -> Counter[int]:
        """People by wave; the last is open."""
        return Counter(min(MOST_WAVES, self.wave[one.number]) for one in self.people)

    def languages(self) -> Counter[str]:
        """People by the language they read."""
        return Counter(one.reads for one in self.people)

    def said(self) -> Counter[str]:
        """People by where they say they heard of the bot."""
        return Counter(self.truth.said.values())

    def funnel(self) -> tuple[int, int, int, int]:
        """Heard, started, signed up, attended. Who found the bot by themselves has heard of it, too."""
        unknown = self.sources()["unknown"]
        signed_up, attended = self.truth.signed_up, self.truth.attended
        return (
            len(self.truth.opened) + unknown,
            len(self.people),
            sum(bool(signed_up.get(one.number)) for one in self.people),
            sum(bool(attended.get(one.number)) for one in self.people),
        )

    def share(self, step: str) -> float | None:
        """People who went so far, of those who went as far as the step before; the first has none."""
        counts = self.funnel()
        place = STEPS.index(step)
        return counts[place] / counts[place - 1] if place and counts[place - 1] else None

    def fifth(self) -> float | None:
        """The share of all that people brought that the most active fifth of them did."""
        counts = sorted((self.brought[one.number] for one in self.people), reverse=True)
        whole, part = divmod(len(counts), 5)
        top = sum(counts[:whole]) + (counts[whole] * part / 5 if part else 0)
        return top / sum(counts) if any(counts) else None

    def informants(self, way: str) -> dict[str, float]:
        """Shares of sources, of people who came by links: by the "first", the "last", or "each" alike."""
        tellers, found = self.truth.story.tellers, defaultdict[str, float](float)
        came = [ways for ways in self.truth.came.values() if ways]
        for ways in came:
            chosen = {"first": ways[:1], "last": ways[-1:], "each": ways}[way]
            for one in chosen:
                found[SOURCE_OF[tellers[one.teller].kind]] += 1 / len(chosen) / len(came)
        return found

    def histogram(self) -> tuple[int, ...]:
        """How many people brought 0, 1, 2, 3, 4, 5 or more others."""
        counted = Counter(min(MOST, self.brought[one.number]) for one in self.people)
        return tuple(counted[brought] for brought in range(MOST + 1))

    def pairs(self) -> Counter[tuple[str, str]]:
        """Who told whom by language: groups and posters have none."""
        tellers = self.truth.story.tellers
        return Counter(
            (tellers[one.teller].reads, tellers[one.who].reads)
            for one in self.origins.values()
            if not tellers[one.teller].is_thing
        )

    def homophily(self) -> float | None:
        """How often people told others of their own language, against mixing at random."""
        pairs = self.pairs()
        total = sum(pairs.values())
        rows, columns = Counter[str](), Counter[str]()
        for (row, column), count in pairs.items():
            rows[row] += count
            columns[column] += count
        expected = sum(rows[language] * columns[language] / total for language in rows) if total else 0.0
        same = sum(count for (row, column), count in pairs.items() if row == column)
        return same / expected if expected else None

    def days_between(self) -> tuple[float, float, float] | None:
        """Quartiles of the days from a person's coming to that of somebody they told; leaders apart."""
        tellers = self.truth.story.tellers
        days = [
            (one.hour - tellers[one.teller].hour) / 24
            for one in self.origins.values()
            if tellers[one.teller].kind == "person"
        ]
        if len(days) < 2:
            return None
        low, middle, high = quantiles(days, n=4, method="inclusive")
        return low, middle, high

    def word_of_mouth(self) -> float | None:
        """People who came through a person / all whose source is known."""
        sources = self.sources()
        by_person = sources["friend"] + sources["leader"] + sources["coordinator"]
        known = sum(sources.values()) - sources["unknown"]
        return by_person / known if known else None

    def virality(self) -> float | None:
        """The mean over all chains of the mean distance between two of a chain.

        Each link of a group or a poster begins a chain of its own.
        """
        above: dict[Node, Node] = {}
        for who, origin in self.origins.items():
            is_thing = self.truth.story.tellers[origin.teller].is_thing
            above[who] = (origin.teller, origin.lab) if is_thing else origin.teller
        below: Counter[Node] = Counter()
        root: dict[Node, Node] = {}
        for one in above:
            way = [one]
            while way[-1] in above:
                way.append(above[way[-1]])
            for node in way:
                root[node] = way[-1]
            below.update(way)
        for top in set(root.values()):
            below[top] += 1  # itself: all others have begun a way of their own
        whole = Counter({top: below[top] for top in set(root.values())})
        distance: Counter[Node] = Counter()
        for node, size in below.items():
            distance[root[node]] += size * (whole[root[node]] - size)  # pairs with its edge between them
        means = [distance[top] / (size * (size - 1) / 2) for top, size in whole.items()]
        return sum(means) / len(means) if means else None

    def curve(self, hours: tuple[float, ...]) -> dict[str, tuple[int, ...]]:
        """People who had come before each of these hours, by source."""
        at: dict[str, list[int]] = defaultdict(list)
        for one in self.people:
            at[self.source(one)].append(self.truth.started[one.number])
        return {
            source: tuple(bisect_right(sorted(came), hour - 1e-9) for hour in hours)
            for source, came in at.items()
        }

    def mean_wave(self) -> float | None:
        """How many tellings away from a beginning people are, on average, of those who were told."""
        told = [self.wave[one.number] for one in self.people if one.number in self.origins]
        return sum(told) / len(told) if told else None
