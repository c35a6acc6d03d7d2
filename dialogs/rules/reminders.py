"""Decides when a reminder is due: on the city's wall clock, not in quiet hours, never stale.

Pure: the moment of the meeting and the rule go in, a window comes out.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogs.city import City, ReminderRule

LAST_CALL = timedelta(minutes=30)
"""Closer to the start than this, a reminder is of no use: people are on their way."""


@dataclass(frozen=True, slots=True)
class Window:
    """From when on it is said, and from when on it is not said any more."""

    opens_at: datetime
    closes_at: datetime

    def holds(self, now: datetime) -> bool:
        """Whether now is the time."""
        return self.opens_at <= now < self.closes_at


def _is_quiet(clock: time, city: City) -> bool:
    start, end = city.quiet_from, city.quiet_to
    return start <= clock < end if start <= end else clock >= start or clock < end


def _quiet_around(moment: datetime, city: City) -> tuple[datetime, datetime] | None:
    """The quiet hours a wall-clock moment falls into, if any."""
    if not _is_quiet(moment.timetz().replace(tzinfo=None), city):
        return None
    day = moment.date()
    if city.quiet_from > city.quiet_to and moment.time() < city.quiet_to:
        day -= timedelta(days=1)
    ends_on = day + timedelta(days=1) if city.quiet_from > city.quiet_to else day
    start = datetime.combine(day, city.quiet_from, moment.tzinfo)
    return start, datetime.combine(ends_on, city.quiet_to, moment.tzinfo)


def _quiet_after(moment: datetime, city: City) -> datetime | None:
    """When the next quiet hours begin; None if there are none."""
    if city.quiet_from == city.quiet_to:
        return None
    begin = datetime.combine(moment.date(), city.quiet_from, moment.tzinfo)
    return begin if begin > moment else begin + timedelta(days=1)


def window(rule: ReminderRule, starts_at: datetime, city: City) -> Window:
    """When the reminder of this rule is said for a meeting that begins at `starts_at`.

    In quiet hours it is said right after them, if that is early enough; else in the hour before them.
    When quiet hours begin it is not said any more.
    """
    zone: ZoneInfo = city.zone
    starts_at = starts_at.astimezone(UTC)
    start = starts_at.astimezone(zone)
    if rule.at is not None:
        opens = datetime.combine(start.date() - timedelta(days=1), rule.at, zone)
        evening = datetime.combine(opens.date(), city.quiet_from, zone)
        closes = evening if evening > opens else opens + timedelta(hours=3)
    else:
        opens = (starts_at - (rule.before or timedelta())).astimezone(zone)
        closes = (starts_at - min(LAST_CALL, (rule.before or LAST_CALL) / 2)).astimezone(zone)
    quiet = _quiet_around(opens, city)
    if quiet is not None:
        begin, end = quiet
        if end.timestamp() + LAST_CALL.total_seconds() <= starts_at.timestamp() - LAST_CALL.total_seconds():
            opens, closes = end, max(closes, end + LAST_CALL)
        else:
            opens, closes = begin - timedelta(hours=1), begin
    closes = min(closes, _quiet_after(opens, city) or closes, key=datetime.timestamp)
    return Window(opens, min(closes, start, key=datetime.timestamp))
