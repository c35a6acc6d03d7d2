"""The time of the demo: the true time and a lead over it that only grows.

It must not know what happens when time is moved; listeners do, and whoever it walks with.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

STRIDE = timedelta(minutes=30)
"""No reminder's time is shorter than this, so that a walk passes none by."""
MOST_STRIDES = 500
"""A longer walk, of more than ten days, takes longer strides."""


class DemoClock:
    """Aware UTC. `listeners` are called after each jump; `has_arrived` is set but while it walks."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[], None]] = []
        self.has_arrived = asyncio.Event()
        self.has_arrived.set()
        self._lead = timedelta()
        self._goal = timedelta()

    def now(self) -> datetime:
        """The demo's present, in UTC."""
        return datetime.now(UTC) + self._lead

    def minute_left_s(self) -> float:
        """Seconds until the next full minute."""
        now = self.now()
        return 60.0 - now.second - now.microsecond / 1e6

    def forward(self, by_s: float) -> None:
        """Move on by some seconds. Raises ValueError on a step back."""
        if not by_s >= 0:
            raise ValueError("The clock never goes backwards.")
        try:
            goal = self._goal + timedelta(seconds=by_s)
            datetime.now(UTC) + goal + timedelta(days=3660)
        except OverflowError:
            raise ValueError("That is further than the calendar goes.") from None
        self._goal = goal
        self._set_out()

    def to(self, wall_clock: str, zone: ZoneInfo) -> None:
        """Move on to the next time the city's clock shows "18:00". Raises ValueError on another shape."""
        try:
            shown = time.fromisoformat(wall_clock)
        except ValueError:
            raise ValueError('A time is written like "18:00".') from None
        now = datetime.now(UTC) + self._goal
        today = now.astimezone(zone).date()
        goal = datetime.combine(today, shown, zone).astimezone(UTC)
        if goal <= now:
            goal = datetime.combine(today + timedelta(days=1), shown, zone).astimezone(UTC)
        self.forward((goal - now).total_seconds())

    def _set_out(self) -> None:
        self._step(self._goal)

    def _step(self, lead: timedelta) -> None:
        self._lead = lead
        for listener in self.listeners:
            listener()


class WalkingClock(DemoClock):
    """Does not jump but walks, at most half an hour at a time: what is due on the way can be done.

    `companion` is awaited after each stride. It walks in the running event loop.
    """

    def __init__(self) -> None:
        super().__init__()
        self.companion: Callable[[], Awaitable[object]] | None = None
        self._walk: asyncio.Task[None] | None = None
        self._stride = STRIDE

    def _set_out(self) -> None:
        self.has_arrived.clear()
        self._stride = max(STRIDE, (self._goal - self._lead) / MOST_STRIDES)
        if self._walk is None or self._walk.done():
            self._walk = asyncio.create_task(self._go())

    async def _go(self) -> None:
        try:
            while self._lead < self._goal:
                self._step(min(self._goal, self._lead + self._stride))
                if self.companion is not None:
                    await self.companion()
        finally:
            self.has_arrived.set()

    async def stop(self) -> None:
        """Stay where it is; whoever waits for its arrival is let go."""
        if self._walk is not None:
            self._walk.cancel()
            await asyncio.wait({self._walk})
        self.has_arrived.set()
