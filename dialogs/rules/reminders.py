"""Decides when a reminder is due: on the city's wall clock, not in quiet hours, never stale; and for whom.

Pure: the moment of the meeting and the rules go in, windows come out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dialogs.city import City, ReminderRule
from dialogs.rules.quiet import next_quiet

LAST_CALL = timedelta(minutes=30)
"""Closer to the start than this, a reminder is of no use: people are on their way."""
LATE = timedelta(hours=3)
"""So late a reminder is still said, where the day goes on without quiet hours."""
TOO_NEAR = timedelta(hours=4)
"""Of two reminders of one meeting that come so near to each other, on one day, only one is said."""
STALE = timedelta(days=3)
"""So long after its hour nobody is asked any more how a lab was."""


@dataclass(frozen=True, slots=True)
class Window:
    """From when on it is said, and from when on it is not said any more. Both in UTC."""

    opens_at: datetime
    closes_at: datetime

    def holds(self, now: datetime) -> bool:
        """Whether now is the time."""
        return self.opens_at <= now < self.closes_at


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder of one meeting: its kind and window. It is for those who signed up before `until`."""

    kind: str
    window: Window
    until: datetime


@dataclass(frozen=True, slots=True)
class Asking:
    """About labs that ended after `since` and up to `until` people are asked now, and until `closes_at`."""

    since: datetime
    until: datetime
    closes_at: datetime


def window(rule: ReminderRule, starts_at: datetime, city: City) -> Window:
    """When the reminder of this rule is said for a meeting that begins at `starts_at`.

    In quiet hours it is said right after them, if that is early enough; else in the hour before them.
    When quiet hours begin it is not said any more.
    """
    starts_at = starts_at.astimezone(UTC)
    opens = _hour(rule, starts_at, city)
    last_call = starts_at - min(LAST_CALL, (starts_at - opens) / 2)
    quiet = next_quiet(opens, city)
    if quiet is not None and quiet[0] <= opens:
        begin, end = quiet
        if end + LAST_CALL > starts_at - LAST_CALL:
            return Window(begin - timedelta(hours=1), begin)
        opens, quiet = end, next_quiet(end, city)
    evening = starts_at if quiet is None else quiet[0]
    if evening.astimezone(city.zone).date() > opens.astimezone(city.zone).date():
        evening = min(evening, opens + LATE)
    return Window(opens, min(evening, last_call))


def _hour(rule: ReminderRule, starts_at: datetime, city: City) -> datetime:
    """What the rule says, in UTC, whatever the hour.

    A time that the clock leaves out is as much later as the clock jumps; of one it shows twice, the first.
    """
    if rule.at is None:
        return starts_at - (rule.before or timedelta())
    day_before = starts_at.astimezone(city.zone).date() - timedelta(days=1)
    return datetime.combine(day_before, rule.at, city.zone).astimezone(UTC)


def due(rules: Iterable[ReminderRule], starts_at: datetime, city: City) -> tuple[Due, ...]:
    """All reminders of a meeting that begins at `starts_at`, in the order in which they are said.

    Who signs up after the hour of one gets the next; after that of the last, the last, at once. Of two that
    are too near, the one that quiet hours bend is left out, else that of the later rule.
    """
    starts_at = starts_at.astimezone(UTC)
    found = [(rule, window(rule, starts_at, city)) for rule in rules if rule.after is None]
    found.sort(key=lambda one: one[1].opens_at != _hour(one[0], starts_at, city))
    kept: list[tuple[ReminderRule, Window]] = []
    for rule, when in found:
        near = next((n for n, (_, other) in enumerate(kept) if _is_near(when, other)), None)
        if near is None:
            kept.append((rule, when))
        else:  # it is said for the other too: as long as either would be
            other = kept[near][1]
            kept[near] = kept[near][0], Window(other.opens_at, max(when.closes_at, other.closes_at))
    kept.sort(key=lambda one: one[1].opens_at)
    last = len(kept) - 1
    return tuple(
        Due(rule.kind, when, when.closes_at if n == last else when.opens_at)
        for n, (rule, when) in enumerate(kept)
    )


def _is_near(one: Window, other: Window) -> bool:
    first, second = sorted((one, other), key=lambda window: window.opens_at)
    return second.opens_at <= min(first.opens_at + TOO_NEAR, first.closes_at)


def asking(after: timedelta, now: datetime, city: City) -> Asking | None:
    """Which labs people are asked about now, so long `after` they ended; None in quiet hours.

    Those whose hour falls into them are asked in the morning.
    """
    now = now.astimezone(UTC)
    quiet = next_quiet(now, city)
    if quiet is not None and quiet[0] <= now:
        return None
    until = now - after
    return Asking(until - STALE, until, now + STALE if quiet is None else quiet[0])
