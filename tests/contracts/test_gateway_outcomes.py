"""The contract of `send` where something is in the way: each trouble has its one outcome."""

import asyncio
import json

import pytest

from bot.playground.samples import picture
from bot.playground.server import Playground
from bot.telegram.port import Gateway, Migrated, Outcome, Refused, Sent, Unknown, Unreachable, Unsent, Wait
from dialogs.screen import Button, Media, Message, Screen
from tests.contracts.conftest import ANNA, BARIS, CAFE, Driver

HELLO = Message(Screen("hello"))
LONG = Message(Screen("x" * 1025, media=Media("photo", content=picture())))
METHODS = [
    ("sendMessage", HELLO),
    ("editMessageText", Message(Screen("hello"), edits=1)),
    ("sendPhoto", Message(Screen("hello", media=Media("photo", content=picture())))),
]


def refusal(status: int, words: str, **parameters: object) -> str:
    """Telegram's answer, as it writes it."""
    told = {"ok": False, "error_code": status, "description": words}
    return json.dumps(told | ({"parameters": parameters} if parameters else {}))


async def test_who_blocked_the_bot_is_unreachable(telegram: Playground, gateway: Gateway) -> None:
    telegram.world.block(ANNA)
    outcome = await gateway.send(ANNA, HELLO)
    assert outcome == Unreachable("Forbidden: bot was blocked by the user")


async def test_who_never_wrote_or_is_no_more_is_unreachable(telegram: Playground, gateway: Gateway) -> None:
    assert await gateway.send(BARIS, HELLO) == Unreachable(
        "Forbidden: bot can't initiate conversation with a user"
    )
    telegram.world.deactivate(ANNA)
    assert await gateway.send(ANNA, HELLO) == Unreachable("Forbidden: user is deactivated")


@pytest.mark.parametrize("chat", [4040, -4040, -1004040404040])
async def test_a_chat_that_is_not_there_is_unreachable(gateway: Gateway, chat: int) -> None:
    assert await gateway.send(chat, HELLO) == Unreachable("Bad Request: chat not found")


async def test_a_group_that_put_the_bot_out_is_unreachable(telegram: Playground, gateway: Gateway) -> None:
    telegram.world.remove_bot(ANNA, CAFE)
    outcome = await gateway.send(CAFE, HELLO)
    assert outcome == Unreachable("Forbidden: bot was kicked from the group chat")


async def test_a_group_that_moved_says_where(telegram: Playground, gateway: Gateway) -> None:
    new_id = telegram.world.upgrade_group(CAFE)
    assert await gateway.send(CAFE, HELLO) == Migrated(new_id)
    assert isinstance(await gateway.send(new_id, HELLO), Sent)


@pytest.mark.parametrize(
    ("screen", "words"),
    [
        (Screen(""), "message text is empty"),
        (Screen("x" * 4097), "message is too long"),
        (Screen("<b>x"), "can't parse entities"),
        (Screen("x", ((Button("y", "z" * 65),),)), "BUTTON_DATA_INVALID"),
        (Screen("x", ((Button("y"),),)), "BUTTON_DATA_INVALID"),
        (Screen("x", media=Media("photo", content=b"no picture")), "IMAGE_PROCESS_FAILED"),
        (Screen("x", media=Media("voice")), "file must be non-empty"),
        (Screen("x", media=Media("voice", file_id="gone")), "wrong file identifier"),
    ],
)
async def test_a_wrong_message_is_refused_in_telegrams_words(
    telegram: Playground, gateway: Gateway, screen: Screen, words: str
) -> None:
    outcome = await gateway.send(ANNA, Message(screen))
    assert isinstance(outcome, Refused)
    assert words in outcome.reason
    assert telegram.world.from_bot(ANNA) == []


@pytest.mark.parametrize(("method", "message"), METHODS)
async def test_haste_is_told_to_wait(
    telegram: Playground, gateway: Gateway, method: str, message: Message
) -> None:
    telegram.faults.flood(method, 17)
    assert await gateway.send(ANNA, message) == Wait(17)
    assert telegram.world.from_bot(ANNA) == []


@pytest.mark.parametrize(("method", "message"), METHODS)
@pytest.mark.parametrize("trouble", ["fail", "cut_before", "cut_after", "hang"])
async def test_what_may_have_arrived_is_unknown_and_is_not_repeated(
    telegram: Playground, hasty: Gateway, trouble: str, method: str, message: Message
) -> None:
    first = await hasty.send(ANNA, HELLO)  # a kept connection is what a careless client repeats on
    assert isinstance(first, Sent)
    getattr(telegram.faults, trouble)(method)
    assert isinstance(await hasty.send(ANNA, message), Unknown)
    arrived = telegram.world.from_bot(ANNA)[1:]
    assert len(arrived) == (1 if trouble == "cut_after" and method != "editMessageText" else 0)


