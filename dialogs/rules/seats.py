"""Decides who sits and who waits. Never more people than seats; first come, first served."""

from collections.abc import Iterable
from typing import Literal

from storage.signups import Signup

FEW = 3
"""So many free seats, or a fifth of all, are "few"."""


def place(seats: int, taken: int, party: int) -> Literal["seated", "waiting"]:
    """Where a party of so many people goes when `taken` of `seats` are gone."""
    return "seated" if taken + party <= seats else "waiting"


def promoted(free: int, waiting: Iterable[Signup]) -> tuple[Signup, ...]:
    """Who of those waiting (first come first) now gets a seat: each that fits what is left."""
    up = []
    for signup in waiting:
        if signup.party <= free:
            up.append(signup)
            free -= signup.party
    return tuple(up)


def how_many(seats: int, taken: int) -> Literal["plenty", "few", "full"]:
    """Free seats in a word."""
    free = seats - taken
    if free <= 0:
        return "full"
    return "few" if free <= max(FEW, seats // 5) else "plenty"
