"""What time brings about: reminders, announcements that are due, questions that wait, old data that goes.

Every sweep is idempotent and finds its work in the database: a restart or a late tick harms nothing.
"""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.lanes import Lanes
from bot.turn import Host
from dialogs.desk import progress, resting
from dialogs.labs import reminding
from dialogs.people import asking
from storage import announcements, audit, copies, drafts, inbox, outbox, people, questions
from storage.database import TROUBLE

log = structlog.get_logger()


class Sweeps:
    """All sweeps of one bot. `nudge` is called when they may have put something into the outbox."""

    def __init__(
        self, host: Host, lanes: Lanes, now: Callable[[], datetime], nudge: Callable[[], None]
    ) -> None:
        self._host, self._lanes, self._now, self._nudge = host, lanes, now, nudge
        self._one_at_a_time = asyncio.Lock()
        self._is_over = False

    def begin(self) -> None:
        """Sweep again, after a `finish`."""
        self._is_over = False

    async def look_back(self) -> None:
        """Before anything goes out: what should have gone out long ago rests, and somebody is asked."""
        async with self._one_at_a_time:
            await self._lanes.run(0, self._rest)

    async def tick(self) -> None:
        """Everything that is due now."""
        async with self._one_at_a_time:
            try:
                await self._all_of(self._rest, self._plan, self._move, self._remind, self._due)
            except TROUBLE as error:
                log.error("a sweep could not be done", reason=type(error).__name__)
            self._nudge()

    async def _all_of(self, *sweeps: Callable[[], bool]) -> None:
        """One after the other, each until it has nothing more to do; others are let in between."""
        for sweep in sweeps:
            while not self._is_over and await self._lanes.run(0, sweep):
                self._nudge()

    async def prune(self) -> None:
        """Forget what is not needed any more."""
        async with self._one_at_a_time:
            try:
                if not self._is_over:
                    await self._lanes.run(0, self._forget)
            except TROUBLE as error:
                log.error("old data could not be removed", reason=type(error).__name__)

    async def finish(self) -> None:
        """Wait for the sweep that was begun, and begin none after it."""
        self._is_over = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1.0), self._one_at_a_time:
                return

    def _rest(self) -> bool:
        """What is all settled is done; what is overdue, or refused too often, rests."""
        with self._host.database.transaction() as tx:
            resting.sweep(tx, self._host.city, self._now())
        return False

    def _plan(self) -> bool:
        """Lay out the next copies of the first announcement that is due; False if none is."""
        now = self._now()
        with self._host.database.transaction() as tx:
            for number in announcements.due(tx, now):
                found = announcements.get(tx, number)
                if found is not None:
                    copies.plan(tx, found, now)
                    return True
        return False

    def _move(self) -> bool:
        """Set some copies aside, queue others again, take others back; False if there are none."""
        now = self._now()
        with self._host.database.transaction() as tx:
            return (copies.hold(tx) or copies.release(tx) or copies.drop(tx, now)) > 0

    def _remind(self) -> bool:
        with self._host.database.transaction() as tx:
            return reminding.sweep(tx, self._host.city, self._now()) >= reminding.AT_ONCE

    def _due(self) -> bool:
        city, now = self._host.city, self._now()
        with self._host.database.transaction() as tx:
            asking.raise_overdue(tx, city, now)
            outbox.expire(tx, now)
            progress.sweep(tx, now)
        return False

    def _forget(self) -> None:
        city, now = self._host.city, self._now()
        with self._host.database.transaction() as tx:
            gone = {
                "updates": inbox.prune(tx, now),
                "messages": outbox.prune(tx, now, city.keep_messages),
                "drafts": drafts.prune(tx, now - city.keep_drafts),
                "answers": questions.wipe(tx, now - city.keep_answers),
                "acts": audit.prune(tx, now - city.keep_audit),
                "visitors": people.prune_visitors(tx, (now - city.keep_visitors).date()),
            }
        log.info("old data removed", **gone)
