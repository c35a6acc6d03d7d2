"""A real bot process forgets somebody: neither the database nor its log knows them or their words then."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.playground.server import TOKEN, Playground
from storage import fields, labs, outbox
from storage.database import Database
from storage.fields import FieldText
from storage.labs import Text
from tests.chaos.mortal import CHECKOUT, PATIENCE_S, telegram
from tests.storage.rows import everything

AMINA, WORDS = 987_654_321_012, "secret garden"
FORMATS = {"sqlite": "plain", "postgres": "json"}
pytestmark = pytest.mark.long
FAITHFUL = "from bot.cli import main; main()"
LEAKING = """
import structlog
import bot.turn
took = bot.turn.take
def take(host, incoming, now):
    structlog.get_logger().debug("an update", heard=repr(incoming))
    return took(host, incoming, now)
bot.turn.take = take
""".strip()


@dataclass
class Street:
    """Somebody's chat with a bot that runs as a process of its own, and where it logs."""

    playground: Playground
    database: Database
    log: Path

    async def _answered(self, before: int) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while self.said() <= before or len(self.playground.world.queue):  # noqa: ASYNC110  # nobody tells
                await asyncio.sleep(0.01)

    def said(self) -> int:
        """How often the bot has spoken: each message, and each change of one."""
        return sum(1 + bool(message.edited_at) for message in self.playground.world.from_bot(AMINA))

    async def starts(self) -> None:
        """Tap START; the first answer comes when the process has begun."""
        self.playground.world.open_link(AMINA, "")
        await self._answered(0)

    async def writes(self, words: str) -> None:
        """Type and send."""
        before = self.said()
        self.playground.world.write(AMINA, AMINA, words)
        await self._answered(before)

    async def forges(self, data: str) -> None:
        """Tap a button; done when the tap is answered."""
        newest = list(self.playground.world.from_bot(AMINA))[-1]
        tap = self.playground.world.tap_data(AMINA, AMINA, newest.id, data)
        async with asyncio.timeout(PATIENCE_S):
            while tap.answer is None:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    def found(self, *sought: object) -> dict[str, set[str]]:
        """Where any of this stands: tables, and the log."""
        with self.database.transaction() as tx:
            places = {name: str(rows) for name, rows in everything(tx).items()}
        places["the log"] = self.log.read_text("utf-8")
        return {
            str(one): {name for name, text in places.items() if str(one).lower() in text.lower()}
            for one in sought
        }


@asynccontextmanager
async def street(url: str, folder: Path, log_format: str, program: str) -> AsyncIterator[Street]:
    """A bot at level debug, and a lab that asks something."""
    database, log = Database(url), folder / "log"
    starts_at = datetime.now(UTC) + timedelta(days=7)
    with database.transaction() as tx:
        made = {"topic": "work", "venue": "in_person", "host": "A company", "seats": 5, "status": "published"}
        lab = labs.add(tx, Text("en", "Felt", "Meet people."), starts_at, **made)
        labs.add_meeting(tx, lab, starts_at, starts_at + timedelta(hours=2), "Piazza dei Colori")
        fields.add(tx, lab, "text", FieldText("en", "What do you bring?"))
    async with telegram() as playground:
        playground.world.add_person(AMINA, "Amina", "en")
        environ = {
            **os.environ,
            "PYTHONPATH": str(CHECKOUT),
            "PASSAPAROLA_TOKEN": TOKEN,
            "PASSAPAROLA_TELEGRAM__API_BASE": playground.base_url,
            "PASSAPAROLA_STORAGE__URL": url,
            "PASSAPAROLA_LOG__LEVEL": "debug",
            "PASSAPAROLA_LOG__FORMAT": log_format,
            "PASSAPAROLA_DELIVERY__CHAT_BURST": "1000",
            "PASSAPAROLA_FLOOD__BURST": "1000",
        }
        with log.open("ab") as file:
            bot = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", program, "run"), cwd=folder, env=environ, stderr=file
            )
        try:
            yield Street(playground, database, log)
        finally:
            bot.send_signal(signal.SIGTERM)
            await bot.wait()
            database.close()


async def lives_and_is_forgotten(amina: Street) -> dict[str, set[str]]:
    """Somebody says the words everywhere they can, and asks to be forgotten; where they stood before."""
    await amina.starts()
    for tap in ("speak/en/menu", "agree/menu", "lab/1/sign-up/2", "lab/1/question/1"):
        await amina.forges(tap)
    await amina.writes(f"a {WORDS}")
    await amina.forges("lab/1/name")
    await amina.writes(WORDS)
    await amina.writes("/ask")
    await amina.writes(f"Where is the {WORDS}?")
    await amina.writes(f"unasked: {WORDS}")
    await amina.forges(f"no/such/{WORDS}")
    before = amina.found(AMINA, WORDS)
    await amina.forges("forget/yes")
    return before


async def is_settled(amina: Street) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            with amina.database.transaction() as tx:
                if not outbox.count_due(tx, datetime.now(UTC)):
                    return
            await asyncio.sleep(0.02)


async def test_neither_tables_nor_log_know_who_was_forgotten(
    migrated_url: str, dialect: str, tmp_path: Path
) -> None:
    async with street(migrated_url, tmp_path, FORMATS[dialect], FAITHFUL) as amina:
        before = await lives_and_is_forgotten(amina)
        assert before == {str(AMINA): {"contacts"}, WORDS: {"field_answers", "signups", "questions"}}
        await is_settled(amina)
        assert amina.found(AMINA, WORDS, TOKEN) == {str(AMINA): set(), WORDS: set(), TOKEN: set()}
    log = amina.log.read_text("utf-8")
    assert "the bot is running" in log
    assert log.startswith("{") == (FORMATS[dialect] == "json")
    assert str(AMINA) not in log
    assert WORDS not in log


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
async def test_what_leaks_into_the_log_would_be_found(migrated_url: str, tmp_path: Path) -> None:
    program = f"{LEAKING}\n{FAITHFUL}"
    async with street(migrated_url, tmp_path, "json", program) as amina:
        await lives_and_is_forgotten(amina)
        await is_settled(amina)
        assert amina.found(AMINA, WORDS) == {str(AMINA): {"the log"}, WORDS: {"the log"}}
