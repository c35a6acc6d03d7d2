"""A crowd that signs up all at once, from many threads of one process: what every racing process runs."""

import os
import re
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any, Literal

from sqlalchemy import Connection, create_engine, event

from bot.config import load
from bot.turn import Host, Turn, take
from dialogs.event import Incoming, Tapped
from dialogs.passaparola import build
from dialogs.text import Catalogs
from storage.database import Database

PATIENCE_S = 30.0
RIVALS_S = 1.0
"""So long does the first wait, before taking a seat, for as many rivals as would oversell the lab."""
PAUSE_S = 0.005
"""Everybody after that, before taking theirs: long for a computer; whoever is not kept out gets in."""
Without = Literal["nothing", "the transaction", "the row's lock"]


def new_code() -> str:
    """A link's code; here nobody passes anything on."""
    return "Code000000"


def host(database: Database) -> Host:
    """The bot on this database, without Telegram."""
    config = load(Path(os.devnull), {})
    return Host(database, build(), config.city("passaparola_bot"), Catalogs(), new_code)


def unlocked(database: Database, rivals: Barrier, without: Without) -> Database:
    """The same database with a pause before a seat is taken, and with a lock taken away."""
    if without == "the transaction":
        database.engine.dispose()
        options: dict[str, Any] = {"timeout": 10} if database.is_sqlite else {}
        database.engine = create_engine(
            database.url, connect_args=options, pool_size=60, isolation_level="AUTOCOMMIT"
        )

    @event.listens_for(database.engine, "before_cursor_execute", retval=True)
    def pause(
        connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> tuple[str, Any]:
        if re.match(r"INSERT INTO signups\b", statement):
            _let_in(rivals)
        if without == "the row's lock":
            statement = re.sub(r"\sFOR (NO KEY )?UPDATE\b.*", "", statement, flags=re.DOTALL)
        return statement, parameters

    return database


def _let_in(rivals: Barrier) -> None:
    """Wait until so many have all found a seat free; where they are kept out, in vain, and once only."""
    try:
        rivals.wait(RIVALS_S)
        rivals.abort()
    except BrokenBarrierError:
        time.sleep(PAUSE_S)


def crowd(
    url: str, people: Iterable[int], lab: int, gate: Barrier, rivals: Barrier, without: Without = "nothing"
) -> None:
    """Each of these people (Telegram ids) taps “1” on the lab in the same moment."""
    clients = tuple(people)
    database = unlocked(Database(url, connections=len(clients)), rivals, without)
    bot = host(database)

    def client(telegram_id: int) -> Turn:
        tap = Tapped(f"query {telegram_id}", f"lab/{lab}/sign-up/1", 1)
        gate.wait(PATIENCE_S)
        return take(bot, Incoming(telegram_id, telegram_id, False, "en", tap), datetime.now(UTC))

    try:
        with ThreadPoolExecutor(len(clients)) as threads:
            turns = list(threads.map(client, clients))
        assert all(turn.has_mail for turn in turns)
    finally:
        database.close()
