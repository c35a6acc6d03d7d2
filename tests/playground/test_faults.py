"""Troubles that a test can ask for."""

import asyncio

import aiohttp
import pytest

from bot.playground.server import Playground
from tests.playground.conftest import AMINA, GIORGIO, Caller

pytestmark = pytest.mark.asyncio
TO_AMINA = {"chat_id": AMINA, "text": "x"}


async def test_a_gateway_may_fail_with_html(call: Caller, playground: Playground) -> None:
    playground.faults.fail("sendMessage", 502, "<html>Bad Gateway</html>")
    async with call.session.post(call.url("sendMessage"), json=TO_AMINA) as response:
        assert (response.status, response.content_type) == (502, "text/html")
        assert await response.text() == "<html>Bad Gateway</html>"
    assert playground.world.from_bot(AMINA) == []
    await call("sendMessage", **TO_AMINA)


async def test_troubles_come_in_order_to_the_requests_they_fit(call: Caller, playground: Playground) -> None:
    playground.faults.flood("sendMessage", 7, chat=AMINA, times=2)
    playground.faults.flood("sendMessage", 9)
    statuses = [await call.ask("sendMessage", chat_id=chat, text="x") for chat in (AMINA, GIORGIO, AMINA)]
    waits = [answer["parameters"]["retry_after"] for _, answer in statuses]
    assert waits == [7, 9, 7]
    playground.faults.hang("sendMessage")
    playground.faults.clear()
    await call("sendMessage", **TO_AMINA)


@pytest.mark.parametrize(("trouble", "arrived"), [("cut_before", 0), ("cut_after", 1)])
async def test_a_cut_leaves_the_caller_in_doubt(
    call: Caller, playground: Playground, trouble: str, arrived: int
) -> None:
    getattr(playground.faults, trouble)("sendMessage")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call("sendMessage", **TO_AMINA)
    assert len(playground.world.from_bot(AMINA)) == arrived


@pytest.mark.parametrize(("trouble", "arrived"), [("hang", 0), ("delay", 1)])
async def test_a_late_answer_may_mean_delivered(
    call: Caller, playground: Playground, trouble: str, arrived: int
) -> None:
    getattr(playground.faults, trouble)("sendMessage")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await call("sendMessage", **TO_AMINA)
    assert len(playground.world.from_bot(AMINA)) == arrived


async def test_latency_is_added_to_every_answer(call: Caller, playground: Playground) -> None:
    playground.faults.latency_s = 0.1
    before_s = asyncio.get_running_loop().time()
    await call("getMe")
    assert asyncio.get_running_loop().time() - before_s >= 0.1


async def test_while_telegram_is_down_nothing_is_done(call: Caller, playground: Playground) -> None:
    waiting = asyncio.create_task(call.session.get(call.url("getUpdates"), params={"timeout": 50}))
    await asyncio.sleep(0.05)
    playground.faults.is_down = True
    for method, values in (("sendMessage", TO_AMINA), ("sendMessage", TO_AMINA), ("getMe", {})):
        async with call.session.post(call.url(method), json=values) as response:
            assert (response.status, response.content_type) == (502, "text/html")
    async with call.session.get(f"{call.base_url}/file/bot{call.token}/photos/file_1") as response:
        assert response.status == 502
    playground.world.write(AMINA, AMINA, "anybody there?")
    assert (await waiting).status == 502
    assert playground.world.from_bot(AMINA) == []
    playground.faults.is_down = False
    (update,) = await call("getUpdates")
    assert update["message"]["text"] == "anybody there?"


async def test_while_answers_are_lost_all_is_done_but_only_updates_are_heard_of(
    call: Caller, playground: Playground
) -> None:
    playground.faults.loses_answers = True
    for _ in range(2):
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await call("sendMessage", **TO_AMINA)
    assert await call("getUpdates") == []
    playground.faults.clear()
    await call("sendMessage", **TO_AMINA)
    assert len(playground.world.from_bot(AMINA)) == 3


async def test_slowness_is_a_latency(call: Caller, playground: Playground) -> None:
    playground.faults.is_slow = True
    assert playground.faults.latency_s == 3.0
    playground.faults.is_slow = False
    await call("getMe")
    assert playground.faults.latency_s == 0


async def test_a_test_can_wait_for_what_the_bot_does(call: Caller, playground: Playground) -> None:
    sending = asyncio.create_task(call("sendMessage", **TO_AMINA))
    (message,) = await playground.until(lambda: playground.world.from_bot(AMINA))
    assert message.text == "x"
    await sending
    with pytest.raises(TimeoutError):
        await playground.until(lambda: False, timeout_s=0.05)
