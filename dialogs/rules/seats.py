"""Decides who sits and who waits. Never more people than seats, nor needs than places; first come, first
served.

It must not know how somebody is told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

FEW = 3
"""So many free seats, or a fifth of all, are "few"."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A party of so many people, and the places of each facility (by number) that it needs."""

    party: int
    needs: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of a lab: seats, and places of each facility by number. Either may be below 0."""

    seats: int
    places: Mapping[int, int]

    def holds(self, wish: Wish) -> bool:
        """Whether all that is wished is there."""
        return wish.party <= self.seats and not self.lacks(wish)

    def lacks(self, wish: Wish) -> tuple[int, ...]:
        """The facilities that have too few places for a wish."""
        return tuple(one for one, wanted in wish.needs.items() if wanted > self.places.get(one, 0))

    def without(self, wish: Wish) -> "Room":
        """What is left after a wish was granted."""
        left = {one: places - wish.needs.get(one, 0) for one, places in self.places.items()}
        return Room(self.seats - wish.party, left)

    def with_(self, wish: Wish) -> "Room":
        """What there would be if a wish were given up."""
        return self.without(Wish(-wish.party, {one: -places for one, places in wish.needs.items()}))

    def part_of(self, wish: Wish) -> Wish:
        """As much of a wish as there is room for; a party of 0 where there is none."""
        needs = {one: min(wanted, self.places.get(one, 0)) for one, wanted in wish.needs.items()}
        return Wish(max(0, min(wish.party, self.seats)), {one: n for one, n in needs.items() if n > 0})


def turns(room: Room, line: Iterable[tuple[int, Wish]], lets_pass: bool) -> Iterator[int]:
    """Whose turn it is of a line (number and wish, first come first): each whose whole wish has room.

    A party that is too big holds up those behind it, unless `lets_pass`; who lacks a facility, and so would
    not be helped by more seats, holds up nobody. No more of the line is looked at than is needed.
    """
    for number, wish in line:
        if room.seats <= 0:
            return
        if room.holds(wish):
            room = room.without(wish)
            yield number
        elif not room.lacks(wish) and not lets_pass:
            return


def how_many(seats: int, taken: int) -> Literal["plenty", "few", "full"]:
    """Free seats in a word."""
    free = seats - taken
    if free <= 0:
        return "full"
    return "few" if free <= max(FEW, seats // 5) else "plenty"
