"""Writes down what became of messages, in small batches, and keeps what cannot be written yet.

It must not know how messages are sent, nor what an outcome means (`states.py`).
"""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.lanes import Lanes
from bot.turn import Host
from storage import groups, outbox, people
from storage.database import TROUBLE, keep_apart
from storage.outbox import Result

log = structlog.get_logger()
AGAIN_S = 1.0


class Ledger:
    """The results of one courier. `written` is told of each batch that is in the database."""

    def __init__(
        self, host: Host, lanes: Lanes, now: Callable[[], datetime], written: Callable[[list[Result]], None]
    ) -> None:
        self._host, self._lanes, self._now, self._written = host, lanes, now, written
        self._unwritten: list[Result] = []
        self._has_some = asyncio.Event()

    def add(self, result: Result) -> None:
        """To be written down."""
        self._unwritten.append(result)
        self._has_some.set()

    async def run(self) -> None:
        """Write until cancelled; then `write` what is left."""
        while True:
            await self._has_some.wait()
            if not await self.write():
                await asyncio.sleep(AGAIN_S)

    async def write(self) -> bool:
        """Write down all results there are, in one transaction; False, and kept, if that fails."""
        self._has_some.clear()
        batch, now = list(self._unwritten), self._now()
        if not batch:
            return True
        try:
            await self._lanes.run(0, lambda: self._write(batch, now))
        except Exception as error:
            if isinstance(error, TROUBLE):
                log.error("results cannot be written down", reason=type(error).__name__, results=len(batch))
                self._has_some.set()
                return False
            log.exception("results could not be written down together", results=len(batch))
            await self._lanes.run(0, lambda: self._write_singly(batch, now))
        self._unwritten = self._unwritten[len(batch) :]
        self._written(batch)
        return True

    def _write_singly(self, batch: list[Result], now: datetime) -> None:
        """One that cannot be written takes no other along; its row stays as it was handed out."""
        for result in batch:
            try:
                self._write([result], now)
            except Exception:
                log.exception("a result could not be written down", row=result.parcel.id)

    def _write(self, batch: list[Result], now: datetime) -> None:
        with self._host.database.transaction() as tx:
            if any(result.moved_to is not None for result in batch):
                keep_apart(tx, groups.ONE_AT_A_TIME)
            outbox.record(tx, batch, now)
            for result in batch:
                parcel = result.parcel
                if result.is_gone and parcel.person_id is not None:
                    people.set_unreachable(tx, parcel.person_id, now)
                elif result.is_gone:
                    groups.leave(tx, parcel.chat_id, now)
                elif result.moved_to is not None:
                    groups.move(tx, parcel.chat_id, result.moved_to)
