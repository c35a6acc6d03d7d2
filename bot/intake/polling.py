"""Long polling: updates are fetched, handled in order, and confirmed after their turns have committed."""

import asyncio
import random

import structlog

from bot.intake.reception import Reception
from bot.telegram.port import Gateway, Raw, Taken, TelegramDown
from bot.telegram.updates import whole

log = structlog.get_logger()
LONGEST_PAUSE_S = 30.0


class Polling:
    """One poller."""

    def __init__(self, gateway: Gateway, poll_s: int, reception: Reception) -> None:
        self._gateway, self._poll_s, self._reception = gateway, poll_s, reception
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
        try:
            if not self.has_polled.is_set():  # a webhook may be left from before: with it, nobody may poll
                await self._gateway.delete_webhook()
            raws = await self._gateway.updates(self._offset, self._poll_s if self.has_polled.is_set() else 0)
        except TelegramDown as error:
            log.warning("Telegram does not answer", reason=str(error))
            await self._back_off(error.retry_after_s)
            return []
        except Taken:
            log.warning("another program reads this bot's updates, or a webhook is set: only one can be")
            await self._back_off(0.0)
            return []
        self._failures = 0
        self.has_polled.set()
        return raws

    async def _back_off(self, at_least_s: float) -> None:
        self._failures += 1
        longest = min(LONGEST_PAUSE_S, 0.5 * 2.0 ** min(self._failures, 6))
        await asyncio.sleep(max(at_least_s, longest * random.uniform(0.5, 1.0)))  # noqa: S311  # jitter is no secret

    async def _handle(self, raws: list[Raw], stopping: asyncio.Task[bool]) -> None:
        """One chat in order, different lanes side by side; confirmed up to the first that failed.

        What has no number cannot be confirmed: it is passed over, and comes again, but not at once.
        """
        failed = set[int]()
        turns = [asyncio.create_task(self._reception.receive(raw, failed)) for raw in raws]
        for raw, turn in zip(raws, turns, strict=True):
            if not await turn:
                await asyncio.gather(*turns)
                if not stopping.done():
                    await self._back_off(0.0)
                return
            if (number := whole(raw, "update_id")) is not None:
                self._offset = number + 1
        if raws and all(whole(raw, "update_id") is None for raw in raws) and not stopping.done():
            await self._back_off(0.0)

    async def _confirm(self) -> None:
        """Tell Telegram what was handled, so that it need not come again; no matter if that fails."""
        if self._offset is not None:
            try:
                async with asyncio.timeout(1.5):
                    await self._gateway.updates(self._offset, 0)
            except (TimeoutError, TelegramDown, Taken):
                return
