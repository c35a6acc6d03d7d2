"""The contract of the port, apart from messages: opening, polling, answering, describing, one secret."""

import asyncio
import logging
import traceback

import pytest

from bot.playground.server import Playground
from bot.telegram.port import Description, Gateway, Profile, Taken, TelegramDown, TokenRefused
from dialogs.screen import Message, Screen
from tests.contracts.conftest import ANNA, CAFE, Driver

TEXTS = Description(
    name="Passaparola",
    short="Laboratori in città",
    long="Iscriviti, e passa parola.",
    commands=(("start", "Comincia"), ("labs", "I laboratori")),
)
NO_PLACE = "http://127.0.0.1:1"


async def test_opening_says_whom_the_token_belongs_to(driver: Driver, telegram: Playground) -> None:
    gateway = driver(telegram.token, telegram.base_url)
    assert await gateway.open() == Profile(7000000001, "passaparola_bot", "Passaparola")
    await gateway.close()


@pytest.mark.parametrize("token", ["7000000001:somebody-elses", "0000:x", "no token at all", "", "7:../x"])
async def test_a_token_that_telegram_does_not_know_is_refused(
    driver: Driver, telegram: Playground, token: str
) -> None:
    gateway = driver(token, telegram.base_url)
    with pytest.raises(TokenRefused):
        await gateway.open()
    await gateway.close()


@pytest.mark.parametrize("base", [NO_PLACE, "http://no-such-host.invalid", "not an address"])
async def test_a_telegram_that_cannot_be_reached_is_down(driver: Driver, base: str) -> None:
    gateway = driver("7000000001:right", base)
    with pytest.raises(TelegramDown):
        await gateway.open()
    await gateway.close()


@pytest.mark.parametrize("status", [200, 302, 401, 403, 404, 502])
async def test_a_page_in_place_of_an_answer_says_nothing_about_the_token(
    driver: Driver, telegram: Playground, status: int
) -> None:
    gateway = driver(telegram.token, telegram.base_url)
    telegram.faults.fail("getMe", status, "<html>Welcome to our Wi-Fi</html>")
    with pytest.raises(TelegramDown):
        await gateway.open()
    await gateway.close()


async def test_updates_come_again_until_they_are_confirmed(telegram: Playground, gateway: Gateway) -> None:
    for text in ("one", "two", "three"):
        telegram.world.write(ANNA, ANNA, text)
    first = await gateway.updates(None, 0)
    assert [update["message"]["text"] for update in first] == ["one", "two", "three"]
    assert await gateway.updates(None, 0) == first
    assert await gateway.updates(first[1]["update_id"], 0) == first[1:]
    assert await gateway.updates(first[2]["update_id"] + 1, 0) == []
    assert await gateway.updates(None, 0) == []


async def test_a_hundred_updates_come_at_once_the_oldest_first(
    telegram: Playground, gateway: Gateway
) -> None:
    for number in range(103):
        telegram.world.write(ANNA, ANNA, f"{number}")
    found = await gateway.updates(None, 0)
    assert [update["message"]["text"] for update in found] == [f"{number}" for number in range(100)]


async def test_long_polling_ends_as_soon_as_something_happens(telegram: Playground, gateway: Gateway) -> None:
    waiting = asyncio.create_task(gateway.updates(None, 50))
    await asyncio.sleep(0.1)
    telegram.world.write(ANNA, ANNA, "hello")
    async with asyncio.timeout(5):
        assert len(await waiting) == 1


async def test_long_polling_may_last_longer_than_an_answer_may(hasty: Gateway) -> None:
    assert await hasty.updates(None, 1) == []


async def test_only_the_kinds_of_update_we_read_are_asked_for(telegram: Playground, gateway: Gateway) -> None:
    await gateway.updates(None, 0)
    assert telegram.world.queue.allowed == {
        *("message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member")
    }


async def test_an_update_nobody_understands_does_not_spoil_the_others(
    telegram: Playground, gateway: Gateway
) -> None:
    telegram.world.write(ANNA, ANNA, "before")
    telegram.world.queue.add("message", {"chat": "nowhere", "date": [], "text": {"from": "the future"}})
    telegram.world.write(ANNA, ANNA, "after")
    found = await gateway.updates(None, 0)
    assert [gateway.parse(update) is None for update in found] == [False, True, False]


async def test_who_waits_learns_that_another_took_the_updates(
    driver: Driver, telegram: Playground, gateway: Gateway
) -> None:
    waiting = asyncio.create_task(gateway.updates(None, 30))
    await asyncio.sleep(0.1)
    second = driver(telegram.token, telegram.base_url)
    await second.updates(None, 0)
    with pytest.raises(Taken):
        await waiting
    await second.close()


async def test_a_token_revoked_while_polling_is_refused(telegram: Playground, gateway: Gateway) -> None:
    telegram.token = "7000000001:another-by-now"
    with pytest.raises(TokenRefused):
        await gateway.updates(None, 0)


async def test_polling_too_often_says_how_long_to_wait(telegram: Playground, gateway: Gateway) -> None:
    telegram.faults.flood("getUpdates", 7)
    with pytest.raises(TelegramDown) as caught:
        await gateway.updates(None, 0)
    assert caught.value.retry_after_s == 7


