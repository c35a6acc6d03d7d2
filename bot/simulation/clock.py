"""The time of the synthetic city: it stands still until it is moved, so the same seed gives the same times.

It must not know what happens at which hour.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.playground.demo_clock import DemoClock

BEGINS = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
"""A Monday, 10 o'clock in Bologna; the clocks there change to summer time eight weeks later."""
ZONE = ZoneInfo("Europe/Rome")
"""Where the city is."""


class StandingClock(DemoClock):
    """Aware UTC, exact to the hour."""

    def now(self) -> datetime:
        """The city's present."""
        return self.at(self._lead)

    def at(self, since: timedelta) -> datetime:
        """The moment so long after the beginning."""
        return BEGINS + since

    def to_hour(self, hour: int) -> None:
        """Move on to this hour since the beginning. Raises ValueError on a step back."""
        self.forward((BEGINS + timedelta(hours=hour) - self.now()).total_seconds())
