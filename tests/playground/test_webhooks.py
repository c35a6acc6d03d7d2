"""Updates that are posted: what is taken for an address, what is confirmed, what comes again."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.playground.delivery import Patience
from bot.playground.server import Playground
from tests.playground.conftest import AMINA, GIORGIO, Caller, Seconds
from tests.playground.hook import Hook, hook

pytestmark = pytest.mark.asyncio


@pytest.fixture
async def receiver() -> AsyncIterator[Hook]:
    """The bot's own server."""
    async with hook() as found:
        yield found


def write(playground: Playground, *texts: str, person: int = AMINA) -> None:
    """Somebody writes to the bot."""
    for text in texts:
        playground.world.write(person, person, text)


async def all_taken(playground: Playground) -> None:
    """Every update is confirmed."""
    await playground.until(lambda: not len(playground.world.queue))


async def test_an_update_is_posted_with_the_secret_and_200_confirms_it(
    call: Caller, playground: Playground, receiver: Hook
) -> None:
    write(playground, "before")
    assert await call("setWebhook", url=receiver.url, secret_token="s_-9")
    write(playground, "after")
    await all_taken(playground)
    assert receiver.texts == ["before", "after"]
    assert receiver.secrets == ["s_-9", "s_-9"]
    info = await call("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (receiver.url, 0, 40)
    assert "last_error_message" not in info
    await call("deleteWebhook")
    write(playground, "fetched")
    assert [update["message"]["text"] for update in await call("getUpdates")] == ["fetched"]
    assert (await call("getWebhookInfo"))["url"] == ""


async def test_without_a_secret_there_is_no_header(
    call: Caller, playground: Playground, receiver: Hook
) -> None:
    await call("setWebhook", url=receiver.url)
    write(playground, "hello")
    await all_taken(playground)
    assert receiver.secrets == [None]


async def test_anything_but_success_is_repeated_in_order_and_told(
    call: Caller, playground: Playground, receiver: Hook
) -> None:
    receiver.answers = [
        web.Response(status=500),
        web.Response(status=302, headers={"Location": receiver.url}),
        web.Response(status=401),
    ]
    await call("setWebhook", url=receiver.url)
    write(playground, "one", "two")
    await all_taken(playground)
    assert receiver.texts == ["one"] * 4 + ["two"]
    info = await call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 401 Unauthorized"
    assert abs(info["last_error_date"] - playground.clock.now().timestamp()) < 5


async def test_no_answer_and_no_connection_are_repeated_too(seconds: Seconds, receiver: Hook) -> None:
    playground = Playground(patience=Patience(answer_s=0.1, pause_s=0.01))
    playground.world.add_person(AMINA, "Amina", has_started=True)
    webhook = playground.world.webhook
    try:
        receiver.is_open.clear()
        webhook.set(receiver.url)
        write(playground, "hello")
        await playground.until(lambda: webhook.last_error == "Read timeout expired")
        assert len(playground.world.queue) == 1
        receiver.is_open.set()
        await all_taken(playground)
        webhook.set("http://127.0.0.1:1/hook")
        write(playground, "nobody there")
        await playground.until(lambda: webhook.last_error == "Connection refused")
        webhook.set(receiver.url)
        await all_taken(playground)
        assert receiver.texts[-1] == "nobody there"
    finally:
        await playground.stop()


async def test_a_chat_that_fails_holds_no_other(call: Caller, playground: Playground, receiver: Hook) -> None:
    receiver.answers = [web.Response(status=503, headers={"Retry-After": "3600"})]
    await call("setWebhook", url=receiver.url)
    write(playground, "held", "behind it")
    await playground.until(lambda: playground.world.webhook.last_error)
    write(playground, "free", person=GIORGIO)
    await playground.until(lambda: len(receiver.updates) == 2)
    await asyncio.sleep(0.1)
    assert receiver.texts == ["held", "free"]
    assert len(playground.world.queue) == 2


async def test_chats_come_side_by_side_up_to_max_connections(
    call: Caller, playground: Playground, receiver: Hook
) -> None:
    receiver.is_open.clear()
    await call("setWebhook", url=receiver.url, max_connections=2)
    for person in (AMINA, GIORGIO, 1002):
        write(playground, "first", "second", person=person)
    await playground.until(lambda: receiver.busy == 2)
    await asyncio.sleep(0.05)
    assert [update["message"]["chat"]["id"] for update in receiver.updates] == [AMINA, GIORGIO]
    receiver.is_open.set()
    await all_taken(playground)
    assert receiver.busiest == 2
    for person in (AMINA, GIORGIO, 1002):
        of_hers = [
            one["message"]["text"] for one in receiver.updates if one["message"]["chat"]["id"] == person
        ]
        assert of_hers == ["first", "second"]


async def test_a_new_webhook_gets_what_the_old_one_did_not_take(
    call: Caller, playground: Playground, receiver: Hook
) -> None:
    receiver.is_open.clear()
    await call("setWebhook", url=receiver.url)
    write(playground, "hello")
    await playground.until(lambda: receiver.busy == 1)
    async with hook() as other:
        await call("setWebhook", url=other.url)
        await all_taken(playground)
        assert other.texts == ["hello"]
        write(playground, "dropped")
        await call("deleteWebhook", drop_pending_updates=True)
        assert await call("getUpdates") == []


async def test_the_same_webhook_again_disturbs_nothing(
    call: Caller, playground: Playground, receiver: Hook
) -> None:
    receiver.is_open.clear()
    await call("setWebhook", url=receiver.url, secret_token="a")
    write(playground, "hello")
    await playground.until(lambda: receiver.busy == 1)
    await call("setWebhook", url=receiver.url, secret_token="a", allowed_updates=["message"])
    write(playground, "goodbye")
    playground.world.block(AMINA)
    receiver.is_open.set()
    await all_taken(playground)
    assert receiver.texts == ["hello", "goodbye"]
    assert (await call("getWebhookInfo"))["allowed_updates"] == ["message"]


async def test_a_query_that_nobody_took_grows_old(
    call: Caller, playground: Playground, receiver: Hook, seconds: Seconds
) -> None:
    receiver.answers = [web.Response(status=500), web.Response(status=500)]
    receiver.is_open.clear()
    await call("setWebhook", url=receiver.url)
    playground.world.tap_data(AMINA, AMINA, 7, "labs")
    write(playground, "labs?")
    await playground.until(lambda: receiver.busy == 1)
    seconds.now_s += 150
    receiver.is_open.set()
    await all_taken(playground)
    assert ["callback_query" in update for update in receiver.updates] == [True, False, False]


async def test_an_answer_may_ask_for_a_method(call: Caller, playground: Playground, receiver: Hook) -> None:
    receiver.answers = [
        web.json_response({"method": "sendMessage", "chat_id": AMINA, "text": "from the webhook"}),
        web.json_response({"method": "deleteWebhook"}),
        web.json_response({"method": "sendMessage", "chat_id": 5, "text": "to nobody"}),
    ]
    await call("setWebhook", url=receiver.url)
    write(playground, "one", "two", "three")
    await all_taken(playground)
    assert [message.text for message in playground.world.from_bot(AMINA)] == ["from the webhook"]
    assert (await call("getWebhookInfo"))["url"] == receiver.url


async def test_a_telegram_that_is_down_posts_nothing(
    call: Caller, playground: Playground, receiver: Hook
) -> None:
    await call("setWebhook", url=receiver.url)
    playground.faults.is_down = True
    write(playground, "hello")
    await asyncio.sleep(0.1)
    assert receiver.updates == []
    playground.faults.is_down = False
    await all_taken(playground)
    assert receiver.texts == ["hello"]
