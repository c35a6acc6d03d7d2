"""Lets the word go round where everything about it is known: R, k, the delays, and which links were lost."""

from dataclasses import dataclass

import numpy as np

from dialogs.rules.reach.forest import LEADER, PERSON, UNKNOWN, Bools, Floats, Forest, Ints, forest

MOST = 300_000


@dataclass(frozen=True, slots=True)
class World:
    """What is true. `mean`, `dispersion`: R and k of people, and of the `leaders`, who begin within `begin`
    days. `lost`: the share of links that nobody sees. `cut`: the day of the report; `ahead`: days that it
    looks ahead."""

    mean: float
    dispersion: float
    leaders: int = 40
    leader_mean: float = 4.0
    leader_dispersion: float = 1.0
    median_delay: float = 1.0
    sigma: float = 1.2
    begin: float = 10.0
    lost: float = 0.0
    cut: float = 12.0
    ahead: int = 30

    @property
    def name(self) -> str:
        """As the table calls it."""
        return (
            f"R {self.mean:g} k {self.dispersion:g}, {self.leaders} leaders × {self.leader_mean:g}, "
            f"{self.lost:.0%} lost, day {self.cut:g}"
        )


@dataclass(frozen=True, slots=True)
class Grown:
    """`seen`: what the report sees on the day of the cut; `came`: how many more had come at the end of each
    day after it."""

    seen: Forest
    came: Ints


def grown(world: World, random: np.random.Generator) -> Grown:
    """Generation after generation, until nobody else comes before the last day."""
    last = world.cut + world.ahead
    at: list[Floats] = [random.random(world.leaders) * world.begin]
    parent: list[Ints] = [np.full(world.leaders, -1)]
    mean, dispersion, first = world.leader_mean, world.leader_dispersion, 0
    while at[-1].size and sum(map(len, at)) < MOST:
        told = random.poisson(random.gamma(dispersion, mean / dispersion, at[-1].size))
        teller = np.repeat(np.arange(at[-1].size), told)
        when = at[-1][teller] + np.exp(random.normal(np.log(world.median_delay), world.sigma, teller.size))
        in_time = when <= last
        at.append(when[in_time])
        parent.append(teller[in_time] + first)
        first += at[-2].size
        mean, dispersion = world.mean, world.dispersion
    return _seen(world, np.concatenate(at), np.concatenate(parent), random)


def _seen(world: World, at: Floats, parent: Ints, random: np.random.Generator) -> Grown:
    order = np.argsort(at, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    kind = np.where(np.arange(at.size) < world.leaders, LEADER, PERSON)[order]
    parent = np.where(parent >= 0, place[parent], -1)[order]
    at = at[order]
    is_lost: Bools = (random.random(at.size) < world.lost) & (parent >= 0)
    parent = np.where(is_lost, -1, parent)
    now: Bools = at < world.cut
    source = np.where(parent < 0, UNKNOWN, 0)
    seen = forest(parent[now], at[now], world.cut, kind=kind[now], source=source[now])
    later = at[~now & (kind == PERSON)]
    days = np.arange(1, world.ahead + 1)
    return Grown(seen, np.searchsorted(later, world.cut + days, side="right"))
