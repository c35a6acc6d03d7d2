"""What is known of the word's way, as columns of numbers: people, links that are nobody's, arrivals.

It must not know where the numbers come from, what is made of them, nor which may be shown.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.int64]

ROLES = ("person", "leader", "coordinator")
SOURCES = ("friend", "leader", "coordinator", "group", "centre", "poster")
SAID = ("friend", "leader", "centre", "poster", "group", "other")
DROPPED, PERSON, THING = 0, 1, 2


@dataclass(frozen=True, slots=True)
class People:
    """All who agreed, also if erased since. `role`: of ROLES; `language`, `district`: of those asked
    for; `said`: of SAID, where they say they heard of us; `came_s`: when they agreed. -1: not known."""

    number: "Column"
    role: "Column"
    language: "Column"
    district: "Column"
    came_s: "Column"
    wave: "Column"
    said: "Column"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Who came. `source`: of SOURCES; `is_first`: 1 for the first that counts; `through`: DROPPED, PERSON or
    THING, with whose number (`teller`) that is: of a person, or of a link."""

    person: "Column"
    source: "Column"
    wave: "Column"
    at_s: "Column"
    is_first: "Column"
    through: "Column"
    teller: "Column"


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of the way of the word, in columns; moments in seconds from 2020 on.

    `things`: number and source of links of posters, places, groups, and since when. `links`: who could tell
    others, since when (-1: never), 1 if by their copy of an announcement, and of a lab since when they are
    counted. `signups`: who, and since when; `attended`: who; some more than once. `opened`: how many opened a
    link; `posted`: how often one was posted inline.
    """

    people: People
    arrivals: Arrivals
    things: "tuple[Column, ...]"
    links: "tuple[Column, ...]"
    signups: "tuple[Column, ...]"
    attended: "Column"
    opened: int
    posted: int
