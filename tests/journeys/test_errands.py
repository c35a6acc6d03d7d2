"""Slow work is done in a process of its own: told in the chat, given up kindly, begun anew after a stop."""

import asyncio
import errno
import os
import time
from collections.abc import Callable
from itertools import pairwise

import psutil
import pytest

from bot import errands as doing
from storage import errands, people
from storage.database import Transaction
from tests.journeys.town import COORDINATOR, Town, town

SORRY = "Something went wrong on our side. We are sorry: please try again."
REFUSALS = [
    *(OSError(code, os.strerror(code)) for code in (errno.EAGAIN, errno.ENOMEM, errno.EMFILE)),
    RuntimeError("can't start new thread"),
]
on_sqlite = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


def asked(town: Town, address: str) -> Callable[[Transaction], None]:
    """Giulia has asked for something."""

    def put(tx: Transaction) -> None:
        found = people.find(tx, COORDINATOR)
        assert found is not None
        errands.put(tx, found[0].id, address, town.now)

    return put


def begun() -> set[int]:
    """The processes that do errands for this one."""
    found = psutil.Process(os.getpid()).children(recursive=True)
    return {child.pid for child in found if "bot.errand" in " ".join(child.cmdline())}


async def ask(town: Town, address: str) -> None:
    with town.app.host.database.transaction() as tx:
        asked(town, address)(tx)


async def test_an_errand_that_leads_nowhere_says_nothing_and_is_over(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        said = len(giulia.messages)
        await ask(t, "no/such/errand")
        await t.settle()
        assert t.rows("SELECT count(*) FROM errands") == [(0,)]
        assert len(giulia.messages) == said


@on_sqlite
async def test_what_takes_too_long_is_tried_again_and_then_given_up_with_a_kind_word(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doing, "LONGEST_S", 0.01)
    monkeypatch.setattr(doing, "PAUSE_S", 0.01)
    async with town(database_url) as t:
        giulia = await t.coordinator()
        await ask(t, "no/such/errand")
        await t.settle()
        giulia.sees(SORRY)
        assert t.rows("SELECT count(*) FROM errands") == [(0,)]
        assert begun() == set()


@on_sqlite
@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
@pytest.mark.parametrize("times", [1, errands.TRIES])
async def test_where_no_process_can_be_begun_only_the_errand_suffers(
    database_url: str, monkeypatch: pytest.MonkeyPatch, refusal: Exception, times: int
) -> None:
    begin, refused = asyncio.create_subprocess_exec, list[float]()

    async def exhausted(*command: str, **how: int) -> asyncio.subprocess.Process:
        if len(refused) < times:
            refused.append(time.monotonic())
            raise refusal
        return await begin(*command, **how)  # type: ignore[arg-type]  # the pipes, as they were asked for

    monkeypatch.setattr(asyncio, "create_subprocess_exec", exhausted)
    monkeypatch.setattr(doing, "PAUSE_S", 0.2)
    async with town(database_url) as t:
        giulia = await t.coordinator()
        await ask(t, "no/such/errand")
        t.app.errands.look()
        await t.until(lambda: t.rows("SELECT count(*) FROM errands") == [(0,)])
        assert len(refused) == times
        assert all(later - sooner >= 0.2 for sooner, later in pairwise(refused))
        await giulia.writes("/menu")
        assert any(SORRY in message.text for message in giulia.messages) == (times == errands.TRIES)


@on_sqlite
async def test_an_errand_that_a_stop_broke_off_is_done_after_it_and_its_process_is_gone(
    database_url: str,
) -> None:
    async with town(database_url) as t:
        await t.coordinator()
        await ask(t, "no/such/errand")
        t.app.errands.look()
        await t.until(begun)
        await t.stop()
        assert begun() == set()
        await t.start()
        await t.settle()
        assert t.rows("SELECT count(*) FROM errands") == [(0,)]


@on_sqlite
async def test_one_that_ended_the_bot_twice_is_not_begun_a_third_time(database_url: str) -> None:
    async with town(database_url) as t:
        giulia = await t.coordinator()
        await ask(t, "no/such/errand")
        with t.app.host.database.transaction() as tx:
            for _ in range(errands.TRIES):
                errands.begin(tx)
        await t.settle()
        giulia.sees(SORRY)
