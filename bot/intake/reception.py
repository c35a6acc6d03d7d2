"""What happens to each update, however it came: judged, its turn taken in the chat's lane, what follows told.

It must not know whether updates are fetched or brought.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from bot.intake.flood import Flood
from bot.lanes import Lanes
from bot.metrics import Metrics
from bot.telegram.port import Gateway, Raw
from bot.turn import Host, Turn, take
from dialogs.event import AskedInline, Blocked, ChoseInline, Hurried, Incoming, Moved, Tapped, Unblocked
from storage.database import TROUBLE

log = structlog.get_logger()


class Reception:
    """Where every update arrives. `after` is told of each turn once it is committed."""

    def __init__(
        self,
        host: Host,
        gateway: Gateway,
        lanes: Lanes,
        now: Callable[[], datetime],
        after: Callable[[Incoming, Turn], None],
        flood: Flood | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._host, self._gateway, self._lanes, self._now = host, gateway, lanes, now
        self._after = after
        self._flood = Flood() if flood is None else flood
        self._metrics = Metrics() if metrics is None else metrics

    async def receive(self, raw: Raw, failed: set[int] | None = None) -> bool:
        """True: it is over and done with, and may be confirmed. False: it must come again.

        `failed`: chats of which an earlier update must come again; what follows it there waits as well,
        so that the order is kept. A chat is added where the database is in trouble.
        """
        began_s = time.perf_counter()
        incoming = self._gateway.parse(raw)
        self._metrics.update("nothing" if incoming is None else type(incoming.event).__name__.lower())
        if incoming is None:
            return True
        heard = self._judge(incoming)
        if heard is None:
            self._metrics.drop()
            return True
        turn = await self._turn(heard, set() if failed is None else failed)
        if turn is None:
            self._flood.forgive(_place(incoming))
            self._metrics.trouble()
            return False
        self._metrics.turn(time.perf_counter() - began_s)
        self._after(heard, turn)
        return True

    def _judge(self, incoming: Incoming) -> Incoming | None:
        """What is heard of it; None: nothing. What Telegram tells by itself is always heard."""
        event = incoming.event
        if isinstance(event, Blocked | Unblocked | Moved):
            return incoming
        verdict = self._flood.judge(_place(incoming), self._written_at_s(incoming))
        if verdict == "heard":
            return incoming
        is_elsewhere = incoming.is_group or _is_inline(incoming)
        if verdict == "dropped" or is_elsewhere:
            return None
        return replace(incoming, event=Hurried(event.query_id if isinstance(event, Tapped) else ""))

    def _written_at_s(self, incoming: Incoming) -> float:
        """When it was written, as far as Telegram says: what waited while we were away is no flood."""
        now_s = self._now().timestamp()
        if incoming.sent_at_s is None:
            return now_s
        return min(incoming.sent_at_s + 1.0, now_s)  # at the end of the second that it names

    async def _turn(self, incoming: Incoming, failed: set[int]) -> Turn | None:
        def unless_failed() -> Turn | None:
            if incoming.chat_id in failed:
                return None
            try:
                return take(self._host, incoming, self._now())
            except TROUBLE:
                failed.add(incoming.chat_id)
                raise
            except Exception:  # even the apology failed: it would again, and hold up all that comes after
                log.exception("an update could not be handled", update=incoming.update_id)
                return Turn()

        try:
            return await self._lanes.run(incoming.chat_id, unless_failed)
        except TROUBLE as error:
            log.error("the database is in trouble", reason=type(error).__name__, update=incoming.update_id)
            return None


def _is_inline(incoming: Incoming) -> bool:
    """Whether it was typed after the bot's name, in a chat that we are not told of."""
    return isinstance(incoming.event, AskedInline | ChoseInline)


def _place(incoming: Incoming) -> tuple[int, bool]:
    """Whose flood it would be: every letter typed inline may be a query, and takes nothing from the chat."""
    return incoming.chat_id, _is_inline(incoming)
