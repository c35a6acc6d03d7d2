"""A crowd in a database: people who agreed long ago, labs, and news for all of them that is due now.

It must not know who delivers it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import NullPool, create_engine, insert

from bot.playground.pilot import plant
from storage import announcements, copies
from storage.audiences import Audience
from storage.database import Database
from storage.migration import migrate
from storage.tables import ContactRow, PersonRow
from tests.bench.standin import FIRST, MARK

LANGUAGES = ("it", "en", "fr", "ar")
AT_ONCE = 10_000


class Crowd:
    """The bot's own database, looked into from outside. `news`: the number of the announcement."""

    def __init__(self, database: Database, people: int) -> None:
        self._database, self._people = database, people
        self._reader = create_engine(database.url, poolclass=NullPool)  # takes no writer's place
        self.news = self._settle()

    def counts(self) -> dict[str, int]:
        """Copies of the announcement by state."""
        with self._reader.connect() as tx:
            return copies.counts(tx, self.news)

    @property
    def is_laid_out(self) -> bool:
        """Whether everybody's copy is in the outbox."""
        return sum(self.counts().values()) == self._people

    @property
    def is_told(self) -> bool:
        """Whether what became of everybody's copy is written down."""
        counts = self.counts()
        return sum(counts.values()) == self._people and not counts.keys() & {"queued", "leased"}

    def _settle(self) -> int:
        migrate(self._database)
        now = datetime.now(UTC)
        plant(self._database, ZoneInfo("Europe/Rome"), now)
        long_ago = {"met_at": now, "agreed_at": now, "seen_on": date(2026, 1, 1)}
        with self._database.transaction() as tx:
            for first in range(0, self._people, AT_ONCE):
                some = range(first, min(first + AT_ONCE, self._people))
                people = [{"id": n + 1, "language": LANGUAGES[n % 4], **long_ago} for n in some]
                tx.execute(insert(PersonRow), people)
                contacts = [{"telegram_id": FIRST + n, "person_id": n + 1} for n in some]
                tx.execute(insert(ContactRow), contacts)
            words = dict.fromkeys(LANGUAGES, f"{MARK} Come and bring somebody along.")
            news = announcements.add(tx, 1, Audience("all"), "it", words, now, now, lab=1)
            announcements.schedule(tx, news, now - timedelta(seconds=1))
        return news


@contextmanager
def crowd(database_url: str, people: int) -> Iterator[Crowd]:
    """So many people in this database, which is empty or just migrated."""
    database = Database(database_url)
    try:
        yield Crowd(database, people)
    finally:
        database.close()
