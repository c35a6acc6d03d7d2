"""Long polling: updates are fetched, handled in order, and confirmed after their turns have committed."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.lanes import Lanes
from bot.telegram.port import Gateway, Raw, Taken, TelegramDown
from bot.turn import Host, Turn, take
from dialogs.event import Incoming
from storage.database import TROUBLE

log = structlog.get_logger()
LONGEST_PAUSE_S = 30.0


class Polling:
    """One poller. `after` is told of each turn once it is committed."""

    def __init__(
        self,
        host: Host,
        gateway: Gateway,
        lanes: Lanes,
        now: Callable[[], datetime],
        poll_s: int,
        after: Callable[[Incoming, Turn], None],
    ) -> None:
        self._host, self._gateway, self._lanes, self._now = host, gateway, lanes, now
        self._poll_s, self._after = poll_s, after
        self._offset: int | None = None
        self._failures = 0
        self.has_polled = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop; what is in hand then is finished first. Raises TokenRefused."""
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                asked = asyncio.create_task(self._fetch())
                await asyncio.wait({asked, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not asked.done():
                    asked.cancel()
                    await asyncio.gather(asked, return_exceptions=True)
                    return
                await self._handle(asked.result(), stopping)
        finally:
            stopping.cancel()
            await self._confirm()

    async def _fetch(self) -> list[Raw]:
        wait_s = self._poll_s if self.has_polled.is_set() else 0
        try:
            raws = await self._gateway.updates(self._offset, wait_s)
        except TelegramDown as error:
            log.warning("Telegram does not answer", reason=str(error))
            await self._back_off(error.retry_after_s)
            return []
        except Taken:
            log.warning("another program reads this bot's updates, or a webhook is set: only one can be")
            await self._back_off(5.0)
            return []
        self._failures = 0
        self.has_polled.set()
        return raws

    async def _back_off(self, at_least_s: float) -> None:
        self._failures += 1
        longest = min(LONGEST_PAUSE_S, 0.5 * 2.0 ** min(self._failures, 6))
        await asyncio.sleep(max(at_least_s, longest * random.uniform(0.5, 1.0)))  # noqa: S311  # jitter is no secret

    async def _handle(self, raws: list[Raw], stopping: asyncio.Task[bool]) -> None:
        """One chat in order, different lanes side by side; confirmed up to the first that failed."""
        turns, failed = [], set[int]()
        for raw in raws:
            incoming = self._gateway.parse(raw)
            turns.append(None if incoming is None else asyncio.create_task(self._turn(incoming, failed)))
        for raw, turn in zip(raws, turns, strict=True):
            if turn is not None and not await turn:
                await asyncio.gather(*filter(None, turns))
                if not stopping.done():
                    await self._back_off(0.0)
                return
            self._offset = int(raw["update_id"]) + 1

    async def _turn(self, incoming: Incoming, failed: set[int]) -> bool:
        """One turn; what comes after a failed one in its chat waits to be sent again, in its order."""

        def unless_failed() -> Turn | None:
            if incoming.chat_id in failed:
                return None
            try:
                return take(self._host, incoming, self._now())
            except TROUBLE:
                failed.add(incoming.chat_id)
                raise

        try:
            turn = await self._lanes.run(incoming.chat_id, unless_failed)
        except TROUBLE as error:
            log.error("the database is in trouble", reason=type(error).__name__, update=incoming.update_id)
            return False
        if turn is None:
            return False
        self._after(incoming, turn)
        return True

    async def _confirm(self) -> None:
        """Tell Telegram what was handled, so that it need not come again; no matter if that fails."""
        if self._offset is not None:
            try:
                async with asyncio.timeout(1.5):
                    await self._gateway.updates(self._offset, 0)
            except (TimeoutError, TelegramDown, Taken):
                return
