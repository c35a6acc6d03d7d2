"""Has slow work done beside the conversations, one errand after the other, and posts what it gives.

An errand is a row until its messages are in the outbox: a bot that is killed begins it again.
"""

import asyncio
import pickle
import sys
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.errand import Task
from bot.lanes import Lanes
from bot.turn import Host
from dialogs.people.menu import broken
from dialogs.screen import Message
from storage import errands, outbox, people
from storage.database import TROUBLE
from storage.errands import Errand

log = structlog.get_logger()
LONGEST_S = 180.0
PAUSE_S = 5.0
"""Before an errand that failed is begun again: what the machine is short of may be there then."""


class ErrandFailed(Exception):
    """The process ended without what was asked for."""


class Errands:
    """All errands of one bot. `nudge` is called when something is in the outbox."""

    def __init__(
        self, host: Host, lanes: Lanes, now: Callable[[], datetime], nudge: Callable[[], None]
    ) -> None:
        self._host, self._lanes, self._now, self._nudge = host, lanes, now, nudge
        self._one_at_a_time = asyncio.Lock()
        self._is_asked = asyncio.Event()

    def look(self) -> None:
        """Somebody may have asked for something."""
        self._is_asked.set()

    async def run(self) -> None:
        """Do errands whenever there are any, until cancelled: the one in hand is begun anew the next time."""
        while True:
            await self.do_all()
            await self._is_asked.wait()
            self._is_asked.clear()

    async def do_all(self) -> None:
        """Do what there is to do now."""
        async with self._one_at_a_time:
            try:
                while (task := await self._lanes.run(0, self._begin)) is not None:
                    await self._do(*task)
            except TROUBLE as error:
                log.error("an errand could not be begun", reason=type(error).__name__)

    def _begin(self) -> tuple[Errand, Task] | None:
        with self._host.database.transaction() as tx:
            while (errand := errands.begin(tx)) is not None:
                telegram_id = people.telegram_id(tx, errand.person_id)
                if telegram_id is None:
                    errands.done(tx, errand.id)
                    continue
                url = self._host.database.url.render_as_string(hide_password=False)
                city, is_named = self._host.city, telegram_id in self._host.city.coordinator_ids
                return errand, Task(url, city, errand.person_id, is_named, errand.address, self._now())
        return None

    async def _do(self, errand: Errand, task: Task) -> None:
        messages = None
        try:
            if errand.attempts <= errands.TRIES:
                messages = await _in_a_process(task)
        except ErrandFailed as error:
            log.error("an errand failed", attempt=errand.attempts, reason=str(error))
            if errand.attempts < errands.TRIES:
                await asyncio.sleep(PAUSE_S)
                return
        await self._lanes.run(0, lambda: self._post(errand, task, messages))
        self._nudge()

    def _post(self, errand: Errand, task: Task, messages: list[str] | None) -> None:
        with self._host.database.transaction() as tx:
            person = people.get(tx, task.person)
            if not errands.done(tx, errand.id) or person is None:
                return
            if messages is None:
                talk = self._host.talk(tx, person, task.now, people.telegram_id(tx, person.id) or 0)
                messages = [Message(self._host.site.finish(talk, broken(talk))).to_json()]
            for message in messages:
                outbox.put(tx, "notice", task.now, person=person.id, message=message)


async def _in_a_process(task: Task) -> list[str]:
    """Its messages as JSON. Raises ErrandFailed; broken off, it takes its process along."""
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.errand", stdin=pipe, stdout=pipe, stderr=pipe
        )
    except (OSError, RuntimeError) as error:  # RuntimeError: no thread to await its end (Python 3.11)
        raise ErrandFailed(f"no process could be begun: {error}") from None
    try:
        async with asyncio.timeout(LONGEST_S):
            said, complaint = await process.communicate(pickle.dumps(task))
    except TimeoutError:
        raise ErrandFailed("it took too long") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        last = complaint.decode(errors="replace").strip().splitlines()[-1:] or ["no word"]
        raise ErrandFailed(last[0].partition(":")[0])
    return said.decode().splitlines()
