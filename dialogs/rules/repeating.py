"""Decides on which dates a lab meets that repeats: the same hour on the city's wall clock each time.

It must not know who asks, nor what is held on those dates.
"""

from datetime import date, datetime, time
from typing import Literal

from dateutil.rrule import MONTHLY, WEEKLY, rrule

Every = Literal["week", "two_weeks", "month"]
MOST = 52
"""Dates that are made at once: a year of weeks."""
ALWAYS_THERE = 28
"""The last day that every month has."""


def dates(first: datetime, every: Every, until: date) -> tuple[datetime, ...]:
    """From the first date on, that included, to the last day: at most `MOST` + 1, so that too many show.

    Aware moments in the zone of `first`. Where the clocks change, the hour on the wall stays; an hour that
    is left out in spring is the one after it. In a month too short for the day of the first, the month's
    last day.
    """
    naive, last = first.replace(tzinfo=None), datetime.combine(until, time.max)
    if every == "month" and first.day > ALWAYS_THERE:  # the last that there is of those up to this day
        days = tuple(range(ALWAYS_THERE, first.day + 1))
        rule = rrule(MONTHLY, naive, bymonthday=days, bysetpos=-1, until=last)
    elif every == "month":
        rule = rrule(MONTHLY, naive, until=last)
    else:
        rule = rrule(WEEKLY, naive, interval=2 if every == "two_weeks" else 1, until=last)
    found = [one.replace(tzinfo=first.tzinfo) for one in rule.xafter(naive, count=MOST)]
    return (first, *found)


def is_said_of_short_months(first: datetime, every: Every) -> bool:
    """Whether some month is too short for it."""
    return every == "month" and first.day > ALWAYS_THERE
