"""How others tell many chats something: `python peers.py NAME API_BASE TOKEN FIRST HOW_MANY WORDS`.

Runs in an environment of its own (requirements/peers.txt), so it must know nothing of ours. Says “ready”,
waits for a line, sends to all, says “done”. Each is used as its documentation shows.
"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

PAUSE_S = 1 / 30


@dataclass
class Work:
    """What is to be done."""

    api_base: str
    token: str
    chats: list[int]
    words: str


def _aiogram(work: Work) -> Any:
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    return Bot(work.token, session=AiohttpSession(api=TelegramAPIServer.from_base(work.api_base)))


async def the_usual_loop(work: Work) -> Callable[[], Awaitable[object]]:
    """One after the other with a pause between: what tutorials show."""
    from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter

    bot = _aiogram(work)

    async def send() -> None:
        for chat in work.chats:
            try:
                await bot.send_message(chat, work.words)
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
                with suppress(TelegramForbiddenError):
                    await bot.send_message(chat, work.words)
            except TelegramForbiddenError:
                pass
            await asyncio.sleep(PAUSE_S)
        await bot.session.close()

    return send


@dataclass
class _Memory:
    """Subscribers in memory, as far as aiogram-broadcast asks for them: its own storages need servers."""

    chats: list[int]
    kicked: set[int] = field(default_factory=set)

    async def get_all_subscriber_ids(self, state: object = None) -> list[int]:
        return self.chats

    async def update_subscriber_state(self, user_id: int, state: object) -> bool:
        self.kicked.add(user_id)
        return True


async def aiogram_broadcast(work: Work) -> Callable[[], Awaitable[object]]:
    """aiogram-broadcast with its defaults: a pause of 0.05 s."""
    from aiogram_broadcast import BroadcastService

    bot = _aiogram(work)
    service = BroadcastService(bot, _Memory(work.chats))

    async def send() -> None:
        await service.broadcast_text(work.words)
        await bot.session.close()

    return send


async def aiogram_broadcaster(work: Work) -> Callable[[], Awaitable[object]]:
    """aiogram-broadcaster with an interval of 1/30 s, and its own handler of RetryAfter."""
    from aiogram_broadcaster import Broadcaster
    from aiogram_broadcaster.contents import TextContent
    from aiogram_broadcaster.intervals import SimpleInterval
    from aiogram_broadcaster.utils.retry_after_handler import setup_retry_after_handler

    bot = _aiogram(work)
    broadcaster = Broadcaster(bot)
    setup_retry_after_handler(broadcaster.event)
    interval = SimpleInterval(interval=PAUSE_S)
    mailer = await broadcaster.create_mailer(work.chats, TextContent(text=work.words), interval=interval)

    async def send() -> None:
        await mailer.start()
        await bot.session.close()

    return send


async def _rate_limiter(work: Work, retries: int) -> Callable[[], Awaitable[object]]:
    from telegram.ext import AIORateLimiter, ApplicationBuilder

    builder = ApplicationBuilder().token(work.token).base_url(f"{work.api_base}/bot")
    bot = builder.rate_limiter(AIORateLimiter(max_retries=retries)).build().bot
    await bot.initialize()

    async def send() -> None:
        sendings = (bot.send_message(chat, work.words) for chat in work.chats)
        await asyncio.gather(*sendings, return_exceptions=True)
        await bot.shutdown()

    return send


async def rate_limiter(work: Work) -> Callable[[], Awaitable[object]]:
    """python-telegram-bot's AIORateLimiter as it comes: it does not try again."""
    return await _rate_limiter(work, 0)


async def rate_limiter_retrying(work: Work) -> Callable[[], Awaitable[object]]:
    """The same, told to try again ten times."""
    return await _rate_limiter(work, 10)


PEERS = {
    peer.__name__: peer
    for peer in (the_usual_loop, aiogram_broadcast, aiogram_broadcaster, rate_limiter, rate_limiter_retrying)
}


async def main(name: str, api_base: str, token: str, first: str, how_many: str, words: str) -> None:
    """Get ready, wait, send, and say so."""
    logging.disable()
    chats = list(range(int(first), int(first) + int(how_many)))
    send = await PEERS[name](Work(api_base, token, chats, words))
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await send()
    print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