async def test_an_answer_that_comes_too_late_is_unknown(telegram: Playground, hasty: Gateway) -> None:
    telegram.faults.delay("sendMessage", 2)
    assert isinstance(await hasty.send(ANNA, HELLO), Unknown)
    assert len(telegram.world.from_bot(ANNA)) == 1


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (403, refusal(403, "Forbidden: bot is not a member of the channel chat"), Unreachable),
        (400, refusal(400, "Bad Request: not enough rights to send text messages to the chat"), Unreachable),
        (400, refusal(400, "Bad Request: PEER_ID_INVALID"), Unreachable),
        (400, refusal(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN"), Refused),
        (413, refusal(413, "Request Entity Too Large"), Refused),
        (429, refusal(429, "Too Many Requests: retry after 3", retry_after=3), Wait),
        (429, refusal(429, "Too Many Requests"), Wait),
        (429, refusal(429, "Too Many Requests", retry_after=10**400), Wait),
        (401, refusal(401, "Unauthorized"), Unsent),
        (404, refusal(404, "Not Found"), Unsent),
        (500, refusal(500, "Internal Server Error: sent message was immediately deleted"), Unknown),
        (502, refusal(502, "Bad Gateway"), Unknown),
        (502, "<html>502 Bad Gateway</html>", Unknown),
        (403, "<html>Blocked by your network</html>", Unknown),
        (429, "<html>Slow down</html>", Unknown),
        (307, "", Unknown),
        (200, "", Unknown),
        (200, "[]", Unknown),
        (200, '{"ok": true', Unknown),
        (200, '{"ok": "true"}', Unknown),
        (200, '{"ok": true, "result": true}', Unknown),
        (200, '{"ok": true, "result": {"message_id": "7"}}', Unknown),
        (200, '{"ok": true, "result": {"message_id": true}}', Unknown),
        (200, f'{{"ok": true, "result": {{"message_id": {2**63}}}}}', Unknown),
        (200, f'{{"ok": true, "result": {{"message_id": {2**63 - 1}}}}}', Sent),
        (400, refusal(400, "Bad Request: moved", migrate_to_chat_id=-(2**63)), Migrated),
        (400, refusal(400, "Bad Request: moved", migrate_to_chat_id=-(2**63) - 1), Refused),
        (400, refusal(400, "Bad Request: moved", migrate_to_chat_id=True), Refused),
    ],
)
async def test_every_answer_has_its_outcome(
    telegram: Playground, gateway: Gateway, status: int, body: str, expected: type[Outcome]
) -> None:
    telegram.faults.fail("sendMessage", status, body)
    outcome = await gateway.send(ANNA, HELLO)
    assert type(outcome) is expected
    assert telegram.world.from_bot(ANNA) == []


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:1", "https://127.0.0.1:1", "http://no-such-host.invalid", "no address", ""]
)
async def test_without_a_connection_it_is_unsent(driver: Driver, base: str) -> None:
    gateway = driver("7000000001:right", base)
    assert isinstance(await gateway.send(ANNA, HELLO), Unsent)
    await gateway.close()


async def test_a_connection_that_does_not_come_in_time_is_unsent(driver: Driver, full: str) -> None:
    gateway = driver("7000000001:right", full, connect_s=0.2, answer_s=30)
    assert isinstance(await gateway.send(ANNA, HELLO), Unsent)
    await gateway.close()


async def test_waiting_in_vain_for_a_free_connection_is_unsent(telegram: Playground, hasty: Gateway) -> None:
    telegram.faults.hang("sendMessage")
    first = asyncio.create_task(hasty.send(ANNA, HELLO))
    await asyncio.sleep(0.05)
    assert isinstance(await hasty.send(ANNA, HELLO), Unsent)
    assert isinstance(await first, Unknown)


async def test_a_malformed_token_sends_nothing(driver: Driver, telegram: Playground) -> None:
    gateway = driver("no token", telegram.base_url)
    assert isinstance(await gateway.send(ANNA, HELLO), Unsent)
    await gateway.close()


@pytest.mark.parametrize("method", ["sendPhoto", "sendMessage"])
async def test_a_file_and_its_long_text_wait_together(
    telegram: Playground, gateway: Gateway, method: str
) -> None:
    telegram.faults.flood(method, 3)
    assert await gateway.send(ANNA, LONG) == Wait(3)
