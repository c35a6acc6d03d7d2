"""The only wiring: what the bot is made of, started and stopped in one task group."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.clock import Clock
from bot.config import Config
from bot.courier.courier import Courier
from bot.courier.pacing import Pacing
from bot.intake.polling import Polling
from bot.lanes import Lanes
from bot.sweeps import Sweeps
from bot.telegram.port import Description, Gateway, Profile, TelegramDown, Unsent, Wait
from bot.turn import Host, Turn
from dialogs.event import Incoming
from dialogs.passaparola import build
from dialogs.profile import profile
from dialogs.screen import Message
from dialogs.text import Catalogs
from storage import outbox
from storage.database import Database, DatabaseUnusable
from storage.migration import migrate

log = structlog.get_logger()
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz"
"""Without 0 O 1 I l: a code may be read aloud."""


def new_code() -> str:
    """A link's code: 10 characters, about 58 bits; not to be guessed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def utc_now() -> datetime:
    """The true time."""
    return datetime.now(UTC)


def gateway_for(config: Config) -> Gateway:
    """The driver that bot.toml names; only that library is imported."""
    from bot.telegram.aiogram_driver import AiogramGateway

    return AiogramGateway(config.checked_token(), config.telegram.api_base)


@dataclass(frozen=True, slots=True)
class App:
    """A running bot."""

    host: Host
    gateway: Gateway
    lanes: Lanes
    courier: Courier
    sweeps: Sweeps
    polling: Polling
    polling_task: asyncio.Task[None]
    now: Callable[[], datetime]

    async def settle(self) -> None:
        """Do everything that is due, and wait until nothing is left to send: for tests and the demo."""
        await self.sweeps.tick()
        while await self.lanes.run(0, self._count_due):
            self.courier.nudge()
            await asyncio.sleep(0.005)

    def _count_due(self) -> int:
        with self.host.database.transaction() as tx:
            return outbox.count_due(tx, self.now())


async def _open(gateway: Gateway) -> Profile:
    """Who we are, as soon as Telegram says so: a machine may start before its network does."""
    pause_s = 1.0
    while True:
        try:
            return await gateway.open()
        except TelegramDown as error:
            log.warning("Telegram does not answer; trying again", reason=str(error), pause_s=pause_s)
            await asyncio.sleep(max(pause_s, error.retry_after_s))
            pause_s = min(60.0, pause_s * 2)


@asynccontextmanager
async def running(
    config: Config, gateway: Gateway | None = None, now: Callable[[], datetime] = utc_now
) -> AsyncIterator[App]:
    """The bot, while the block runs. Raises DatabaseUnusable or TokenRefused at the start."""
    database = Database(config.storage.url, config.storage.connections)
    lanes = Lanes(database.lanes)
    gateway = gateway or gateway_for(config)
    try:
        await lanes.run(0, lambda: migrate(database))
        if not await lanes.run(0, database.claim):
            raise DatabaseUnusable("another bot is running on this database: stop it first")
        me = await _open(gateway)
        host = Host(database, build(), config.city(me.username), Catalogs(), new_code)
        budget = config.delivery
        pacing = Pacing(budget.per_second, budget.reserve, budget.chat_burst)
        courier = Courier(host, gateway, lanes, pacing, now)
        sweeps = Sweeps(host, lanes, now, courier.nudge)
        after = _After(gateway, courier, sweeps)
        polling = Polling(host, gateway, lanes, now, config.telegram.poll_s, after)
        clock = Clock(sweeps.tick, sweeps.prune)
        await courier.recover()
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            courier_task = tasks.create_task(courier.run())
            polling_task = tasks.create_task(polling.run(stop))
            describing = tasks.create_task(describe(host, gateway))
            clock.start()
            log.info("the bot is running", bot=me.username)
            try:
                yield App(host, gateway, lanes, courier, sweeps, polling, polling_task, now)
            finally:
                stop.set()
                describing.cancel()
                await sweeps.finish()
                clock.stop()  # now: it would cancel a sweep that is in hand, and log that as an error
                await asyncio.wait({polling_task}, timeout=2.0)
                await after.finish()
                courier.stop()
                await asyncio.wait({courier_task}, timeout=1.5)
                for task in (polling_task, courier_task):
                    task.cancel()
    finally:
        await gateway.close()
        lanes.close()
        database.close()


class _After:
    """What follows a committed turn: the tap is answered, last words are said, the courier is nudged."""

    def __init__(self, gateway: Gateway, courier: Courier, sweeps: Sweeps) -> None:
        self._gateway, self._courier, self._sweeps = gateway, courier, sweeps
        self._tasks: set[asyncio.Task[object]] = set()

    def __call__(self, incoming: Incoming, turn: Turn) -> None:
        if turn.has_mail:
            self._courier.nudge()
        if turn.query_id:
            self._start(self._gateway.answer(turn.query_id, turn.toast))
        if turn.farewell is not None:
            self._start(self._say_farewell(incoming.chat_id, turn.farewell))
        if turn.is_desk:
            self._start(self._sweeps.tick())

    async def _say_farewell(self, chat_id: int, message: Message) -> None:
        """Last words are stored nowhere; so they are tried a few times, here and now."""
        for attempt in range(5):
            outcome = await self._gateway.send(chat_id, message)
            if not isinstance(outcome, Wait | Unsent):
                return
            await asyncio.sleep(outcome.retry_after_s if isinstance(outcome, Wait) else 2.0**attempt)

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Wait a little for what was begun."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=1.0)


async def describe(host: Host, gateway: Gateway) -> None:
    """Tell Telegram how the bot presents itself, in every language; no matter if it is not in the mood."""
    city = host.city
    for language in (city.language, *(o for o in city.languages if o != city.language)):
        words = host.catalogs.words(city.chain(language))
        mine = profile(words, city)
        description = Description(mine.name, mine.short, mine.long, mine.commands)
        code = "fa" if language == "fa_AF" else language
        try:
            if language == city.language:
                await gateway.describe("", description)
            await gateway.describe(code, description)
        except TelegramDown as error:
            log.warning("the bot's descriptions could not be set", language=language, reason=str(error))
            return
