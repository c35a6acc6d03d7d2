"""Yes, no, too late, can't come, all in the same moment: never more seats than there are, nor two states."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from threading import Barrier

import pytest

from bot.turn import take
from dialogs.event import Incoming, Tapped
from dialogs.labs import offering
from dialogs.rules.seats import Room
from storage import signups, waiting
from storage.database import Database, Transaction
from storage.labs import Lab
from tests.storage.racing import PATIENCE_S, host
from tests.storage.rows import NOW, a_lab, a_person

SEATS, LINE, ROUNDS = 3, 6, 4
UNTIL = NOW + timedelta(hours=1)
LATE = UNTIL + timedelta(seconds=1)
Act = Callable[[], object]


class Race:
    """A lab whose every seat is offered to somebody, as many again who wait, and who does what at once."""

    def __init__(self, database: Database) -> None:
        self.database, self.host = database, host(database)
        self._updates = count(1)
        with database.transaction() as tx:
            self.lab = a_lab(tx, seats=SEATS)
            self.people = [a_person(tx, telegram_id) for telegram_id in range(1, LINE + 1)]

    def settle(self) -> None:
        """Back to the beginning: the first three have an offer, the others wait."""
        with self.database.transaction() as tx:
            for person in self.people:
                signups.put(tx, self.lab, person, 1, "waiting", NOW)
            for one in signups.all_of(tx, self.lab)[:SEATS]:
                waiting.offer(tx, one.id, NOW, UNTIL)

    def taps(self, telegram_id: int, address: str, now: datetime = NOW) -> Act:
        """Somebody's tap, as the bot takes it."""
        number = next(self._updates)
        tap = Tapped(str(number), f"lab/{self.lab}/{address}", 1)
        return lambda: take(self.host, Incoming(number, telegram_id, False, "en", tap), now)

    def sweeps(self, now: datetime) -> Act:
        """The clock's look at offers that have run out."""

        def sweep() -> None:
            with self.database.transaction() as tx:
                offering.sweep(tx, self.host.city, self.lab, now)

        return sweep

    def together(self, *acts: Act) -> None:
        """All of it in one moment."""
        gate = Barrier(len(acts))

        def run(act: Act) -> None:
            gate.wait(PATIENCE_S)
            act()

        with ThreadPoolExecutor(len(acts)) as threads:
            list(threads.map(run, acts))

    def states(self) -> list[str]:
        """What everybody is, by Telegram id from 1; together they have no more than there are seats."""
        with self.database.transaction() as tx:
            found = signups.all_of(tx, self.lab, ("waiting", "offered", "seated", "cancelled", "expired"))
            assert signups.taken(tx, self.lab) <= SEATS
        assert [one.person_id for one in found] == self.people
        assert all((one.offer_ends_at is not None) == (one.state == "offered") for one in found)
        return [one.state for one in found]


@pytest.fixture
def race(database: Database) -> Race:
    return Race(database)


def test_yes_and_no_to_one_offer_are_one_answer(race: Race) -> None:
    for _ in range(ROUNDS):
        race.settle()
        race.together(race.taps(1, "offer/yes"), race.taps(1, "offer/no"), race.taps(1, "offer/yes"))
        first, *others = race.states()
        assert first in ("seated", "cancelled")
        next_one = "waiting" if first == "seated" else "offered"
        assert others == ["offered", "offered", next_one, "waiting", "waiting"]


def test_seats_let_go_at_once_are_offered_once_each_in_order(race: Race) -> None:
    for _ in range(ROUNDS):
        race.settle()
        race.together(*(race.taps(number, "offer/no") for number in (1, 2, 3)), race.taps(6, "leave/yes"))
        assert race.states() == [*["cancelled"] * 3, "offered", "offered", "cancelled"]


def test_an_answer_and_the_end_of_an_offer_leave_no_seat_twice_and_none_idle(race: Race) -> None:
    for _ in range(ROUNDS):
        race.settle()
        race.together(
            race.taps(1, "offer/yes"),
            race.taps(2, "offer/yes", LATE),
            race.taps(3, "leave/yes"),
            race.sweeps(LATE),
            race.sweeps(LATE),
            race.taps(6, "sign-up/1", LATE),
        )
        first, second, third, *others = race.states()
        assert second == "expired"
        assert third in ("cancelled", "expired")
        if first == "seated":
            assert others == ["offered", "offered", "waiting"]
        else:
            assert first == "expired"
            assert others[:2] == ["offered", "offered"]
            assert others[2] in ("offered", "seated")  # seated: by asking again, which accepts


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_without_the_labs_lock_seats_that_are_let_go_at_once_are_lost(
    race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, room = Barrier(SEATS), offering.room

    def looking(tx: Transaction, found: Lab) -> Room:
        left = room(tx, found)
        looked.wait(PATIENCE_S)  # nobody goes on before all have looked
        return left

    monkeypatch.setattr(signups, "hold", lambda tx, lab: SEATS)
    monkeypatch.setattr(offering, "room", looking)
    race.settle()
    race.together(*(race.taps(number, "offer/no") for number in (1, 2, 3)))
    assert race.states() == [*["cancelled"] * 3, "offered", "waiting", "waiting"]
