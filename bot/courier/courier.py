"""The courier empties the outbox as fast as the budgets allow, and writes down what came of it.

It must not know what messages say; letters are told by the site when their turn comes.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.courier.pacing import Pacing
from bot.courier.states import after_a_crash, pause_s, step
from bot.lanes import Lanes
from bot.telegram.port import Gateway, Migrated, Outcome, Refused, Sent, Unreachable, Unsent, Wait
from bot.turn import Host
from dialogs.screen import Message
from storage import groups, outbox, people
from storage.database import TROUBLE, Transaction
from storage.outbox import Parcel, Result

log = structlog.get_logger()
IDLE_S = 1.0
"""So often the outbox is looked at when nobody nudges: for what others put there."""


class Courier:
    """One courier for one bot. `run` it in a task; `nudge` it after each commit."""

    def __init__(
        self, host: Host, gateway: Gateway, lanes: Lanes, pacing: Pacing, now: Callable[[], datetime]
    ) -> None:
        self._host, self._gateway, self._lanes, self._pacing, self._now = host, gateway, lanes, pacing, now
        self._nudged = asyncio.Event()
        self._done: asyncio.Queue[tuple[Parcel, Outcome]] = asyncio.Queue()
        self._on_the_way: dict[int, asyncio.Task[None]] = {}
        self._unrecorded: list[Result] = []
        self._stopping = False

    def nudge(self) -> None:
        """Something may be waiting."""
        self._nudged.set()

    async def recover(self) -> None:
        """At the start: what was on its way when the process died is settled, never silently lost."""

        def settle() -> int:
            with self._host.database.transaction() as tx:
                found = outbox.in_flight(tx)
                for state in {after_a_crash(kind) for _, kind in found}:
                    outbox.set_state(tx, [row for row, kind in found if after_a_crash(kind) == state], state)
                return len(found)

        count = await self._lanes.run(0, settle)
        if count:
            log.warning("messages were on their way when the process died", messages=count)

    async def run(self) -> None:
        """Deliver until stopped; then wait for what is on its way, and write it down."""
        recorder = asyncio.create_task(self._record_all())
        try:
            while not self._stopping:
                self._nudged.clear()
                if not await self._hand_out():
                    await self._rest()
        finally:
            if self._on_the_way:
                await asyncio.wait(self._on_the_way.values(), timeout=3.0)
            recorder.cancel()
            await asyncio.gather(recorder, return_exceptions=True)
            await self._record()

    def stop(self) -> None:
        """Hand out nothing more."""
        self._stopping = True
        self._nudged.set()

    async def _rest(self) -> None:
        wait_s = self._pacing.next_s(time.monotonic()) or IDLE_S
        try:
            async with asyncio.timeout(min(wait_s, IDLE_S)):
                await self._nudged.wait()
        except TimeoutError:
            return

    async def _hand_out(self) -> bool:
        """Send off what may go now; False if there was nothing. Pacing is asked in this thread only."""
        now_s = time.monotonic()
        room, upto = self._pacing.room(now_s, 2), 2
        if not room:
            room, upto = self._pacing.room(now_s, 0), 1
        if not room:
            return False
        held = self._pacing.held(now_s) | set(self._on_the_way)
        try:
            told = await self._lanes.run(0, lambda: self._lease(room, upto, held))
        except TROUBLE as error:
            log.error("the outbox cannot be read", reason=type(error).__name__)
            return False
        except Exception:
            log.exception("the outbox could not be handed out")
            return False
        for parcel, message in told:
            if isinstance(message, Message):
                self._pacing.count(parcel.chat_id, time.monotonic())
                task = asyncio.create_task(self._deliver(parcel, message))
                self._on_the_way[parcel.chat_id] = task
        return bool(told)

    def _lease(self, room: int, upto: int, held: set[int]) -> list[tuple[Parcel, Message | str]]:
        now = self._now()
        with self._host.database.transaction() as tx:
            parcels = outbox.lease(tx, now, room, upto, held)
            told = [(parcel, self._open(tx, parcel, now)) for parcel in parcels]
            settled = [Result(p, m, is_attempt=False) for p, m in told if isinstance(m, str)]
            outbox.record(tx, settled, now)
        return told

    def _open(self, tx: Transaction, parcel: Parcel, now: datetime) -> Message | str:
        """The message in a parcel; or the state it ends in, where there is nothing to say any more."""
        if parcel.is_unreachable:
            return "unreachable"
        person = None if parcel.person_id is None else people.get(tx, parcel.person_id)
        try:
            if parcel.message is not None:
                return Message.from_json(parcel.message)
            if person is None or parcel.address is None:
                return "cancelled"
            with tx.begin_nested():
                talk = self._host.talk(tx, person, now, parcel.chat_id)
                shown = self._host.site.tell(talk, parcel.address)
        except TROUBLE:
            raise
        except Exception:
            log.exception("a letter could not be told", kind=parcel.kind, row=parcel.id)
            return "rejected"
        return "cancelled" if shown is None else Message(shown)

    async def _deliver(self, parcel: Parcel, message: Message) -> None:
        try:
            outcome = await self._gateway.send(parcel.chat_id, message)
        except Exception as error:
            log.exception("the driver failed", kind=parcel.kind, row=parcel.id)
            outcome = Unsent(type(error).__name__)
        self._done.put_nowait((parcel, outcome))

    async def _record_all(self) -> None:
        while True:
            if not self._unrecorded:
                self._unrecorded.append(self._result(*await self._done.get()))
            if not await self._record():
                await asyncio.sleep(1.0)

    async def _record(self) -> bool:
        """Write down all results there are, in one transaction; False, and kept, if that fails."""
        while not self._done.empty():
            self._unrecorded.append(self._result(*self._done.get_nowait()))
        batch, now = list(self._unrecorded), self._now()
        if not batch:
            return True
        try:
            await self._lanes.run(0, lambda: self._write(batch, now))
        except TROUBLE as error:
            log.error("results cannot be written down", reason=type(error).__name__, results=len(batch))
            return False
        except Exception:
            log.exception("results could not be written down", results=len(batch))
            return False
        self._unrecorded = self._unrecorded[len(batch) :]
        for result in batch:
            self._on_the_way.pop(result.parcel.chat_id, None)
        self._nudged.set()
        return True

    def _result(self, parcel: Parcel, outcome: Outcome) -> Result:
        next_step = step(parcel.kind, outcome, parcel.attempts)
        if isinstance(outcome, Wait):
            self._pacing.hold(parcel.chat_id, outcome.retry_after_s, time.monotonic())
        elif next_step.state == "queued":
            self._pacing.rest(parcel.chat_id, pause_s(outcome, parcel.attempts), time.monotonic())
        reason = getattr(outcome, "reason", None)
        if isinstance(outcome, Refused):
            log.error("Telegram refused a message", kind=parcel.kind, row=parcel.id, reason=reason)
        message_id = outcome.message_id if isinstance(outcome, Sent) else None
        return Result(
            parcel,
            next_step.state,
            reason,
            message_id,
            is_attempt=next_step.is_attempt,
            is_gone=isinstance(outcome, Unreachable),
            moved_to=outcome.chat_id if isinstance(outcome, Migrated) else None,
        )

    def _write(self, batch: list[Result], now: datetime) -> None:
        with self._host.database.transaction() as tx:
            outbox.record(tx, batch, now)
            for result in batch:
                parcel = result.parcel
                if result.is_gone and parcel.person_id is not None:
                    people.set_unreachable(tx, parcel.person_id, now)
                elif result.is_gone:
                    groups.leave(tx, parcel.chat_id, now)
                elif result.moved_to is not None:
                    groups.move(tx, parcel.chat_id, result.moved_to)
