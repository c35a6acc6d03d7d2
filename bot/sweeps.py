"""What time brings about: reminders, announcements that are due, questions that wait, old data that goes.

Every sweep is idempotent and finds its work in the database: a restart or a late tick harms nothing.
"""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime
from functools import partial

import structlog

from bot.lanes import Lanes
from bot.turn import Host
from dialogs.after import no_show
from dialogs.desk import progress, resting
from dialogs.labs import offering, reminding
from dialogs.people import asking, forgetting
from storage import announcements, copies, flow, group_copies, keeping, outbox, waiting
from storage.database import TROUBLE
from storage.kind import Kind
from storage.kinds import KINDS

log = structlog.get_logger()


class Sweeps:
    """All sweeps of one bot. `nudge` is called when they may have put something into the outbox."""

    def __init__(
        self, host: Host, lanes: Lanes, now: Callable[[], datetime], nudge: Callable[[], None]
    ) -> None:
        self._host, self._lanes, self._now, self._nudge = host, lanes, now, nudge
        self._one_at_a_time = asyncio.Lock()
        self._is_over = False
        self._looking: asyncio.Future[keeping.Keys] | None = None
        self._swept = reminding.Swept()

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
                await self._all_of(self._rest, self._plan, self._move, self._offer, self._remind, self._due)
            except TROUBLE as error:
                log.error("a sweep could not be done", reason=type(error).__name__)
            self._nudge()

    async def _all_of(self, *sweeps: Callable[[], bool]) -> None:
        """One after the other, each until it has nothing more to do; others are let in between."""
        for sweep in sweeps:
            while not self._is_over and await self._lanes.run(0, sweep):
                self._nudge()

    async def prune(self) -> None:
        """Take away what is not kept any more: kind by kind, little by little, and others are let in between.

        One kind that fails stops no other.
        """
        gone: dict[str, int] = {}
        for kind in KINDS:
            try:
                gone[kind.name] = await self._prune_all(kind)
            except TROUBLE as error:
                log.error("old data could not be removed", kind=kind.name, reason=type(error).__name__)
            except Exception:
                log.exception("old data could not be removed", kind=kind.name)
        log.info("old data removed", **{kind: count for kind, count in gone.items() if count})

    async def _prune_all(self, kind: Kind) -> int:
        all_gone = 0
        while not self._is_over:
            now = self._now()
            # Looking may take a while, and no reply waits for it: it is done beside the lanes.
            # Broken off, it still comes to its end: `finish` waits, lest a connection stay open.
            self._looking = asyncio.ensure_future(asyncio.to_thread(self._look, kind, now))
            keys = await asyncio.shield(self._looking)
            async with self._one_at_a_time:
                gone = await self._lanes.run(0, partial(self._prune, kind, now, keys))
            if gone == 0:
                break
            all_gone += gone
        return all_gone

    def _look(self, kind: Kind, now: datetime) -> keeping.Keys:
        with self._host.database.reading() as tx:
            return keeping.look(tx, kind, self._host.city.keep, now)

    def _prune(self, kind: Kind, now: datetime, keys: keeping.Keys) -> int:
        city = self._host.city
        with self._host.database.transaction() as tx:
            match kind.name:
                case "people":
                    return forgetting.sweep(tx, city, kind, now)
                case "copies":
                    return copies.fold(tx, now - city.keep["copies"])
            return keeping.remove(tx, kind, city.keep, now, keys)

    async def finish(self) -> None:
        """Wait for the sweep that was begun, and begin none after it."""
        self._is_over = True
        if self._looking is not None:
            await asyncio.wait({self._looking}, timeout=1.0)
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
                    if not found.planned_to:
                        group_copies.plan(tx, found, now)
                    return True
        return False

    def _move(self) -> bool:
        """Set some copies aside, queue others again, take others back; False if there are none."""
        now = self._now()
        with self._host.database.transaction() as tx:
            return (flow.hold(tx) or flow.release(tx) or flow.drop(tx, now)) > 0

    def _offer(self) -> bool:
        """Each lab by itself, so that no reply waits behind many."""
        city, now = self._host.city, self._now()
        with self._host.database.reading() as tx:
            labs = waiting.to_look_at(tx, now)
        for lab in labs:
            with self._host.database.transaction() as tx:
                offering.sweep(tx, city, lab, now)
        return False

    def _remind(self) -> bool:
        with self._host.database.transaction() as tx:
            return reminding.sweep(tx, self._host.city, self._now(), self._swept) >= reminding.AT_ONCE

    def _due(self) -> bool:
        city, now = self._host.city, self._now()
        with self._host.database.transaction() as tx:
            no_show.sweep(tx, city, now)
            asking.raise_overdue(tx, city, now)
            outbox.expire(tx, now)
            progress.sweep(tx, now)
        return False
