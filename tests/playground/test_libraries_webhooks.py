"""Both libraries set a webhook, read what is posted to it, and hear why they may not poll."""

import asyncio
from collections.abc import AsyncIterator

import aiogram
import pytest
import telegram
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from telegram.error import BadRequest, Conflict

from bot.playground.server import Playground
from tests.playground.clients import aiogram_bot, ptb_bot
from tests.playground.conftest import AMINA
from tests.playground.hook import Hook, hook

pytestmark = pytest.mark.asyncio
ACTIVE = "can't use getUpdates method while webhook is active"


@pytest.fixture
async def receiver() -> AsyncIterator[Hook]:
    """A server of the bot's that keeps what it gets."""
    async with hook() as found:
        yield found


async def test_aiogram_takes_its_updates_from_a_webhook(playground: Playground) -> None:
    heard: list[str | None] = []
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message()
    async def hear(message: aiogram.types.Message) -> None:
        heard.append(message.text)

    app = web.Application()
    async with aiogram_bot(playground) as bot:
        handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token="s-1")
        handler.register(app, "/hook")
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        try:
            await bot.set_webhook(url, secret_token="another")
            playground.world.write(AMINA, AMINA, "hello")
            await playground.until(lambda: playground.world.webhook.last_error)
            info = await bot.get_webhook_info()
            assert (info.url, info.pending_update_count) == (url, 1)
            assert info.last_error_message == "Wrong response from the webhook: 401 Unauthorized"
            await bot.set_webhook(url, secret_token="s-1", max_connections=3, allowed_updates=["message"])
            await playground.until(lambda: heard == ["hello"])
            assert (await bot.get_webhook_info()).max_connections == 3
        finally:
            await runner.cleanup()


async def test_aiogram_hears_why_it_may_not_poll(playground: Playground, receiver: Hook) -> None:
    async with aiogram_bot(playground) as bot:
        assert len(await bot.get_updates()) == 0
        waiting = asyncio.create_task(bot.get_updates(timeout=50))
        await asyncio.sleep(0.1)
        assert await bot.set_webhook(receiver.url)
        with pytest.raises(TelegramConflictError, match="terminated by setWebhook"):
            await waiting
        with pytest.raises(TelegramConflictError, match=ACTIVE):
            await bot.get_updates()
        with pytest.raises(TelegramBadRequest, match="unallowed characters"):
            await bot.set_webhook(receiver.url, secret_token="a b")
        assert await bot.delete_webhook(drop_pending_updates=True)
        assert await bot.get_updates() == []


async def test_python_telegram_bot_reads_what_is_posted_and_hears_why_it_may_not_poll(
    playground: Playground, receiver: Hook
) -> None:
    async with ptb_bot(playground) as bot:
        assert len(await bot.get_updates()) == 0
        waiting = asyncio.create_task(bot.get_updates(timeout=50))
        await asyncio.sleep(0.1)
        assert await bot.set_webhook(receiver.url, secret_token="s-1", allowed_updates=["message"])
        with pytest.raises(Conflict, match="terminated by setWebhook"):
            await waiting
        with pytest.raises(Conflict, match=ACTIVE):
            await bot.get_updates()
        with pytest.raises(BadRequest, match=r"(?i)an HTTPS URL must be provided"):
            await bot.set_webhook("http://bot.example/")
        receiver.answers = [web.Response(status=404)]
        playground.world.write(AMINA, AMINA, "hello")
        await playground.until(lambda: not len(playground.world.queue))
        update = telegram.Update.de_json(receiver.updates[-1], bot)
        assert update.message is not None
        assert (update.message.text, receiver.secrets) == ("hello", ["s-1", "s-1"])
        info = await bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 404 Not Found"
        assert info.allowed_updates == ("message",)
        assert await bot.delete_webhook()
        assert (await bot.get_webhook_info()).url == ""
