"""Both libraries' own clients, pointed at a playground, as anybody would use them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiogram
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram.request import HTTPXRequest

from bot.playground.server import Playground


@asynccontextmanager
async def aiogram_bot(playground: Playground) -> AsyncIterator[aiogram.Bot]:
    """aiogram's."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(playground.base_url))
    async with aiogram.Bot(playground.token, session=session) as bot:
        yield bot


@asynccontextmanager
async def ptb_bot(playground: Playground) -> AsyncIterator[telegram.Bot]:
    """python-telegram-bot's."""
    request, polling = (HTTPXRequest(httpx_kwargs={"trust_env": False}) for _ in range(2))
    base = playground.base_url
    bot = telegram.Bot(
        playground.token, f"{base}/bot", f"{base}/file/bot", request=request, get_updates_request=polling
    )
    async with bot:
        yield bot
