"""One process that sends and counts its own CPU: `python -m tests.bench.senders NAME API_BASE FIRST`.

Each message goes to another person, FIRST and those after. Says, as JSON, the microseconds of CPU a message
took, one after another and twenty at once. It must not know what is made of the figures.
"""

import asyncio
import json
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Iterator

from bot.playground.server import TOKEN
from dialogs.screen import Button, Message, Screen

WARM, MESSAGES, AT_ONCE = 50, 1000, 20
PEOPLE = WARM + MESSAGES * 2
TEXT = "<b>Job Stories</b>\nSaturday at 18:00, Piazza dei Colori. Four people tell how they found work.\n" * 3
ROWS = (("Details", "lab/7"), ("Not for me", "no/7"))

Send = Callable[[int], Awaitable[object]]


def our_aiogram(api_base: str) -> Send:
    """Our driver over aiogram."""
    from bot.telegram.aiogram_driver import AiogramGateway

    gateway, message = AiogramGateway(TOKEN, api_base), _message()
    return lambda person: gateway.send(person, message)


def our_python_telegram_bot(api_base: str) -> Send:
    """Our driver over python-telegram-bot."""
    from bot.telegram.ptb_driver import PtbGateway

    gateway, message = PtbGateway(TOKEN, api_base), _message()
    return lambda person: gateway.send(person, message)


def bare_aiogram(api_base: str) -> Send:
    """`Bot.send_message`, as its documentation shows."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api_base)))
    rows = [[InlineKeyboardButton(text=text, callback_data=data)] for text, data in ROWS]
    keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
    return lambda person: bot.send_message(person, TEXT, parse_mode="HTML", reply_markup=keyboard)


def bare_python_telegram_bot(api_base: str) -> Send:
    """`Bot.send_message`, as its documentation shows, with connections enough for twenty at once."""
    from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
    from telegram.request import HTTPXRequest

    bot = Bot(TOKEN, f"{api_base}/bot", request=HTTPXRequest(pool_timeout=30.0))
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=data)] for text, data in ROWS])
    return lambda person: bot.send_message(person, TEXT, parse_mode="HTML", reply_markup=keyboard)


SENDERS = {
    sender.__name__: sender
    for sender in (our_python_telegram_bot, bare_python_telegram_bot, our_aiogram, bare_aiogram)
}


def _message() -> Message:
    return Message(Screen(TEXT, tuple((Button(text, data),) for text, data in ROWS)))


async def _cpu_us(send: Send, people: Iterator[int], messages: int, at_once: int) -> float:
    """Microseconds of CPU a message."""
    waiting = iter([next(people) for _ in range(messages)])

    async def work() -> None:
        for person in waiting:
            await send(person)

    began = time.process_time()
    await asyncio.gather(*(work() for _ in range(at_once)))
    return 1e6 * (time.process_time() - began) / messages


async def main(name: str, api_base: str, first: str) -> None:
    """Send, and say the figures."""
    logging.disable()
    people = iter(range(int(first), int(first) + PEOPLE))
    send = SENDERS[name](api_base)
    await _cpu_us(send, people, WARM, 1)
    print(json.dumps([await _cpu_us(send, people, MESSAGES, at_once) for at_once in (1, AT_ONCE)]))
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
