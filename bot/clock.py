"""The clock only ticks: what is due is found in the database by the sweeps, never remembered here."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

TICK_S = 20
PRUNE_H = 6


async def _until_stopped(job: Callable[[], Awaitable[None]]) -> None:
    """What is broken off because the clock stops is no error, as APScheduler would have it."""
    with contextlib.suppress(asyncio.CancelledError):
        await job()


class Clock:
    """Ticks every 20 seconds, and every six hours for what is to be forgotten."""

    def __init__(self, tick: Callable[[], Awaitable[None]], prune: Callable[[], Awaitable[None]]) -> None:
        self._tick, self._prune = tick, prune
        self._scheduler: Any = None

    def start(self) -> None:
        """Begin to tick, in the running event loop. A late tick is not skipped, and two do not pile up."""
        from datetime import UTC, datetime

        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        now = datetime.now(UTC)
        self._scheduler.add_job(
            partial(_until_stopped, self._tick), "interval", seconds=TICK_S, next_run_time=now
        )
        self._scheduler.add_job(
            partial(_until_stopped, self._prune), "interval", hours=PRUNE_H, next_run_time=now
        )
        self._scheduler.start()

    def stop(self) -> None:
        """No more ticks."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
