"""What follows a committed turn: taps and inline queries are answered, last words said, deliveries begun.

It must not know what a turn did; and what it does is stored nowhere.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.courier.courier import Courier
from bot.errands import Errands
from bot.lanes import Lanes
from bot.sweeps import Sweeps
from bot.telegram.port import Gateway, Unsent, Wait
from bot.turn import Host, Turn
from dialogs.choices import Choices
from dialogs.event import Incoming
from dialogs.screen import Message
from storage.claim import Bell, ring
from storage.database import TROUBLE

log = structlog.get_logger()
FAREWELL_TRIES = 5


class Aftermath:
    """Called with each turn, once it is committed. `is_on_duty`: it is this process that delivers."""

    def __init__(
        self,
        host: Host,
        gateway: Gateway,
        lanes: Lanes,
        courier: Courier,
        sweeps: Sweeps,
        errands: Errands,
        is_on_duty: asyncio.Event,
    ) -> None:
        self._host, self._gateway, self._lanes = host, gateway, lanes
        self._courier, self._sweeps, self._is_on_duty = courier, sweeps, is_on_duty
        self._errands = errands
        self._tasks: set[asyncio.Task[object]] = set()

    def __call__(self, incoming: Incoming, turn: Turn) -> None:
        if turn.choices is not None:
            self._start(self._offer(turn.query_id, turn.choices))
        elif turn.query_id:
            self._start(self._gateway.answer(turn.query_id, turn.toast))
        if turn.farewell is not None:
            self._start(self._say_farewell(incoming.chat_id, turn.farewell, turn.leaves))
        bell: Bell | None = "desk" if turn.is_desk else "mail" if turn.has_mail else None
        if bell is not None and self._is_on_duty.is_set():
            self.rung(bell)
        elif bell is not None:
            self._start(self._ring(incoming.chat_id, bell))

    def rung(self, bell: Bell) -> None:
        """Here or in another process, a turn has left something to do."""
        self._courier.nudge()
        if bell == "desk":
            self._start(self._sweeps.tick())
            self._errands.look()

    async def _offer(self, query_id: str, choices: Choices) -> None:
        if reason := await self._gateway.offer(query_id, choices):
            log.error("Telegram does not take what was offered inline", reason=reason)

    async def _ring(self, chat_id: int, bell: Bell) -> None:
        """Tell the process that delivers. If it cannot be told, it looks by itself every second."""

        def rung() -> None:
            with self._host.database.transaction() as tx:
                ring(tx, bell)

        try:
            await self._lanes.run(chat_id, rung)
        except TROUBLE:
            return

    async def _say_farewell(self, chat_id: int, message: Message, leaves: bool) -> None:
        """Last words are stored nowhere; so they are tried a few times, here and now. Then a chat is left."""
        for attempt in range(FAREWELL_TRIES):
            outcome = await self._courier.say(chat_id, message)
            if not isinstance(outcome, Wait | Unsent):
                break
            await asyncio.sleep(outcome.retry_after_s if isinstance(outcome, Wait) else 2.0**attempt)
        for attempt in range(FAREWELL_TRIES if leaves else 0):
            if await self._gateway.leave(chat_id):
                return
            await asyncio.sleep(2.0**attempt)

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Wait a little for what was begun."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=1.0)
