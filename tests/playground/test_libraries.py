"""Both libraries, as they are, read every answer of the playground."""

import aiogram
import pytest
import telegram
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.playground.polling import CONFLICT
from bot.playground.samples import picture
from bot.playground.server import Playground
from tests.playground.clients import aiogram_bot, ptb_bot
from tests.playground.conftest import AMINA, FATOU, GIORGIO, SQUARE

pytestmark = pytest.mark.asyncio
HTML = '<b>Pots</b> <a href="https://example.org">here</a>'


async def test_aiogram_reads_every_answer(playground: Playground) -> None:
    world = playground.world
    rows = [[InlineKeyboardButton(text="Labs", callback_data="labs")]]
    markup = InlineKeyboardMarkup(inline_keyboard=rows)
    async with aiogram_bot(playground) as bot:
        assert (await bot.get_me()).username == "passaparola_bot"
        sent = await bot.send_message(AMINA, HTML, parse_mode="HTML", reply_markup=markup)
        assert sent.html_text == HTML
        written = world.write(AMINA, AMINA, "/start abc", reply_to=sent.message_id)
        tap = world.tap(AMINA, AMINA, sent.message_id)
        world.forward(AMINA, AMINA, sent.message_id, AMINA)
        for kind in ("photo", "voice", "document", "video", "audio", "sticker", "location", "contact"):
            world.show(AMINA, AMINA, kind)
        world.block(GIORGIO)
        updates = await bot.get_updates()
        assert [update.event_type for update in updates] == [
            "message", "callback_query", *["message"] * 9, "my_chat_member",
        ]  # fmt: skip
        assert updates[0].message is not None
        assert updates[0].message.reply_to_message is not None
        assert tap is not None
        assert await bot.answer_callback_query(tap.id, "Yes", show_alert=True)
        edited = await bot.edit_message_text("two", chat_id=AMINA, message_id=sent.message_id)
        assert isinstance(edited, aiogram.types.Message)
        photo = await bot.send_photo(AMINA, BufferedInputFile(picture(), "p.png"), caption="p")
        assert photo.photo is not None
        file = await bot.get_file(photo.photo[-1].file_id)
        downloaded = await bot.download_file(str(file.file_path))
        assert downloaded is not None
        assert downloaded.read() == picture()
        await bot.send_document(AMINA, BufferedInputFile(b"{}", "d.json"), protect_content=True)
        reply = ReplyParameters(message_id=written.id)
        await bot.send_message(AMINA, "reply", reply_parameters=reply)
        assert (await bot.copy_message(AMINA, AMINA, written.id)).message_id
        assert (await bot.forward_message(AMINA, AMINA, written.id)).forward_origin
        assert (await bot.get_chat(SQUARE)).title == "Piazza"
        assert (await bot.get_chat(AMINA)).first_name == "Amina"
        assert await bot.set_my_commands([BotCommand(command="labs", description="Labs")])
        assert (await bot.get_my_commands())[0].command == "labs"
        assert (await bot.get_my_name()).name == "Passaparola"
        assert (await bot.get_webhook_info()).url == ""
        assert await bot.send_chat_action(AMINA, "typing")
        assert await bot.delete_message(AMINA, sent.message_id)
        await aiogram_reads_refusals(bot, playground)


async def aiogram_reads_refusals(bot: aiogram.Bot, playground: Playground) -> None:
    """Each kind of refusal becomes the exception it should."""
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(GIORGIO, "x")
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await bot.send_message(AMINA, "<p>", parse_mode="HTML")
    playground.faults.flood("sendMessage", 4)
    with pytest.raises(TelegramRetryAfter) as wait:
        await bot.send_message(AMINA, "x")
    assert wait.value.retry_after == 4
    playground.faults.fail("sendMessage", 502, '{"ok": false, "description": "Bad Gateway"}')
    with pytest.raises(TelegramServerError):
        await bot.send_message(AMINA, "x")
    new = playground.world.upgrade_group(SQUARE)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(SQUARE, "x")
    assert moved.value.migrate_to_chat_id == new
    conflict = f'{{"ok": false, "error_code": 409, "description": "{CONFLICT}"}}'
    playground.faults.fail("getUpdates", 409, conflict)
    with pytest.raises(TelegramConflictError):
        await bot.get_updates()


async def test_python_telegram_bot_reads_every_answer(
    playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    world = playground.world
    rows = [[telegram.InlineKeyboardButton("Labs", callback_data="labs")]]
    async with ptb_bot(playground) as bot:
        assert bot.username == "passaparola_bot"
        markup = telegram.InlineKeyboardMarkup(rows)
        sent = await bot.send_message(AMINA, HTML, parse_mode="HTML", reply_markup=markup)
        assert sent.text_html == HTML
        written = world.write(AMINA, AMINA, "/start abc", reply_to=sent.message_id)
        tap = world.tap(AMINA, AMINA, sent.message_id)
        world.tap_data(AMINA, AMINA, 999, "gone")
        world.forward(AMINA, AMINA, sent.message_id, AMINA)
        for kind in ("photo", "voice", "document", "video", "audio", "sticker", "location", "contact"):
            world.show(AMINA, AMINA, kind)
        world.block(GIORGIO)
        world.add_bot(AMINA, world.add_group(-2005, "Mercato").id)
        updates = await bot.get_updates()
        assert len(updates) == 15
        assert updates[0].message is not None
        assert updates[0].message.reply_to_message is not None
        assert updates[3].message is not None
        assert isinstance(updates[3].message.forward_origin, telegram.MessageOriginUser)
        assert tap is not None
        assert await bot.answer_callback_query(tap.id, "Yes", show_alert=True)
        edited = await bot.edit_message_text("two", AMINA, sent.message_id)
        assert isinstance(edited, telegram.Message)
        photo = await bot.send_photo(AMINA, picture(), caption="p")
        file = await bot.get_file(photo.photo[-1].file_id)
        assert bytes(await file.download_as_bytearray()) == picture()
        await bot.edit_message_caption(AMINA, photo.message_id, caption="q")
        await bot.send_document(AMINA, b"{}", filename="d.json", protect_content=True)
        await bot.send_message(AMINA, "x", reply_parameters=telegram.ReplyParameters(written.id))
        assert (await bot.copy_message(AMINA, AMINA, written.id)).message_id
        assert (await bot.forward_message(AMINA, AMINA, written.id)).forward_origin
        assert (await bot.get_chat(SQUARE)).title == "Piazza"
        assert await bot.set_my_commands([("labs", "Labs")], language_code="it")
        assert (await bot.get_my_commands(language_code="it"))[0].command == "labs"
        assert await bot.set_my_short_description("Labs near you")
        assert (await bot.get_my_short_description()).short_description == "Labs near you"
        assert (await bot.get_webhook_info()).url == ""
        assert await bot.delete_message(AMINA, sent.message_id)
        with pytest.raises(Forbidden, match="can't initiate"):
            await bot.send_message(FATOU, "x")
        with pytest.raises(BadRequest, match="Can't parse entities"):
            await bot.send_message(AMINA, "<p>", parse_mode="HTML")
        playground.faults.flood("sendMessage", 4)
        with pytest.raises(RetryAfter, match="Retry in 0:00:04"):
            await bot.send_message(AMINA, "x")
        playground.faults.fail("sendMessage", 502)
        with pytest.raises(NetworkError):
            await bot.send_message(AMINA, "x")
        new = world.upgrade_group(SQUARE)
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(SQUARE, "x")
        assert moved.value.new_chat_id == new
