"""Killed while it reminds, with the lab moved and the rule changed in between: everybody is reminded once."""

import asyncio
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, text

from bot.playground.server import Playground
from storage import labs
from storage.database import Database
from storage.labs import Text
from storage.tables import ContactRow, PersonRow, SignupRow
from tests.chaos.mortal import IS_WHOLE, Mortal, mortal, telegram

pytestmark = pytest.mark.long

CROWD = range(2000, 2800 if IS_WHOLE else 2600)
"""Telegram ids: more people than are reminded in one transaction."""
DIALECTS = [pytest.param("postgres", marks=pytest.mark.postgres), *(["sqlite"] if IS_WHOLE else [])]
"""Each reminder is one transaction with its message on either; where a killed one lingers it is harder."""
HOUR = timedelta(hours=1)
LATER = timedelta(minutes=15)
"""So much the lab is moved."""


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """The bot's own database, for the counting."""
    opened = Database(migrated_url)
    yield opened
    opened.close()


@dataclass
class Eve:
    """A lab that begins in an hour, and everybody who comes to it."""

    database: Database
    playground: Playground
    starts_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(second=0) + HOUR)
    on_their_way: int = 0
    """Reminders that were handed out and not answered for when a life ended."""

    def settle_in(self) -> None:
        """All of them agreed and signed up long ago."""
        then = self.starts_at - timedelta(days=30)
        agreed = {"language": "en", "met_at": then, "agreed_at": then, "seen_on": date(2026, 1, 1)}
        comes = {"lab_id": 1, "party": 1, "state": "seated", "joined_at": then, "changed_at": then}
        people = list(enumerate(CROWD, start=1))
        with self.database.transaction() as tx:
            about = {"status": "published", "topic": "crafts", "venue": "in_person", "host": "We"}
            labs.add(tx, Text("en", "Singing", "Come."), then, seats=len(CROWD), **about)
            labs.add_meeting(tx, 1, self.starts_at, self.starts_at + HOUR, "Piazza dei Colori")
            tx.execute(insert(PersonRow), [agreed for _ in people])
            tx.execute(insert(ContactRow), [{"telegram_id": one, "person_id": n} for n, one in people])
            tx.execute(insert(SignupRow), [{**comes, "person_id": n, "number": n} for n, _ in people])
        for one in CROWD:
            self.playground.world.add_person(one, f"P{one}", "en", has_started=True)

    def is_moved(self) -> None:
        """The desk moves the lab, while the bot is dead."""
        self.starts_at += LATER
        with self.database.transaction() as tx:
            labs.change_meeting(tx, 1, starts_at=self.starts_at, ends_at=self.starts_at + HOUR)

    def count(self, what: str) -> int:
        """How many rows there are of something (what comes after FROM)."""
        with self.database.reading() as tx:
            return int(tx.execute(text(f"SELECT count(*) FROM {what}")).scalar_one())

    def heard(self, starts_at: datetime) -> list[int]:
        """How often each was reminded of the lab as beginning then."""
        start = f"{starts_at.astimezone(ZoneInfo('Europe/Rome')):%H:%M}–"
        said = self.playground.world.from_bot
        return [sum("🔔" in message.text and start in message.text for message in said(one)) for one in CROWD]

    async def there_are(self, least: int, what: str) -> None:
        """Wait for so many rows of something."""
        async with asyncio.timeout(90):
            while self.count(what) < least:  # noqa: ASYNC110  # another process is at work: only looking tells
                await asyncio.sleep(0.002)

    async def dies(self, bot: Mortal) -> None:
        """SIGKILL; what was on its way is noted before another life looks at it."""
        assert await bot.dies() == -signal.SIGKILL
        await asyncio.sleep(0.2)  # what it had asked of Telegram is done, whether it lives or not
        with self.database.transaction() as tx:
            tx.execute(text("UPDATE duty SET term = term"))  # what it had begun in the database is over then
        self.on_their_way += self.count("outbox WHERE state = 'leased'")


@pytest.mark.parametrize("dialect", DIALECTS, indirect=True)
async def test_killed_in_the_middle_with_the_lab_moved_and_the_rule_changed_each_is_reminded_once(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("PASSAPAROLA_REMINDERS__DAY_BEFORE_AT", "")
    async with telegram() as playground:
        eve = Eve(database, playground)
        eve.settle_in()
        old = eve.starts_at
        monkeypatch.setenv("PASSAPAROLA_REMINDERS__BEFORE_H", "2")
        async with mortal(playground, url, tmp_path) as bot:
            await bot.is_born()
            await eve.there_are(1, "reminders")
            await eve.dies(bot)
            made = eve.count("reminders")
            assert 0 < made < len(CROWD)  # it was in the middle
            assert eve.count("outbox WHERE kind = 'reminder'") == made
            await bot.is_born()
            await eve.there_are(len(CROWD), "reminders")
            await eve.there_are(1, "outbox WHERE state = 'sent'")
            await eve.dies(bot)
        assert eve.count("outbox WHERE kind = 'reminder'") == eve.count("reminders") == len(CROWD)
        told = eve.heard(old)
        assert 0 < sum(told) < len(CROWD)  # most have not been told yet

        eve.is_moved()
        monkeypatch.setenv("PASSAPAROLA_REMINDERS__BEFORE_H", "3")
        async with mortal(playground, url, tmp_path) as bot:
            await bot.is_born()
            await eve.there_are(len(CROWD) + 1, "reminders")
            await eve.dies(bot)
            await bot.is_born()
            await eve.there_are(2 * len(CROWD), "outbox WHERE state IN ('sent', 'cancelled')")
            assert await bot.dies(of=signal.SIGTERM) == 0
        assert eve.count("outbox WHERE kind = 'reminder'") == eve.count("reminders") == 2 * len(CROWD)
        assert eve.heard(old) == told  # of the old hour nobody heard any more
        again = eve.heard(eve.starts_at)
        assert min(again) == 1
        assert sum(again) - len(CROWD) <= eve.on_their_way
