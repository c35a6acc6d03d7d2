"""getUpdates: waits for updates, and lets only the newest poller wait.

It must not know HTTP. Source: core.telegram.org/bots/api#getupdates.
"""

import asyncio

from bot.playground.parameters import Parameters
from bot.playground.people import Json
from bot.playground.queue import UpdateQueue
from bot.playground.refusal import Refusal
from bot.playground.webhook import Webhook

LONGEST_WAIT_S = 50
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "Conflict: terminated by setWebhook request"
HAS_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Polling:
    """One queue and the call that waits at it, if any."""

    def __init__(self, queue: UpdateQueue, webhook: Webhook) -> None:
        self._queue = queue
        self._webhook = webhook
        self._waiting: asyncio.Future[None] | None = None
        queue.listeners.append(self._wake)
        webhook.listeners.append(self._oust_for_webhook)

    async def get_updates(self, asked: Parameters) -> list[Json]:
        """The next updates, at once where there are any. An older call that waits gets 409."""
        if self._webhook.url:
            raise Refusal(409, HAS_WEBHOOK)
        self._oust(CONFLICT)
        self._queue.allow(asked.structure("allowed_updates"))
        offset = asked.number("offset")
        limit = min(max(asked.number("limit", 100), 1), 100)
        updates = self._queue.read(offset, limit)
        wait_s = min(asked.number("timeout"), LONGEST_WAIT_S)
        if updates or wait_s <= 0:
            return updates
        loop = asyncio.get_running_loop()
        self._waiting = waiting = loop.create_future()
        timer = loop.call_later(wait_s, _settle, waiting)
        try:
            await waiting
        finally:
            timer.cancel()
        return self._queue.read(max(offset, 0), limit)

    def _oust(self, words: str) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Refusal(409, words))

    def _oust_for_webhook(self) -> None:
        if self._webhook.url:
            self._oust(HOOKED)

    def _wake(self) -> None:
        if self._waiting is not None:
            _settle(self._waiting)


def _settle(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
