"""Both libraries answer inline queries, and edit what was chosen without ever seeing its chat."""

import aiogram
import pytest
import telegram
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultUnion,
)
from telegram.error import BadRequest

from bot.playground.server import Playground
from tests.playground.clients import aiogram_bot, ptb_bot
from tests.playground.conftest import AMINA, FATOU

pytestmark = pytest.mark.asyncio
TOO_OLD = "uery is too old"


@pytest.fixture(autouse=True)
def inline_mode(playground: Playground) -> None:
    """BotFather has turned it on, and feedback too."""
    playground.world.has_inline_mode = True
    playground.world.has_inline_feedback = True


def choose_and_tap(playground: Playground) -> None:
    """Amina sends the first offer to Fatou, who taps its button."""
    query = playground.world.inline_query(AMINA, FATOU, "pots")
    message = playground.world.choose(AMINA, query)
    playground.world.tap(FATOU, AMINA, message.id)


async def test_aiogram_speaks_inline(playground: Playground) -> None:
    playground.world.inline_query(AMINA, FATOU, "pots")
    content = aiogram.types.InputTextMessageContent(message_text="<b>Pots</b>", parse_mode="HTML")
    keyboard = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="Sign up", callback_data="lab/1")]]
    )
    article = InlineQueryResultArticle(
        id="1", title="Pots", input_message_content=content, reply_markup=keyboard
    )
    async with aiogram_bot(playground) as bot:
        assert (await bot.get_me()).supports_inline_queries
        (asked,) = await bot.get_updates()
        query = asked.inline_query
        assert query is not None
        assert (query.query, query.chat_type, query.from_user.id) == ("pots", "private", AMINA)
        offers: list[InlineQueryResultUnion] = [article]
        assert await bot.answer_inline_query(query.id, offers, cache_time=60)
        with pytest.raises(TelegramBadRequest, match=TOO_OLD):
            await bot.answer_inline_query(query.id, offers)
        choose_and_tap(playground)
        chosen, tapped = await bot.get_updates(offset=asked.update_id + 1)
        assert chosen.chosen_inline_result is not None
        callback = tapped.callback_query
        assert callback is not None
        assert (callback.message, callback.from_user.id) == (None, FATOU)
        inline_id = callback.inline_message_id
        assert inline_id == chosen.chosen_inline_result.inline_message_id
        assert await bot.edit_message_text("Full", inline_message_id=inline_id) is True
        with pytest.raises(TelegramBadRequest, match="is not modified"):
            await bot.edit_message_text("Full", inline_message_id=inline_id)
        offers = [article.model_copy(update={"id": str(number)}) for number in range(51)]
        late = playground.world.inline_query(AMINA, FATOU, "walks")
        with pytest.raises(TelegramBadRequest, match="RESULTS_TOO_MUCH"):
            await bot.answer_inline_query(late.id, offers)
    assert playground.world.messages("1001:1002")[-1].text == "Full"


async def test_python_telegram_bot_speaks_inline(playground: Playground) -> None:
    playground.world.inline_query(AMINA, FATOU, "pots")
    content = telegram.InputTextMessageContent("<b>Pots</b>", parse_mode="HTML")
    keyboard = telegram.InlineKeyboardMarkup(
        [[telegram.InlineKeyboardButton("Sign up", callback_data="lab/1")]]
    )
    article = telegram.InlineQueryResultArticle("1", "Pots", content, keyboard)
    button = telegram.InlineQueryResultsButton("All labs", start_parameter="labs")
    async with ptb_bot(playground) as bot:
        assert bot.supports_inline_queries
        (asked,) = await bot.get_updates()
        query = asked.inline_query
        assert query is not None
        assert (query.query, query.chat_type, query.from_user.id) == ("pots", "private", AMINA)
        assert await bot.answer_inline_query(query.id, [article], next_offset="1", button=button)
        with pytest.raises(BadRequest, match=TOO_OLD):
            await bot.answer_inline_query(query.id, [article])
        choose_and_tap(playground)
        chosen, tapped = await bot.get_updates(offset=asked.update_id + 1)
        assert chosen.chosen_inline_result is not None
        callback = tapped.callback_query
        assert callback is not None
        assert (callback.message, callback.from_user.id) == (None, FATOU)
        inline_id = callback.inline_message_id
        assert inline_id == chosen.chosen_inline_result.inline_message_id
        assert await bot.edit_message_text("Full", inline_message_id=inline_id) is True
        with pytest.raises(BadRequest, match="Message_id_invalid"):
            await bot.edit_message_text("x", inline_message_id="BAAA")
    assert playground.world.messages("1001:1002")[-1].rows is None
