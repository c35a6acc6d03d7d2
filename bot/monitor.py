"""Tells whoever watches over the bot how it is: /healthz and /metrics, on a port of its own.

It must not know what is said to whom; nobody's name, number or words are on its pages.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from aiohttp import web

from bot.config import ConfigError
from bot.metrics import Counted
from bot.settings import MonitorSection
from storage import backlog
from storage.database import TROUBLE, Database, DatabaseUnusable

T = TypeVar("T")
STALE_S = 30.0
"""A courier that has not looked at the outbox for so long does not deliver any more."""
PATIENCE_S = 2.0
"""How long the database may take."""
TEXT = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is. `courier_age_s`: since the courier last looked; None where this process stands by.

    `hears`: what people write can come in.
    """

    has_database: bool
    courier_age_s: float | None
    hears: bool = True

    @property
    def is_well(self) -> bool:
        """Whether all works that this process is there for."""
        delivers = self.courier_age_s is None or self.courier_age_s <= STALE_S
        return self.has_database and delivers and self.hears

    def to_json(self) -> dict[str, object]:
        """As /healthz says it."""
        return {
            "is_well": self.is_well,
            "database": "reachable" if self.has_database else "unreachable",
            "updates": "come" if self.hears else "do not come yet",
            "courier": "stands by" if self.courier_age_s is None else "delivers",
            "courier_age_s": None if self.courier_age_s is None else round(self.courier_age_s, 1),
        }


class Monitor:
    """The two pages. `courier_age_s`, `budget_used` (0 to 1), `hears` are asked whenever somebody looks."""

    def __init__(
        self,
        database: Database,
        metrics: Counted,
        settings: MonitorSection,
        courier_age_s: Callable[[], float | None],
        budget_used: Callable[[], float],
        hears: Callable[[], bool] = lambda: True,
    ) -> None:
        self._database, self._metrics, self._settings = database, metrics, settings
        self._courier_age_s, self._budget_used, self._hears = courier_age_s, budget_used, hears
        self._asked = SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None]()
        self.has_opened = asyncio.Event()
        self.port = settings.port

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop. Raises ConfigError where the port is taken."""
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/metrics", self._page)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._settings.host, self._settings.port).start()
            self.port = runner.addresses[0][1]
            # Not one of the lanes: of a database that hangs, this has to tell. Nor one of an executor's
            # threads: for those the interpreter waits before it ends, and the database may hang then.
            Thread(target=self._answer, name="monitor", daemon=True).start()
            self.has_opened.set()
            await stop.wait()
        except OSError as error:
            where = f"{self._settings.host}, monitor.port {self._settings.port}"
            raise ConfigError(
                f"monitor.host {where} cannot be listened on: {error.strerror or error}"
            ) from None
        finally:
            await runner.cleanup()
            self._asked.put(None)

    async def _healthz(self, request: web.Request) -> web.Response:
        has_database = await self._ask(self._reach) is not None
        health = Health(has_database, self._courier_age_s(), self._hears())
        return web.json_response(health.to_json(), status=200 if health.is_well else 503)

    async def _page(self, request: web.Request) -> web.Response:
        waiting = await self._ask(self._count) or {}
        page = self._metrics.page(waiting, self._budget_used(), self._courier_age_s())
        return web.Response(body=page, headers={"Content-Type": TEXT})

    async def _ask(self, work: Callable[[], T]) -> T | None:
        """What the database says; None where it is in trouble, or silent."""
        answer = Future[T]()
        self._asked.put((work, answer))
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await asyncio.wrap_future(answer)
        except (TimeoutError, DatabaseUnusable, *TROUBLE):
            return None

    def _answer(self) -> None:
        """The thread: one question after the other; what nobody waits for any more is not asked."""
        while (asked := self._asked.get()) is not None:
            work, answer = asked
            if answer.set_running_or_notify_cancel():
                try:
                    answer.set_result(work())
                except Exception as error:  # it is raised where the answer is awaited
                    answer.set_exception(error)

    def _reach(self) -> bool:
        self._database.reach()
        return True

    def _count(self) -> backlog.Backlog:
        with self._database.reading() as tx:
            return backlog.count(tx)
