"""Receivers to bring updates to: a webhook with everything behind it, and updates as Telegram writes them."""

import asyncio
import io
import os
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from pydantic import SecretStr
from sqlalchemy import text

from bot.app import new_code
from bot.config import load
from bot.intake.flood import Flood
from bot.intake.reception import Reception
from bot.intake.webhook import HEADER, Webhook
from bot.lanes import Lanes
from bot.metrics import Metrics
from bot.playground.server import Playground
from bot.settings import WebhookSection
from bot.telegram.aiogram_driver import AiogramGateway
from bot.telegram.port import Gateway, Raw
from bot.turn import Host, Turn
from dialogs.event import Incoming
from dialogs.passaparola import build
from dialogs.text import Catalogs
from storage.database import Database

SECRET = "a-secret-of-this-test"


@dataclass
class Receiver:
    """One receiver at work. `turns`: what followed each commit, oldest first."""

    host: Host
    gateway: Gateway
    reception: Reception
    url: str
    port: int
    client: aiohttp.ClientSession
    turns: list[tuple[Incoming, Turn]] = field(default_factory=list)

    async def post(self, raw: Raw) -> int:
        """Bring one update, as Telegram does; the status of the answer."""
        async with self.client.post(self.url, json=raw, headers={HEADER: SECRET}) as answer:
            return answer.status

    async def knock(
        self, body: bytes, secret: str | None = SECRET, method: str = "POST", at: str = ""
    ) -> int:
        """Bring anything; the status of the answer."""
        headers = {} if secret is None else {HEADER: secret}
        sent = self.client.request(method, self.url + at, data=io.BytesIO(body), headers=headers)
        async with sent as answer:
            return answer.status

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What the database holds."""
        with self.host.database.transaction() as tx:
            return [tuple(row) for row in tx.execute(text(statement))]


def settings(url: str, port: int) -> WebhookSection:
    """A webhook at this address, listening on this port of 127.0.0.1."""
    return WebhookSection(url=url, port=port, secret=SecretStr(SECRET))


def a_free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def a_host(database: Database) -> Host:
    """The bot on this database, without Telegram."""
    city = load(Path(os.devnull), {}).city("passaparola_bot")
    return Host(database, build(), city, Catalogs(), new_code)


@asynccontextmanager
async def receiver(
    telegram: Playground, database_url: str, flood: Flood | None = None, metrics: Metrics | None = None
) -> AsyncIterator[Receiver]:
    """A receiver that listens, and that Telegram knows of."""
    database = Database(database_url, connections=4)
    lanes, host = Lanes(database.lanes), a_host(database)
    gateway = AiogramGateway(telegram.token, telegram.base_url)
    await gateway.open()
    turns: list[tuple[Incoming, Turn]] = []

    def after(incoming: Incoming, turn: Turn) -> None:
        turns.append((incoming, turn))

    reception = Reception(host, gateway, lanes, lambda: datetime.now(UTC), after, flood, metrics)
    port, stop = a_free_port(), asyncio.Event()
    url = f"http://127.0.0.1:{port}/brought"
    webhook = Webhook(gateway, reception, settings(url, port))
    running = asyncio.create_task(webhook.run(stop))
    try:
        async with asyncio.timeout(60), aiohttp.ClientSession() as client:
            await webhook.is_set.wait()
            yield Receiver(host, gateway, reception, url, port, client, turns)
    finally:
        stop.set()
        await running
        await gateway.close()
        lanes.close()
        database.close()


def _about(chat_id: int) -> tuple[Raw, Raw]:
    person = {"id": abs(chat_id), "is_bot": False, "first_name": "A", "language_code": "en"}
    kind = "private" if chat_id > 0 else "group"
    return person, {"id": chat_id, "type": kind, "first_name": "A"}


def wrote(update_id: int, chat_id: int, words: str, ago_s: int = 0) -> Raw:
    """Somebody wrote this, so many seconds ago."""
    person, chat = _about(chat_id)
    message = {
        "message_id": update_id,
        "date": int(time.time()) - ago_s,
        "chat": chat,
        "from": person,
        "text": words,
    }
    return {"update_id": update_id, "message": message}


def tapped(update_id: int, chat_id: int, data: str) -> Raw:
    """Somebody tapped a button."""
    person, chat = _about(chat_id)
    message = {"message_id": 7, "date": 1, "chat": chat, "text": "…"}
    query = {"id": str(update_id), "from": person, "chat_instance": "1", "message": message, "data": data}
    return {"update_id": update_id, "callback_query": query}


def left(update_id: int, chat_id: int) -> Raw:
    """Somebody blocked the bot."""
    person, chat = _about(chat_id)
    states = {"old_chat_member": {"status": "member"}, "new_chat_member": {"status": "kicked"}}
    return {"update_id": update_id, "my_chat_member": {"chat": chat, "from": person, "date": 1, **states}}