@pytest.mark.parametrize("trouble", ["fail", "cut_before", "cut_after", "hang"])
async def test_polling_is_down_while_telegram_is_troubled_and_loses_nothing(
    telegram: Playground, hasty: Gateway, trouble: str
) -> None:
    telegram.world.write(ANNA, ANNA, "hello")
    getattr(telegram.faults, trouble)("getUpdates")
    with pytest.raises(TelegramDown):
        await hasty.updates(None, 0)
    assert len(await hasty.updates(None, 0)) == 1


async def test_a_tap_is_answered(telegram: Playground, gateway: Gateway) -> None:
    tap = telegram.world.tap_data(ANNA, ANNA, 1, "labs")
    await gateway.answer(tap.id, "Done", is_alert=True)
    assert tap.answer == {"text": "Done", "alert": True}


async def test_a_tap_is_answered_without_words(telegram: Playground, gateway: Gateway) -> None:
    tap = telegram.world.tap_data(ANNA, ANNA, 1, "labs")
    await gateway.answer(tap.id)
    assert tap.answer == {"text": "", "alert": False}


async def test_an_answer_too_long_is_cut_rather_than_lost(telegram: Playground, gateway: Gateway) -> None:
    tap = telegram.world.tap_data(ANNA, ANNA, 1, "labs")
    await gateway.answer(tap.id, "ã" * 300 + "\ud83d")
    assert tap.answer == {"text": "ã" * 200, "alert": False}


@pytest.mark.parametrize("trouble", ["flood", "fail", "cut_before", "cut_after", "hang"])
async def test_answering_a_tap_never_fails(telegram: Playground, hasty: Gateway, trouble: str) -> None:
    await hasty.answer("unknown \ud800")
    getattr(telegram.faults, trouble)("answerCallbackQuery")
    await hasty.answer("1")


async def test_the_bot_describes_itself_by_language(telegram: Playground, gateway: Gateway) -> None:
    english = Description("Word of mouth", "Labs in town", "Sign up, tell others.", (("start", "Begin"),))
    await gateway.describe("", english)
    await gateway.describe("it", TEXTS)
    for language, expected in (("it", TEXTS), ("tr", english)):
        profile = telegram.world.profile
        assert profile.text("name", language) == expected.name
        assert profile.text("short_description", language) == expected.short
        assert profile.text("description", language) == expected.long
        seen = profile.commands_seen(ANNA, language)
        assert tuple((one["command"], one["description"]) for one in seen) == expected.commands


async def test_other_commands_are_listed_in_groups(telegram: Playground, gateway: Gateway) -> None:
    here = (("stop", "Leave"),)
    await gateway.describe("", Description("Word of mouth", "Labs", "Labs.", (("labs", "Labs"),), here))
    profile = telegram.world.profile
    assert [one["command"] for one in profile.commands_seen(CAFE, "it")] == ["stop"]
    assert [one["command"] for one in profile.commands_seen(ANNA, "it")] == ["labs"]


async def test_what_telegram_already_has_is_not_set_again(telegram: Playground, gateway: Gateway) -> None:
    await gateway.describe("it", TEXTS)
    for method in ("setMyName", "setMyShortDescription", "setMyDescription", "setMyCommands"):
        telegram.faults.flood(method, 86400)
    await gateway.describe("it", TEXTS)


async def test_describing_stops_where_telegram_says_wait(telegram: Playground, gateway: Gateway) -> None:
    telegram.faults.flood("setMyDescription", 86400)
    with pytest.raises(TelegramDown) as caught:
        await gateway.describe("it", TEXTS)
    assert caught.value.retry_after_s == 86400
    assert telegram.world.profile.text("short_description", "it") == TEXTS.short
    assert telegram.world.profile.commands_seen(ANNA, "it") == []


async def test_the_token_is_in_no_log_no_error_and_no_name(
    driver: Driver, telegram: Playground, hasty: Gateway, full: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = f'{{"ok": false, "error_code": 400, "description": "Bad Request: no /bot{telegram.token}/x"}}'
    nowhere = driver(telegram.token, NO_PLACE)
    astray = driver(telegram.token, f"//{telegram.token}")
    busy = driver(telegram.token, full, connect_s=0.2)
    seen = [repr(hasty), str(hasty)]
    for trouble in ("hang", "cut_before", "cut_after", "flood", "fail"):
        getattr(telegram.faults, trouble)("sendMessage")
        seen.append(repr(await hasty.send(ANNA, Message(Screen("hello")))))
    telegram.faults.fail("", 400, echo, times=2)
    for gateway in (hasty, nowhere, astray, busy):
        seen.append(repr(await gateway.send(ANNA, Message(Screen("hello")))))
        with pytest.raises(TelegramDown) as caught:
            await gateway.open()
        seen += [str(caught.value), repr(caught.value.__context__), *traceback.format_exception(caught.value)]
    for gateway in (nowhere, astray, busy):
        await gateway.close()
    seen.append(caplog.text)
    assert [text for text in seen if telegram.token in text or telegram.token.partition(":")[2] in text] == []
