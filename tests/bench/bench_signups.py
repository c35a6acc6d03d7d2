"""Sign-ups a second for a lab on whose waiting list there are 10,000, beside one on whose list is nobody."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.app import new_code
from bot.config import Config
from bot.turn import Host, take
from dialogs.event import Incoming, Tapped
from dialogs.passaparola import build
from dialogs.text import Catalogs
from storage import facilities, labs, signups, waiting
from storage.database import Database, Transaction, analyse
from storage.labs import Text
from storage.migration import migrate
from storage.tables import ContactRow, NeedRow, PersonRow, SignupRow
from tests.bench.figures import compare
from tests.databases import House

LINE, ROUNDS, SEATS = 10_000, 100, 30
NOW = datetime.now(UTC)
LONG_AGO = {"language": "it", "met_at": NOW, "agreed_at": NOW, "seen_on": NOW.date()}
FIRST = 100
"""The Telegram id of the first who waits; who comes now has one below."""
ME = 1


class Crowd:
    """Labs with long lines and with none, and one who comes and goes."""

    def __init__(self, database: Database) -> None:
        self._host = Host(database, build(), Config().city("bench_bot"), Catalogs(), new_code)
        self._clock = (NOW + timedelta(milliseconds=n) for n in count(1))
        self._updates = count(1)
        with database.transaction() as tx:
            numbers = [ME, *range(FIRST, FIRST + LINE)]
            tx.execute(insert(PersonRow), [{"id": n, **LONG_AGO} for n in numbers])
            tx.execute(insert(ContactRow), [{"telegram_id": n, "person_id": n} for n in numbers])

    def lab(self, tx: Transaction, taken: int, line: int, party: int = 1, needs: bool = False) -> int:
        """A lab with so many of its seats taken, and so many parties that wait; its number."""
        about = {"status": "published", "topic": "crafts", "venue": "in_person", "host": "We"}
        lab = labs.add(tx, Text("it", "Cucito", "Vieni."), NOW, seats=SEATS, lets_pass=party > 1, **about)
        labs.add_meeting(tx, lab, NOW + timedelta(days=9), NOW + timedelta(days=9, hours=2), "Piazza")
        for _ in range(taken):
            signups.put(tx, lab, None, 1, "seated", NOW)
        parties = [
            {"lab_id": lab, "person_id": FIRST + n, "party": party, "state": "waiting", "number": 100 + n}
            | {"joined_at": NOW + n * signups.INSTANT, "changed_at": NOW}
            for n in range(line)
        ]
        if parties:
            tx.execute(insert(SignupRow), parties)
        if needs:
            facilities.put(tx, lab, "childcare", "", 1)
            (childcare,) = facilities.of(tx, lab)
            taken_by = signups.put(tx, lab, None, 1, "seated", NOW)
            facilities.set_needs(tx, taken_by, {childcare.id: 1})
            waits = [one.id for one in signups.all_of(tx, lab, ("waiting",))]
            rows = [{"signup_id": one, "facility_id": childcare.id, "places": 1} for one in waits]
            if rows:
                tx.execute(insert(NeedRow), rows)
        return lab

    def taps(self, address: str, who: int = ME) -> float:
        """A whole turn; how many seconds it took."""
        number = next(self._updates)
        incoming = Incoming(number, who, False, "it", Tapped(str(number), address, 1))
        began = time.perf_counter()
        assert take(self._host, incoming, next(self._clock)).has_mail
        return time.perf_counter() - began


def _cases(crowd: Crowd, tx: Transaction) -> Iterator[tuple[str, int, int, str]]:
    """What is measured: the lab without a line, the one with, and what becomes of whoever signs up."""
    for what, then, taken, party, needs in (
        ("full: one more waits", "waiting", SEATS, 1, False),
        ("seats left, bigger parties wait", "seated", SEATS - 4, 5, False),
        ("seats left, others wait for childcare", "seated", 5, 1, True),
    ):
        empty, long = (crowd.lab(tx, taken, line, party, needs) for line in (0, LINE))
        yield what, empty, long, then


def _measure(database: Database) -> Iterator[tuple[str, ...]]:
    crowd = Crowd(database)
    with database.transaction() as tx:
        cases = list(_cases(crowd, tx))
        short, long = (crowd.lab(tx, SEATS - 1, line) for line in (ROUNDS + 1, LINE))
        for lab in (short, long):
            waiting.offer(tx, signups.all_of(tx, lab, ("waiting",))[0].id, NOW, NOW + timedelta(hours=1))
        for table in (PersonRow, ContactRow, SignupRow, NeedRow):
            analyse(tx, table)
    for what, empty, lined, then in cases:
        took = {empty: 0.0, lined: 0.0}
        for turn in range(-10, ROUNDS):
            for lab in took:
                seconds = crowd.taps(f"lab/{lab}/join/1/-")
                took[lab] += seconds if turn >= 0 else 0.0
                if turn == 0:
                    with database.transaction() as tx:
                        mine = signups.of(tx, lab, ME)
                        assert mine is not None
                        assert mine.state == then
                crowd.taps(f"lab/{lab}/leave/yes")
        yield _row(what, took[empty], took[lined])
    took = {short: 0.0, long: 0.0}
    for turn in range(ROUNDS):
        for lab in took:
            took[lab] += crowd.taps(f"lab/{lab}/offer/no", FIRST + turn)
    with database.transaction() as tx:
        for lab in took:
            offered = signups.all_of(tx, lab, ("offered",))
            assert [one.person_id for one in offered] == [FIRST + ROUNDS]
    yield _row("a seat is let go and offered to the next", took[short], took[long])


def _row(what: str, without: float, beside: float) -> tuple[str, ...]:
    return what, f"{ROUNDS / without:,.0f}", f"{ROUNDS / beside:,.0f}", f"{beside / without:.2f}", "2"


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
def bench_signups_beside_a_long_line(dialect: str, house: House, tmp_path: Path) -> None:
    with house.fresh("postgres", is_migrated=True) as url:
        database = Database(f"sqlite:///{tmp_path}/bench.db" if dialect == "sqlite" else url)
        migrate(database)
        rows = list(_measure(database))
        database.close()
    head = ("lab", "a second, nobody waits", f"{LINE:,} wait", "times as long", "goal")
    compare(f"Sign-ups, whole durable turns, {dialect}", head, *rows)
