"""The only wiring: what the bot is made of, started and stopped in one task group."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.aftermath import Aftermath
from bot.clock import Clock
from bot.config import Config
from bot.courier.courier import Courier
from bot.courier.pacing import Pacing
from bot.duty import Duty
from bot.errands import Errands
from bot.intake.flood import Flood
from bot.intake.polling import Polling
from bot.intake.reception import Reception
from bot.lanes import Lanes
from bot.parts import intake_for, metrics_for, monitor_for
from bot.sweeps import Sweeps
from bot.telegram.port import Description, Gateway, Profile, TelegramDown
from bot.turn import Host
from dialogs.passaparola import build
from dialogs.profile import profile
from dialogs.text import Catalogs
from storage import outbox
from storage.database import Database, DatabaseUnusable
from storage.migration import migrate

if TYPE_CHECKING:
    from bot.intake.webhook import Webhook
    from bot.monitor import Monitor

log = structlog.get_logger()
LAST_S = 4.0
"""How long what is in hand may take once we are told to stop."""
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz"
"""Without 0 O 1 I l: a code may be read aloud."""


def new_code() -> str:
    """A link's code: 10 characters, about 57 bits; not to be guessed."""
    number, code = secrets.randbelow(len(ALPHABET) ** 10), ""
    for _ in range(10):
        number, letter = divmod(number, len(ALPHABET))
        code += ALPHABET[letter]
    return code


def utc_now() -> datetime:
    """The true time."""
    return datetime.now(UTC)


def gateway_for(config: Config) -> Gateway:
    """The driver that bot.toml names; only that library is imported."""
    token, api_base = config.checked_token(), config.telegram.api_base
    if config.telegram.driver == "aiogram":
        from bot.telegram.aiogram_driver import AiogramGateway

        return AiogramGateway(token, api_base)
    from bot.telegram.ptb_driver import PtbGateway

    return PtbGateway(token, api_base)


@dataclass(frozen=True, slots=True)
class App:
    """A running bot. `task` ends when it cannot go on; `is_on_duty`: it delivers, and is not standing by."""

    host: Host
    gateway: Gateway
    lanes: Lanes
    courier: Courier
    sweeps: Sweeps
    errands: Errands
    intake: "Polling | Webhook"
    monitor: "Monitor | None"
    task: asyncio.Task[None]
    is_on_duty: asyncio.Event
    now: Callable[[], datetime]

    async def settle(self) -> None:
        """Do everything that is due, and wait until nothing is left to send: for tests and the demo."""
        await self.sweeps.tick()
        await self.errands.do_all()
        await self.has_sent()

    async def has_sent(self) -> None:
        """Wait until nothing is left to send."""
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
    """The bot, while the block runs. Raises DatabaseUnusable, TokenRefused or ConfigError at the start."""
    database = Database(config.storage.url, config.storage.connections)
    lanes = Lanes(database.lanes)
    gateway = gateway or gateway_for(config)
    try:
        await lanes.run(0, lambda: migrate(database))
        duty = Duty(database)
        if not await duty.claims():
            if database.is_sqlite:
                raise DatabaseUnusable("another bot is running on this database: stop it first")
            log.info("another process delivers: standing by")
        me = await _open(gateway)
        host = Host(database, build(), config.city(me.username, me.has_inline), Catalogs(), new_code)
        async with _serving(config, host, gateway, lanes, duty, now) as app:
            log.info("the bot is running", bot=me.username)
            if not me.has_inline:
                log.info("inline mode is off: labs cannot be posted by typing the bot's name in a chat")
            if config.delivery.warning:
                log.warning(config.delivery.warning)
            yield app
    finally:
        await gateway.close()
        lanes.close()
        database.close()


@asynccontextmanager
async def _serving(
    config: Config, host: Host, gateway: Gateway, lanes: Lanes, duty: Duty, now: Callable[[], datetime]
) -> AsyncIterator[App]:
    """Updates are taken in always, or while on duty where they are polled; the rest is done on duty."""
    metrics, counted = metrics_for(config)
    delivery = config.delivery
    pacing = Pacing(delivery.per_second, delivery.reserve, delivery.chat_burst)
    courier = Courier(host, gateway, lanes, pacing, now, delivery.pays, metrics)
    sweeps = Sweeps(host, lanes, now, courier.nudge)
    errands = Errands(host, lanes, now, courier.nudge)
    after = Aftermath(host, gateway, lanes, courier, sweeps, errands, duty.is_on)
    flood = Flood(config.flood.burst, config.flood.per_second)
    reception = Reception(host, gateway, lanes, now, after, flood, metrics)
    intake = intake_for(config, gateway, reception)
    polls = intake if isinstance(intake, Polling) else None
    hears = (lambda: True) if isinstance(intake, Polling) else intake.is_set.is_set
    monitor = monitor_for(config, host.database, counted, courier, hears)
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        serve = partial(_on_duty, host, gateway, courier, sweeps, errands, polls)
        running_tasks = [tasks.create_task(duty.run(stop, serve, after.rung))]
        if polls is None:
            running_tasks.append(tasks.create_task(intake.run(stop)))
        if monitor is not None:
            tasks.create_task(monitor.run(stop))
        if duty.has_claim:
            await duty.is_on.wait()
        try:
            yield App(
                *(
                    host,
                    gateway,
                    lanes,
                    courier,
                    sweeps,
                    errands,
                    intake,
                    monitor,
                    running_tasks[0],
                    duty.is_on,
                    now,
                )
            )
        finally:
            stop.set()
            await asyncio.wait(running_tasks, timeout=LAST_S)
            await after.finish()
            for task in running_tasks:
                task.cancel()


@asynccontextmanager
async def _on_duty(
    host: Host,
    gateway: Gateway,
    courier: Courier,
    sweeps: Sweeps,
    errands: Errands,
    polling: Polling | None,
) -> AsyncIterator[None]:
    """What one process does for all: poll, deliver, look at the clock, tell Telegram who we are."""
    await courier.begin()
    await sweeps.look_back()
    stop = asyncio.Event()

    async def tick() -> None:
        errands.look()
        await sweeps.tick()

    clock = Clock(tick, sweeps.prune)
    async with asyncio.TaskGroup() as tasks:
        delivering = tasks.create_task(courier.run())
        describing = tasks.create_task(describe(host, gateway))
        doing = tasks.create_task(errands.run())
        polls = tasks.create_task(polling.run(stop) if polling else stop.wait())
        sweeps.begin()
        clock.start()
        try:
            yield
        finally:
            stop.set()
            describing.cancel()
            doing.cancel()
            await sweeps.finish()
            clock.stop()  # now: it would cancel a sweep that is in hand, and log that as an error
            await asyncio.wait({polls}, timeout=1.5)
            courier.stop()
            await asyncio.wait({delivering}, timeout=2.0)
            for task in (polls, delivering):
                task.cancel()


async def describe(host: Host, gateway: Gateway) -> None:
    """Tell Telegram how the bot presents itself, in every language; no matter if it is not in the mood."""
    city = host.city
    for language in (city.language, *(o for o in city.languages if o != city.language)):
        words = host.catalogs.words(city.chain(language))
        mine = profile(words, city)
        description = Description(mine.name, mine.short, mine.long, mine.commands, mine.in_groups)
        code = "fa" if language == "fa_AF" else language
        try:
            if language == city.language:
                await gateway.describe("", description)
            await gateway.describe(code, description)
        except TelegramDown as error:
            log.warning("the bot's descriptions could not be set", language=language, reason=str(error))
            return
