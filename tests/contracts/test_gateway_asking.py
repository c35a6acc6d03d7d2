"""The contract of what is asked of Telegram where nobody in a chat sees it: webhooks, Stars, requests."""

from collections.abc import AsyncIterator

import pytest

from bot.playground.samples import picture
from bot.playground.server import Playground
from bot.telegram.captions import requests
from bot.telegram.port import Declined, Gateway, TelegramDown, TokenRefused
from dialogs.screen import Media, Message, Screen
from tests.contracts.conftest import ANNA, Driver
from tests.contracts.scribe import Scribe, scribe

PICTURE = Media("photo", content=picture())
HELLO = Message(Screen("hello"))
LONG = Message(Screen("x" * 1025, media=PICTURE))
MESSAGES = [
    (HELLO, ["sendMessage"]),
    (Message(Screen("hello"), edits=7), ["editMessageText"]),
    (Message(Screen("x" * 1024, media=PICTURE)), ["sendPhoto"]),
    (Message(Screen("x" * 1024, media=Media("voice", file_id="v"))), ["sendVoice"]),
    (LONG, ["sendPhoto", "sendMessage"]),
    (Message(LONG.screen, edits=7), ["sendPhoto", "sendMessage"]),
]


@pytest.fixture
async def paper() -> AsyncIterator[Scribe]:
    """A Telegram that writes down what it is asked."""
    async with scribe() as one:
        one.result = {"message_id": 7, "photo": [{"file_id": "p"}]}
        yield one


@pytest.fixture
async def asking(driver: Driver, paper: Scribe) -> AsyncIterator[Gateway]:
    """A gateway to it."""
    gateway = driver("7000000001:right", paper.base_url)
    yield gateway
    await gateway.close()


@pytest.mark.parametrize(("message", "methods"), MESSAGES)
async def test_a_message_takes_as_many_requests_as_is_said(
    paper: Scribe, asking: Gateway, message: Message, methods: list[str]
) -> None:
    await asking.send(ANNA, message)
    assert [method for method, _ in paper.asked] == methods
    assert requests(message) == len(methods)


@pytest.mark.parametrize(("message", "methods"), MESSAGES)
@pytest.mark.parametrize("is_paid", [True, False])
async def test_stars_are_spent_only_where_that_is_said(
    paper: Scribe, asking: Gateway, message: Message, methods: list[str], is_paid: bool
) -> None:
    await asking.send(ANNA, message, is_paid)
    paid = [
        asked.flag("allow_paid_broadcast") for method, asked in paper.asked if method != "editMessageText"
    ]
    assert paid == [is_paid for method in methods if method != "editMessageText"]
    assert not any(asked.has("allow_paid_broadcast") for method, asked in paper.asked if not is_paid)


async def test_a_paid_message_arrives_like_any_other(telegram: Playground, gateway: Gateway) -> None:
    for message in (HELLO, LONG):
        await gateway.send(ANNA, message, is_paid=True)
    assert [seen.text for seen in telegram.world.from_bot(ANNA)] == ["hello", "", "x" * 1025]


async def test_updates_are_brought_with_the_secret_and_none_is_dropped(
    paper: Scribe, asking: Gateway
) -> None:
    await asking.set_webhook("https://bot.example.org/in", "s3cret_-", 25)
    ((method, asked),) = paper.asked
    assert (method, asked.text("url"), asked.text("secret_token")) == (
        "setWebhook",
        "https://bot.example.org/in",
        "s3cret_-",
    )
    assert asked.number("max_connections") == 25
    assert sorted(asked.structure("allowed_updates")) == [
        *("callback_query", "chosen_inline_result", "inline_query", "message", "my_chat_member")
    ]
    assert not asked.flag("drop_pending_updates")


async def test_updates_are_kept_where_the_webhook_is_deleted(paper: Scribe, asking: Gateway) -> None:
    await asking.delete_webhook()
    ((method, asked),) = paper.asked
    assert (method, asked.flag("drop_pending_updates")) == ("deleteWebhook", False)


async def test_deleting_a_webhook_loses_nothing(telegram: Playground, gateway: Gateway) -> None:
    telegram.world.write(ANNA, ANNA, "hello")
    await gateway.delete_webhook()
    assert len(await gateway.updates(None, 0)) == 1


async def test_a_webhook_that_telegram_does_not_take_says_why(telegram: Playground, gateway: Gateway) -> None:
    words = "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    told = f'{{"ok": false, "error_code": 400, "description": "{words}"}}'
    telegram.faults.fail("setWebhook", 400, told)
    with pytest.raises(Declined, match="HTTPS URL must be provided"):
        await gateway.set_webhook("http://bot.example.org", "s", 40)


@pytest.mark.parametrize("status", [500, 502])
async def test_a_telegram_that_is_down_has_not_declined(
    telegram: Playground, gateway: Gateway, status: int
) -> None:
    telegram.faults.fail("setWebhook", status)
    with pytest.raises(TelegramDown) as caught:
        await gateway.set_webhook("https://bot.example.org", "s", 40)
    assert type(caught.value) is TelegramDown


async def test_webhooks_wait_as_long_as_telegram_says(telegram: Playground, gateway: Gateway) -> None:
    telegram.faults.flood("setWebhook", 2)
    telegram.faults.flood("deleteWebhook", 3)
    with pytest.raises(TelegramDown) as setting:
        await gateway.set_webhook("https://bot.example.org", "s", 40)
    with pytest.raises(TelegramDown) as deleting:
        await gateway.delete_webhook()
    assert (setting.value.retry_after_s, deleting.value.retry_after_s) == (2, 3)


async def test_a_token_revoked_has_no_webhook(telegram: Playground, gateway: Gateway) -> None:
    telegram.token = "7000000001:another-by-now"
    with pytest.raises(TokenRefused):
        await gateway.set_webhook("https://bot.example.org", "s", 40)
    with pytest.raises(TokenRefused):
        await gateway.delete_webhook()
