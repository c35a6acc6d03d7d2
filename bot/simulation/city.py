"""What the synthetic city is like: what people speak, how many tell others and how soon, who goes how far.

Invented figures, all of them; it must not know the bot.
"""

from dataclasses import dataclass, field

READS = {
    "it": "it",
    "ar": "ar",
    "fr": "fr",
    "en": "en",
    "ur": "en",
    "bn": "en",
    "so": "ar",
    "uk": "it",
}
"""What people speak → the language they read best of those that the bot offers."""
SPOKEN = {"it": 0.26, "ar": 0.22, "fr": 0.14, "en": 0.10, "ur": 0.10, "bn": 0.08, "so": 0.05, "uk": 0.05}
"""How many of a hundred speak what."""
LEADERS = 0.7
"""Of a hundred beginnings of the word, so many are leaders; the rest are groups and posters by halves."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What people do, as shares of those who could.

    `keeps_link`: who is told comes through the link, and does not find the bot by themselves; `same_tongue`:
    tells somebody of their own tongue, and not whoever it may be; `says`: answers
    the question where they heard of the bot; `strays`: opens another's link as well,
    or their own, or that of somebody they have told.
    """

    agrees: float = 0.8
    keeps_link: float = 0.9
    signs_up: float = 0.65
    comes: float = 0.8
    same_tongue: float = 0.6
    says: float = 0.5
    strays: float = 0.1
    come_alone: float = 0.2


@dataclass(frozen=True, slots=True)
class City:
    """About `people` come within so many `days`; each brings R others through links, on average.

    How many each brings is negative binomial with dispersion k; leaders, groups and posters (the beginnings)
    have their own, `seed_R` and `seed_k`. After how many days they come is lognormal. `leaders` None: as many
    as it takes.
    """

    people: int = 300
    days: int = 56
    leaders: int | None = None
    R: float = 0.6
    k: float = 0.3
    seed_R: float = 2.5
    seed_k: float = 1.0
    delay_days: float = 2.0
    delay_sigma: float = 1.0
    ways: Ways = field(default_factory=Ways)
    seed: int = 1

    @property
    def beginnings(self) -> tuple[int, int, int, int]:
        """How many leaders, groups, posters, and people who come by themselves, so that about `people` come.

        In a branching process with mean m, whoever begins is followed by m + m² + … = m/(1 − m) others.
        """
        told = self.R / self.ways.keeps_link
        entrances = self.people * (1.0 - told)
        each = self.seed_R / self.ways.keeps_link
        alone = round(entrances * self.ways.come_alone)
        leaders = self.leaders
        if leaders is None:
            leaders = max(1, round((entrances - alone) / each * LEADERS))
        others = max(1, round(leaders * (1.0 - LEADERS) / LEADERS / 2.0))
        alone = max(alone, round(entrances - (leaders + 2 * others) * each))
        return leaders, others, others, alone
