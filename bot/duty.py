"""Whether this process delivers: it holds the claim on the database, or stands by until it can have it.

It must not know what is done on duty, nor how a claim is held.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import NoReturn

import structlog

from storage.claim import Bell, Claim, ClaimLost, claim
from storage.database import TROUBLE, Database
from storage.duty import Superseded

log = structlog.get_logger()
Serving = Callable[[], AbstractAsyncContextManager[None]]
TRY_EVERY_S = 0.5
"""So often the one that stands by looks whether it can take over."""
WATCH_S = 0.5
"""So long one look at the claim takes, and so late a lost one may be noticed."""


class Duty:
    """The duty of one process. `is_on` is set while it delivers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._claim: Claim | None = None
        self.is_on = asyncio.Event()

    @property
    def has_claim(self) -> bool:
        """Whether nobody else may deliver now."""
        return self._claim is not None

    async def claims(self) -> bool:
        """Try to get the claim."""
        self._claim = await asyncio.to_thread(claim, self._database)
        return self._claim is not None

    async def run(self, stop: asyncio.Event, serve: Serving, rung: Callable[[Bell], None]) -> None:
        """Whenever it is this process' turn, until told to stop: do what `serve` opens.

        `rung` is called with what another process has left to do.
        """
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                if self._claim is None and not await self.claims():
                    await asyncio.wait({stopping}, timeout=TRY_EVERY_S)
                    continue
                try:
                    await self._serve(stopping, serve, rung)
                except* (Superseded, ClaimLost) as lost:
                    log.error("another process delivers: standing by", reason=_names(lost))
                except* TROUBLE as trouble:
                    log.error("the database is in trouble", reason=_names(trouble))
                if not stop.is_set():
                    await asyncio.wait({stopping}, timeout=TRY_EVERY_S)
        finally:
            stopping.cancel()
            self._release()

    async def _serve(
        self, stopping: asyncio.Task[bool], serve: Serving, rung: Callable[[Bell], None]
    ) -> None:
        """One term, until told to stop. Raises ClaimLost, Superseded, TROUBLE, alone or in a group."""
        assert self._claim is not None
        watching = asyncio.create_task(_watch(self._claim, rung))
        try:
            await asyncio.to_thread(self._claim.watch, 0.0)  # it may be long since it was had
            async with serve():
                self.is_on.set()
                await asyncio.wait({watching, stopping}, return_when=asyncio.FIRST_COMPLETED)
                self.is_on.clear()
            if watching.done():
                watching.result()
        finally:
            self.is_on.clear()
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            self._release()

    def _release(self) -> None:
        if self._claim is not None:
            self._claim.release()
            self._claim = None


async def _watch(held: Claim, rung: Callable[[Bell], None]) -> NoReturn:
    """Raises ClaimLost when it is."""
    while True:
        for bell in await asyncio.to_thread(held.watch, WATCH_S):
            rung(bell)


def _names(group: BaseException) -> str:
    if isinstance(group, BaseExceptionGroup):
        return ", ".join(sorted({_names(error) for error in group.exceptions}))
    return type(group).__name__
