"""Decides until when an offered seat is kept, and when the offer is said. Quiet hours do not count.

Pure: moments and the city's rule go in, moments come out.
"""

from dataclasses import dataclass
from datetime import datetime

from dialogs.city import City
from dialogs.rules.quiet import add_awake, awake_after, awake_between


@dataclass(frozen=True, slots=True)
class Deadline:
    """When an offer is said, and until when it stands."""

    told_at: datetime
    ends_at: datetime


def deadline(now: datetime, starts_at: datetime, city: City) -> Deadline:
    """Of a seat that is free `now`, in a lab that next begins at `starts_at`: a share of the time left.

    Where a night lies between and there is too little morning, it is said at once.
    """
    left = awake_between(now, starts_at, city)
    span = min(city.offer_longest, max(city.offer_shortest, left * city.offer_share))
    told_at = awake_after(now, city)
    if told_at + city.offer_shortest > starts_at:
        told_at = now
    return Deadline(told_at, min(add_awake(now, span, city), starts_at))
