"""Both libraries hear what they may not: too fast, too late, too long, in groups that are gone."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
)
from aiogram.types import BufferedInputFile
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.playground.samples import picture
from bot.playground.server import Playground
from tests.playground.clients import aiogram_bot, ptb_bot
from tests.playground.conftest import AMINA, GIORGIO, SQUARE, Seconds

pytestmark = pytest.mark.asyncio


@dataclass
class Client:
    """One library's client: its methods have the same names, its exceptions do not."""

    bot: Any
    refused: type[Exception]
    forbidden: type[Exception]
    too_many: type[Exception]
    unanswered: type[Exception]
    upload: Callable[[bytes, str], Any]

    async def fails(self, doing: Awaitable[Any], why: type[Exception], words: str) -> None:
        """It raises this, with these words in it."""
        with pytest.raises(why, match=f"(?i){words}"):
            await doing


@pytest.fixture(params=["aiogram", "python-telegram-bot"])
async def client(playground: Playground, request: pytest.FixtureRequest) -> AsyncIterator[Client]:
    """Each library's client."""
    if request.param == "aiogram":
        async with aiogram_bot(playground) as bot:
            yield Client(
                bot, TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter, ClientDecodeError,
                BufferedInputFile,
            )  # fmt: skip
    else:
        async with ptb_bot(playground) as other:
            yield Client(other, BadRequest, Forbidden, RetryAfter, NetworkError, lambda body, name: body)


async def test_haste_is_told_with_how_long_to_wait(
    client: Client, playground: Playground, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    playground.limits.is_on = True
    for number in range(20):
        await client.bot.send_message(SQUARE, str(number))
    seconds.now_s += 50
    with pytest.raises(client.too_many) as told:
        await client.bot.send_message(SQUARE, "one more")
    wait = told.value.retry_after  # type: ignore[attr-defined]  # both exceptions have it
    assert getattr(wait, "total_seconds", lambda: wait)() == 10
    await client.bot.send_message(AMINA, "elsewhere")


async def test_a_paid_broadcast_is_taken_beyond_thirty_a_second(
    client: Client, playground: Playground
) -> None:
    playground.limits.is_on = True
    playground.limits.can_pay = True
    for number in range(40):
        playground.world.add_person(5000 + number, "Somebody", has_started=True)
        await client.bot.send_message(5000 + number, "news", allow_paid_broadcast=True)
    assert (playground.limits.refusals, playground.limits.stars) == (0, 1.0)


async def test_a_file_is_sent_again_by_its_id(client: Client, playground: Playground) -> None:
    photo = await client.bot.send_photo(AMINA, client.upload(picture(), "p.png"))
    again = await client.bot.send_photo(GIORGIO, photo.photo[-1].file_id, caption="a" * 1024)
    assert again.photo[-1].file_unique_id == photo.photo[-1].file_unique_id
    words = "message caption is too long"
    sending = client.bot.send_photo(GIORGIO, photo.photo[-1].file_id, caption="a" * 1025)
    await client.fails(sending, client.refused, words)
    await client.fails(client.bot.send_photo(GIORGIO, "AgACAgx"), client.refused, "wrong file identifier")
    voice = client.bot.send_voice(GIORGIO, photo.photo[-1].file_id)
    await client.fails(voice, client.refused, "can't use file of type Photo as Voice")


async def test_what_may_not_be_edited_is_refused(client: Client, playground: Playground) -> None:
    world = playground.world
    hers = world.write(AMINA, AMINA, "mine")
    forwarded = await client.bot.forward_message(AMINA, AMINA, hers.id)
    for message_id, words in (
        (hers.id, "can't be edited"),
        (forwarded.message_id, "can't be edited"),
        (999, "message to edit not found"),
    ):
        editing = client.bot.edit_message_text(text="x", chat_id=AMINA, message_id=message_id)
        await client.fails(editing, client.refused, words)
    sent = await client.bot.send_message(AMINA, "x")
    again = client.bot.edit_message_text(text="x", chat_id=AMINA, message_id=sent.message_id)
    await client.fails(again, client.refused, "message is not modified")


async def test_a_tap_that_is_too_old_cannot_be_answered(
    client: Client, playground: Playground, seconds: Seconds
) -> None:
    tap = playground.world.tap_data(AMINA, AMINA, 1, "labs")
    assert await client.bot.answer_callback_query(tap.id)
    await client.fails(client.bot.answer_callback_query(tap.id), client.refused, "query is too old")
    late = playground.world.tap_data(AMINA, AMINA, 1, "labs")
    seconds.now_s += 150
    await client.fails(client.bot.answer_callback_query(late.id), client.refused, "query is too old")


async def test_a_group_that_is_gone_and_people_who_are_gone(client: Client, playground: Playground) -> None:
    world = playground.world
    world.delete_group(AMINA, SQUARE)
    (change,) = await client.bot.get_updates()
    assert change.my_chat_member.new_chat_member.status == "left"
    await client.fails(client.bot.send_message(SQUARE, "x"), client.forbidden, "group chat was deleted")
    world.deactivate(GIORGIO)
    await client.fails(client.bot.send_message(GIORGIO, "x"), client.forbidden, "user is deactivated")
    world.block(AMINA)
    await client.fails(client.bot.send_message(AMINA, "x"), client.forbidden, "blocked by the user")
    world.unblock(AMINA)
    assert await client.bot.send_message(AMINA, "x")


async def test_a_group_that_moved_is_told_twice_and_works_on(client: Client, playground: Playground) -> None:
    new = playground.world.upgrade_group(SQUARE)
    left, arrived = await client.bot.get_updates()
    assert (left.message.chat.id, left.message.migrate_to_chat_id) == (SQUARE, new)
    assert (arrived.message.chat.id, arrived.message.migrate_from_chat_id) == (new, SQUARE)
    assert (await client.bot.send_message(new, "x")).chat.type == "supergroup"


async def test_a_protected_message_goes_no_further(client: Client, playground: Playground) -> None:
    sent = await client.bot.send_message(AMINA, "yours", protect_content=True)
    for doing in (client.bot.forward_message, client.bot.copy_message):
        await client.fails(doing(GIORGIO, AMINA, sent.message_id), client.refused, "the message can't be")


async def test_a_telegram_that_is_down_or_loses_the_answer_is_an_error(
    client: Client, playground: Playground
) -> None:
    playground.faults.is_down = True
    await client.fails(client.bot.send_message(AMINA, "x"), client.unanswered, "Bad Gateway")
    assert playground.world.from_bot(AMINA) == []
    playground.faults.clear()
    playground.faults.loses_answers = True
    with pytest.raises(Exception, match=r"(?i)disconnected"):
        await client.bot.send_message(AMINA, "x")
    assert len(playground.world.from_bot(AMINA)) == 1
