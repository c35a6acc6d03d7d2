"""Which webhooks are taken, and how long Telegram waits for them."""

import asyncio

import pytest

from bot.playground.delivery import Patience, wanted_pause_s
from bot.playground.polling import HAS_WEBHOOK, HOOKED
from tests.playground.conftest import Caller

pytestmark = pytest.mark.asyncio
NOBODY = "http://127.0.0.1:9/"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"url": "hook"}, "invalid webhook URL specified"),
        ({"url": "https://[::"}, "invalid webhook URL specified"),
        ({"url": "ftp://127.0.0.1/"}, "invalid webhook URL specified"),
        ({"url": "http://bot.example/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://127.0.0.1:8080/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            {"url": "https://bot.example/"},
            "bad webhook: Failed to resolve host: Name or service not known",
        ),
        ({"secret_token": "with space"}, "secret token contains unallowed characters"),
        ({"secret_token": "a" * 257}, "secret token is too long"),
        ({"max_connections": "many"}, 'can\'t parse "max_connections" as an integer'),
    ],
)
async def test_what_telegram_would_not_take_is_refused(
    call: Caller, asked: dict[str, str], words: str
) -> None:
    assert await call.refused("setWebhook", **{"url": NOBODY, **asked}) == f"Bad Request: {words}"
    assert (await call("getWebhookInfo"))["url"] == ""


@pytest.mark.parametrize(("asked", "taken"), [(0, 1), (-3, 1), (7, 7), (101, 100)])
async def test_connections_beyond_the_bounds_become_the_bounds(call: Caller, asked: int, taken: int) -> None:
    await call("setWebhook", url=NOBODY, max_connections=asked)
    assert (await call("getWebhookInfo"))["max_connections"] == taken


async def test_pauses_grow_and_a_receiver_may_ask_for_its_own() -> None:
    patience = Patience(pause_s=2.0)
    assert [patience.pause_after_s(failures) for failures in range(9)] == [0, 0, 2, 4, 8, 16, 32, 64, 64]
    assert [wanted_pause_s(header) for header in ("7", "86400", "", "Mon, 1 Jan", "-1")] == [7, 3600, 0, 0, 0]


async def test_polling_and_a_webhook_exclude_each_other(call: Caller) -> None:
    waiting = asyncio.create_task(call.ask("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    await call("setWebhook", url=NOBODY)
    status, answer = await asyncio.wait_for(waiting, 0.5)
    assert (status, answer["description"]) == (409, HOOKED)
    assert await call.ask("getUpdates") == (409, {"ok": False, "error_code": 409, "description": HAS_WEBHOOK})
    assert await call("setWebhook", url="")
    assert await call("getUpdates") == []
