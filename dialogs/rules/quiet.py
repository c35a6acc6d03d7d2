"""Knows the city's quiet hours on its wall clock: when they end, and how much time lies outside them.

Pure; moments are aware, spans are of real time.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from dialogs.city import City


def _quiet(city: City, since: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Quiet hours, one after the other, in UTC, from the one that holds or follows a moment; without end."""
    day = since.astimezone(city.zone).date() - timedelta(days=1)
    goes_over_midnight = city.quiet_from > city.quiet_to
    while True:
        begin = datetime.combine(day, city.quiet_from, city.zone).astimezone(UTC)
        last = day + timedelta(days=1) if goes_over_midnight else day
        end = datetime.combine(last, city.quiet_to, city.zone).astimezone(UTC)
        if end > max(begin, since):  # the clock may leap over all of them
            yield begin, end
        day += timedelta(days=1)


def next_quiet(moment: datetime, city: City) -> tuple[datetime, datetime] | None:
    """The quiet hours a moment falls into, else the next: from when until when. None where there are none."""
    return None if city.quiet_from == city.quiet_to else next(_quiet(city, moment))


def awake_after(moment: datetime, city: City) -> datetime:
    """The moment itself, or the end of the quiet hours it falls into."""
    if city.quiet_from == city.quiet_to:
        return moment
    begin, end = next(_quiet(city, moment))
    return end if begin <= moment else moment


def awake_between(start: datetime, end: datetime, city: City) -> timedelta:
    """How much time outside quiet hours lies between two moments; none if `end` is before `start`."""
    if end <= start or city.quiet_from == city.quiet_to:
        return max(end - start, timedelta())
    awake = end - start
    for quiet_from, quiet_to in _quiet(city, start):
        if quiet_from >= end:
            break
        awake -= min(quiet_to, end) - max(quiet_from, start)
    return awake


def add_awake(moment: datetime, span: timedelta, city: City) -> datetime:
    """The moment when so much time outside quiet hours has gone by."""
    if city.quiet_from == city.quiet_to:
        return moment + span
    at = awake_after(moment, city)
    for begin, end in _quiet(city, at):
        if at + span <= begin:
            break
        span -= begin - at
        at = end
    return at + span
