"""The courier empties the outbox as fast as the budgets allow, and sees that what came of it is written down.

It must not know what messages say; letters are told by the site when their turn comes (`mailbag.py`).
"""

import asyncio
import random
import time
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.courier.budget import Ticket
from bot.courier.calm import Calm
from bot.courier.ledger import Ledger
from bot.courier.mailbag import Mailbag, Wanted
from bot.courier.pacing import Pacing
from bot.courier.states import pause_s, settled
from bot.lanes import Lanes
from bot.metrics import Metrics
from bot.telegram.captions import requests
from bot.telegram.port import (
    Gateway,
    Outcome,
    Refused,
    Sent,
    TelegramDown,
    TokenRefused,
    Unknown,
    Unsent,
    Wait,
)
from bot.turn import Host
from dialogs.screen import Message
from storage.database import TROUBLE
from storage.duty import Superseded
from storage.outbox import Parcel, Result

log = structlog.get_logger()
IDLE_S = 1.0
"""So often the outbox is looked at when nobody nudges: for what others put there."""
LEAD_S = 0.045
"""So long before there is room for a message it is fetched: the database needs a moment."""
SHORTEST_S = 0.001
LAST_ANSWERS_S = 1.5
PUT_BACK_S = 1.0
"""What was fetched and cannot go within so long is put back: by then it may not be wanted any more."""


