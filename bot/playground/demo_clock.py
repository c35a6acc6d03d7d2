"""The time of the demo: the true time and a lead over it that only grows.

It must not know what happens when time is moved; listeners do.
"""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


class DemoClock:
    """Aware UTC. `listeners` are called after each jump."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[], None]] = []
        self._lead = timedelta()

    def now(self) -> datetime:
        """The demo's present, in UTC."""
        return datetime.now(UTC) + self._lead

    def forward(self, by_s: float) -> None:
        """Move on by some seconds. Raises ValueError on a step back."""
        if not by_s >= 0:
            raise ValueError("The clock never goes backwards.")
        try:
            lead = self._lead + timedelta(seconds=by_s)
            datetime.now(UTC) + lead + timedelta(days=3660)
        except OverflowError:
            raise ValueError("That is further than the calendar goes.") from None
        self._lead = lead
        for listener in self.listeners:
            listener()

    def to(self, wall_clock: str, zone: ZoneInfo) -> None:
        """Move on to the next time the city's clock shows "18:00". Raises ValueError on another shape."""
        try:
            shown = time.fromisoformat(wall_clock)
        except ValueError:
            raise ValueError('A time is written like "18:00".') from None
        now = self.now()
        today = now.astimezone(zone).date()
        goal = datetime.combine(today, shown, zone).astimezone(UTC)
        if goal <= now:
            goal = datetime.combine(today + timedelta(days=1), shown, zone).astimezone(UTC)
        self.forward((goal - now).total_seconds())
