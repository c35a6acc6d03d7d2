"""getUpdates: what is confirmed, what comes again, who may wait."""

import asyncio

import pytest

from bot.playground.polling import CONFLICT
from bot.playground.server import Playground
from tests.playground.conftest import AMINA, SQUARE, Caller, Seconds

pytestmark = pytest.mark.asyncio


def write(playground: Playground, *texts: str) -> None:
    """Amina writes to the bot."""
    for text in texts:
        playground.world.write(AMINA, AMINA, text)


async def texts(call: Caller, **values: object) -> list[str]:
    """What the bot reads."""
    return [update["message"]["text"] for update in await call("getUpdates", **values)]


async def test_an_offset_confirms_all_lower_updates(call: Caller, playground: Playground) -> None:
    write(playground, "one", "two", "three")
    first = (await call("getUpdates", limit=1))[0]["update_id"]
    assert await texts(call) == ["one", "two", "three"]
    assert await texts(call, offset=first + 1) == ["two", "three"]
    assert await texts(call, offset=first) == ["two", "three"]
    assert await texts(call, offset=first + 3) == []
    assert len(playground.world.queue) == 0


async def test_a_negative_offset_forgets_all_but_the_last(call: Caller, playground: Playground) -> None:
    write(playground, "one", "two", "three")
    assert await texts(call, offset=-2) == ["two", "three"]
    assert await texts(call) == ["two", "three"]


async def test_no_more_than_a_hundred_come_at_once(call: Caller, playground: Playground) -> None:
    write(playground, *(f"{number}" for number in range(101)))
    assert len(await call("getUpdates", limit=1000)) == 100
    assert await texts(call, limit=2) == ["0", "1"]


async def test_update_ids_begin_anywhere_and_rise_by_one() -> None:
    queue = Playground(first_update_id=7).world.queue
    assert [queue.add("message", {}) for _ in range(3)] == [7, 8, 9]
    assert [update["update_id"] for update in queue.read(8)] == [8, 9]


async def test_a_waiting_poller_wakes_at_once(call: Caller, playground: Playground) -> None:
    waiting = asyncio.create_task(texts(call, timeout=50))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    write(playground, "hello")
    assert await asyncio.wait_for(waiting, 0.3) == ["hello"]


async def test_a_poller_without_patience_goes_away_empty(call: Caller) -> None:
    assert await call("getUpdates", timeout=0) == []


async def test_a_second_poller_ousts_the_older_one(call: Caller, playground: Playground) -> None:
    older = asyncio.create_task(call.ask("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(texts(call, timeout=50))
    status, answer = await asyncio.wait_for(older, 0.3)
    assert (status, answer["description"]) == (409, CONFLICT)
    write(playground, "hello")
    assert await newer == ["hello"]


async def test_allowed_updates_stay_until_changed(call: Caller, playground: Playground) -> None:
    await call("getUpdates", allowed_updates=["my_chat_member"])
    write(playground, "unheard")
    playground.world.block(AMINA)
    (update,) = await call("getUpdates")
    change = update["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    await call("getUpdates", offset=update["update_id"] + 1, allowed_updates="[]")
    playground.world.unblock(AMINA)
    write(playground, "heard")
    _, heard = await call("getUpdates")
    assert heard["message"]["text"] == "heard"


async def test_updates_are_kept_for_a_day(call: Caller, playground: Playground, seconds: Seconds) -> None:
    write(playground, "old")
    seconds.now_s += 24 * 3600
    write(playground, "new")
    assert await texts(call) == ["new"]


async def test_privacy_mode_hides_ordinary_group_messages(call: Caller, playground: Playground) -> None:
    asked = await call("sendMessage", chat_id=SQUARE, text="Who comes?")
    world = playground.world
    world.write(AMINA, SQUARE, "nice weather")
    world.write(AMINA, SQUARE, "/labs@another_bot")
    world.write(AMINA, SQUARE, "/labs")
    world.write(AMINA, SQUARE, "/labs@Passaparola_bot")
    world.write(AMINA, SQUARE, "ask @passaparola_bot")
    world.write(AMINA, SQUARE, "me", reply_to=asked["message_id"])
    assert await texts(call) == ["/labs", "/labs@Passaparola_bot", "ask @passaparola_bot", "me"]


async def test_a_link_starts_the_bot_again_and_unblocks_it(call: Caller, playground: Playground) -> None:
    playground.world.block(AMINA)
    with pytest.raises(ValueError, match="Amina has blocked the bot"):
        write(playground, "hello?")
    playground.world.open_url(AMINA, "https://t.me/Passaparola_bot?start=abc_-9")
    blocked, unblocked, started = await call("getUpdates")
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert started["message"]["text"] == "/start abc_-9"
    assert started["message"]["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
    assert playground.world.open_url(AMINA, "https://t.me/other_bot?start=abc") is None


@pytest.mark.parametrize("parameter", ["a" * 65, "a.b", "caff%C3%A8"])
async def test_a_link_with_a_wrong_parameter_is_not_opened(playground: Playground, parameter: str) -> None:
    with pytest.raises(ValueError, match="start parameter is wrong"):
        playground.world.open_url(AMINA, f"https://t.me/passaparola_bot?start={parameter}")
    assert playground.world.messages(AMINA) == []
    assert playground.world.open_url(AMINA, f"https://t.me/passaparola_bot?start={'a' * 64}") is not None