class Courier:
    """One courier for one bot. `run` it in a task, one term at a time; `nudge` it after each commit.

    `is_paid`: messages may go beyond what Telegram sends for nothing.
    """

    def __init__(
        self,
        host: Host,
        gateway: Gateway,
        lanes: Lanes,
        pacing: Pacing,
        now: Callable[[], datetime],
        is_paid: bool = False,
        metrics: Metrics | None = None,
    ) -> None:
        self._gateway, self._lanes, self._pacing, self._now = gateway, lanes, pacing, now
        self._is_paid, self._metrics = is_paid, metrics or Metrics()
        self._mailbag, self._calm = Mailbag(host), Calm()
        self._ledger = Ledger(host, lanes, now, self._written)
        self._nudged = asyncio.Event()
        self._on_the_way: dict[int, asyncio.Task[None] | None] = {}
        self._stopping = False
        self._had_room = True
        self.looked_at_s: float | None = None

    @property
    def age_s(self) -> float | None:
        """Seconds since the outbox was last looked at; None where it is not ours to look at."""
        return None if self.looked_at_s is None else time.monotonic() - self.looked_at_s

    @property
    def budget_used(self) -> float:
        """The share of the sending budget that was used in the last second, 0 to 1."""
        budget = self._pacing.budget
        return budget.used(time.monotonic()) / budget.per_second

    def nudge(self) -> None:
        """Something may be waiting."""
        self._nudged.set()

    async def begin(self) -> None:
        """Take over, from a process that died or from nobody. Raises TROUBLE."""
        count = await self._lanes.run(0, self._mailbag.begin)
        if count:
            log.warning("messages were on their way when the process died", messages=count)
            self._pacing.budget.take(count, time.monotonic())

    async def run(self) -> None:
        """Deliver until stopped; then see what is on its way to its end. Raises Superseded."""
        self._stopping = False
        ledger = asyncio.create_task(self._ledger.run())
        try:
            while not self._stopping:
                self._nudged.clear()
                self.looked_at_s = time.monotonic()
                if not await self._hand_out():
                    await self._rest()
        finally:
            self.looked_at_s = None
            try:
                sending = [task for task in self._on_the_way.values() if task is not None]
                if sending:
                    await asyncio.wait(sending, timeout=LAST_ANSWERS_S)
            finally:
                ledger.cancel()
                await asyncio.gather(ledger, return_exceptions=True)
                await self._ledger.write()
                self._on_the_way.clear()

    def stop(self) -> None:
        """Hand out nothing more."""
        self._stopping = True
        self._nudged.set()

    async def _rest(self) -> None:
        """Until somebody nudges, or there is room, or a chat that was held is free again."""
        now_s = time.monotonic()
        wait_s = IDLE_S
        if self._calm.until_s > now_s:
            wait_s = self._calm.until_s - now_s
        else:
            if not self._had_room:
                wait_s = min(wait_s, max(SHORTEST_S, self._pacing.next_s(now_s, is_reply=False) - LEAD_S))
            wait_s = min(wait_s, self._pacing.free_s(now_s) or wait_s)
        try:
            async with asyncio.timeout(wait_s):
                await self._nudged.wait()
        except TimeoutError:
            return

    async def _hand_out(self) -> bool:
        """Send off what may go now; False if there was nothing. Raises Superseded."""
        now_s = time.monotonic()
        if not await self._telegram_is_there(now_s):
            return False
        replies = self._pacing.room(now_s + LEAD_S, is_reply=True)
        others = self._pacing.room(now_s + LEAD_S, is_reply=False)
        if self._calm.is_on:
            replies = others = min(1, replies) if not self._on_the_way else 0
        self._had_room = others > 0 or self._calm.is_on
        if not replies:
            return False
        wanted = Wanted(replies, others, self._pacing.held(now_s) | set(self._on_the_way))
        try:
            messages, has_more = await self._lanes.run(0, lambda: self._mailbag.fetch(wanted, self._now()))
        except TROUBLE as error:
            log.error("the outbox cannot be read", reason=type(error).__name__)
            return False
        except Superseded:
            raise
        except Exception:
            log.exception("the outbox could not be handed out")
            return False
        for parcel, _ in messages:
            self._on_the_way[parcel.chat_id] = None
        for parcel, message in messages:
            await self._send_off(parcel, message)
        return has_more

    async def _telegram_is_there(self, now_s: float) -> bool:
        """Where Telegram did not answer, it is asked something harmless before anything goes again."""
        if not self._calm.is_on or self._calm.until_s == 0.0:
            return True
        if now_s < self._calm.until_s:
            return False
        try:
            await self._gateway.open()
        except (TelegramDown, TokenRefused) as error:
            self._calm.pause(time.monotonic(), random.random())  # noqa: S311  # jitter is no secret
            log.warning("Telegram does not answer", reason=str(error))
            return False
        self._calm.until_s = 0.0
        return True

    async def _send_off(self, parcel: Parcel, message: Message) -> None:
        """Let it go the moment there is room; or put it back, where that is not soon."""
        count = requests(message)
        until_s = time.monotonic() + PUT_BACK_S
        while not self._stopping and (now_s := time.monotonic()) < until_s and self._calm.until_s < now_s:
            if self._pacing.room(now_s, is_reply=True) >= min(count, self._pacing.budget.per_second):
                tickets = [self._pacing.go(parcel.chat_id, now_s, parcel.is_reply) for _ in range(count)]
                task = asyncio.create_task(self._deliver(parcel, message, tickets))
                self._on_the_way[parcel.chat_id] = task
                return
            await asyncio.sleep(max(SHORTEST_S / 2, min(self._pacing.next_s(now_s, is_reply=True), 0.05)))
        self._ledger.add(Result(parcel, "queued", is_attempt=False))

    async def say(self, chat_id: int, message: Message) -> Outcome:
        """Something that is stored nowhere, at once; but in the budget like all the rest."""
        while not self._pacing.room(now_s := time.monotonic(), is_reply=True):  # noqa: ASYNC110  # time makes it
            await asyncio.sleep(max(SHORTEST_S, min(self._pacing.next_s(now_s, is_reply=True), 1.0)))
        ticket = self._pacing.go(chat_id, now_s, is_reply=True)
        try:
            outcome = await self._gateway.send(chat_id, message, self._is_paid)
        finally:
            self._pacing.answered(chat_id, ticket, time.monotonic())
        if isinstance(outcome, Wait):
            self._pacing.hold(chat_id, outcome.retry_after_s, time.monotonic())
        return outcome

    async def _deliver(self, parcel: Parcel, message: Message, tickets: list[Ticket]) -> None:
        try:
            outcome = await self._gateway.send(parcel.chat_id, message, self._is_paid)
        except Exception as error:
            log.exception("the driver failed", kind=parcel.kind, row=parcel.id)
            outcome = Unknown(type(error).__name__)
        finally:
            now_s = time.monotonic()
            for ticket in tickets:
                self._pacing.answered(parcel.chat_id, ticket, now_s)
        is_new = isinstance(outcome, Sent) and message.edits not in (None, outcome.message_id)
        if is_new:  # it could not be edited, and was sent anew: two requests
            again = self._pacing.budget.go(now_s, parcel.is_reply)
            self._pacing.budget.answered(again, now_s)
        if isinstance(outcome, Unsent | Unknown):
            self._calm.failed(tickets[0].sent_at_s, now_s, random.random())  # noqa: S311  # nor here
        else:
            self._calm.answered()
        self._metrics.sent(parcel.kind, outcome)
        result = settled(parcel, outcome)
        if isinstance(outcome, Wait):
            self._pacing.hold(parcel.chat_id, outcome.retry_after_s, now_s)
        elif result.state == "queued":
            self._pacing.rest(parcel.chat_id, pause_s(outcome, parcel.attempts), now_s)
        if isinstance(outcome, Refused):
            log.error("Telegram refused a message", kind=parcel.kind, row=parcel.id, reason=outcome.reason)
        self._ledger.add(result)

    def _written(self, results: list[Result]) -> None:
        for result in results:
            self._on_the_way.pop(result.parcel.chat_id, None)
        self._nudged.set()
