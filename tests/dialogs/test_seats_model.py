"""People sign up, leave, answer or do not, come and go; the desk changes its mind: the promises hold at every
step, on both databases."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from dialogs.labs import joining, offering
from dialogs.labs.offering import offer_seats, room
from dialogs.rules.seats import Room, Wish
from storage import facilities, labs, people, signups, waiting
from storage.database import Database
from storage.signups import Signup
from tests.dialogs.chat import COORDINATOR, Chat, Place

PEOPLE = 6
WHO = st.integers(1, PEOPLE)
PARTY = st.integers(1, 3)


class Seats(RuleBasedStateMachine):
    """One lab in a week's time, six people, a coordinator, a day care with few places."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.end = ExitStack()
        tx = self.end.enter_context(self.database.engine.connect())
        self.end.callback(tx.begin().rollback)
        self.place = Place(tx)
        self.chats = {number: self.place.chat(number) for number in range(1, PEOPLE + 1)}
        self.desk = self.place.chat(COORDINATOR)
        self.promised = (0, 0)
        self.joined: list[int] = []
        """Who waits or waited, by when they began to."""

    @initialize(
        seats=st.integers(1, 4),
        places=st.integers(0, 2),
        lets_pass=st.booleans(),
        parties=st.lists(PARTY, max_size=5),
    )
    def a_lab(self, seats: int, places: int, lets_pass: bool, parties: list[int]) -> None:
        self.lab = self.place.lab(seats=seats)
        labs.change(self.place.tx, self.lab, lets_pass=lets_pass)
        facilities.put(self.place.tx, self.lab, "childcare", "", 1)
        self.care = facilities.of(self.place.tx, self.lab)[0].id
        facilities.put(self.place.tx, self.lab, "childcare", "", places)
        for who, party in enumerate(parties, start=1):
            self.does(self.chats[who], f"lab/{self.lab}/wait/{party}/-")

    def teardown(self) -> None:
        self.end.close()

    # --- what happens ---

    @rule(who=WHO, party=PARTY, care=st.integers(0, 2), how=st.sampled_from(["join", "wait"]))
    def sign_up(self, who: int, party: int, care: int, how: str) -> None:
        needs = f"{self.care}x{min(care, party)}" if care else "-"
        self.does(self.chats[who], f"lab/{self.lab}/{how}/{party}/{needs}")

    @rule(who=WHO, what=st.sampled_from(["leave/yes", "offer/yes", "offer/no"]))
    def answer(self, who: int, what: str) -> None:
        self.does(self.chats[who], f"lab/{self.lab}/{what}")

    @rule(who=WHO)
    def take_what_there_is(self, who: int) -> None:
        for button in self.chats[who].buttons[-4:]:
            if "/join/" in button.to:
                self.does(self.chats[who], button.to)
                return

    @rule(who=WHO)
    def be_forgotten(self, who: int) -> None:
        self.does(self.chats[who], "forget/yes")
        self.does(self.chats[who], "agree/menu")

    @rule(who=WHO, is_gone=st.booleans())
    def block_or_unblock(self, who: int, is_gone: bool) -> None:
        since = self.place.now if is_gone else None
        people.set_unreachable(self.place.tx, self.chats[who].talk().person.id, since)
        self.sweep()

    @rule(hours=st.sampled_from([0.3, 2, 11, 40]))
    def time_passes(self, hours: float) -> None:
        self.place.now += timedelta(hours=hours)
        self.sweep()

    @rule(seats=st.integers(1, 5), lets_pass=st.booleans())
    def change_the_seats(self, seats: int, lets_pass: bool) -> None:
        labs.change(self.place.tx, self.lab, seats=seats, lets_pass=lets_pass)
        offer_seats(self.place.tx, self.place.city, self.lab, self.place.now)

    @rule(places=st.integers(0, 3))
    def change_the_day_care(self, places: int) -> None:
        facilities.put(self.place.tx, self.lab, "childcare", "", places)
        offer_seats(self.place.tx, self.place.city, self.lab, self.place.now)

    @rule()
    def letters_arrive(self) -> None:
        self.place.deliver()

    @rule(hours=st.sampled_from([1, 30, 100]))
    def move_the_lab(self, hours: int) -> None:
        lab = labs.get(self.place.tx, self.lab)
        if lab is None or not lab.is_open(self.place.now):
            return
        starts_at = self.place.now + timedelta(hours=hours)
        (meeting,) = lab.meetings
        ends_at = starts_at + timedelta(hours=2)
        labs.change_meeting(self.place.tx, meeting.id, starts_at=starts_at, ends_at=ends_at)
        offering.shorten(self.place.tx, self.lab, self.place.now)

    @rule(step=st.sampled_from(["close", "reopen", "reopen"]))
    def close_or_open(self, step: str) -> None:
        self.does(self.desk, f"desk/lab/{self.lab}/{step}/yes")

    @rule(number=st.integers(1, 9))
    def be_removed(self, number: int) -> None:
        self.does(self.desk, f"desk/signup/{number}/remove/yes")

    def does(self, chat: Chat, address: str) -> None:
        chat.forges(address)

    def sweep(self) -> None:
        """As the clock does it, every twenty seconds."""
        for lab in waiting.to_look_at(self.place.tx, self.place.now):
            offering.sweep(self.place.tx, self.place.city, lab, self.place.now)

    # --- what holds ---

    @invariant()
    def promises_hold(self) -> None:
        if not hasattr(self, "lab"):
            return
        tx, lab = self.place.tx, labs.get(self.place.tx, self.lab)
        assert lab is not None
        now = {one.id: one for one in signups.all_of(tx, self.lab)}
        people = [one.person_id for one in now.values() if one.person_id is not None]
        assert len(people) == len(set(people))  # nobody twice
        left = room(tx, lab)
        self.nothing_is_promised_twice(lab.seats, left)
        self.order_is_kept(now)
        if lab.is_open(self.place.now):
            self.nobody_is_forgotten(left, lab.seats)
        for one in now.values():
            if one.state == "offered" and lab.is_open(self.place.now):
                assert one.offer_ends_at is not None
                assert one.offer_ends_at <= lab.starts_at
                assert one.offer_ends_at > self.place.now

    def nothing_is_promised_twice(self, seats: int, left: Room) -> None:
        """Seats and places promised are never more than there are; where the desk took some away, no more
        than before."""
        (care,) = facilities.of(self.place.tx, self.lab)
        promised = (seats - left.seats, care.places - left.places[care.id])
        for count, most, before in zip(promised, (seats, care.places), self.promised, strict=True):
            assert count <= max(most, before)
        self.promised = promised

    def wish(self, signup: Signup) -> Wish:
        return Wish(signup.party, facilities.needs_of(self.place.tx, signup.id))

    def line(self) -> list[Signup]:
        """Who waits and can be reached, in the order of the database."""
        return list(waiting.line(self.place.tx, self.lab))

    def order_is_kept(self, now: dict[int, Signup]) -> None:
        """By our own count of who came first."""
        waits = {signup for signup, one in now.items() if one.state in ("waiting", "offered")}
        self.joined = [signup for signup in self.joined if signup in waits]
        came = sorted(waits - set(self.joined), key=lambda signup: now[signup].joined_at)
        self.joined += came
        in_order = sorted(waits, key=lambda signup: (now[signup].joined_at, signup))
        assert in_order == self.joined
        for signup in self.joined:
            if now[signup].state == "waiting":
                ahead = [other for other in self.joined if now[other].state == "waiting"]
                assert waiting.place(self.place.tx, now[signup]) == ahead.index(signup) + 1

    def nobody_is_forgotten(self, left: Room, seats: int) -> None:
        """No seat is idle while somebody whose turn it is waits without an offer."""
        if left.seats <= 0:
            return
        passes = waiting.lets_pass(self.place.tx, self.lab)
        for one in self.line():
            assert not left.holds(self.wish(one)), f"{one} fits into {left} and was not asked"
            holds_up = left.seats < one.party <= seats and not left.lacks(self.wish(one))
            if holds_up and not passes:
                return


@pytest.fixture
def play(migrated_url: str) -> Any:
    """Play the model on this database."""
    database = Database(migrated_url)

    def on_this_one(examples: int = 20, phases: tuple[Phase, ...] = tuple(Phase)) -> None:
        here: type[Seats] = type("Seats", (Seats,), {"database": database})
        given = settings(
            max_examples=examples,
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
            phases=phases,
        )
        run_state_machine_as_test(here, settings=given)

    yield on_this_one
    database.close()


Play = Callable[..., None]


@pytest.mark.long
def test_the_promises_hold_whatever_people_and_the_desk_do(play: Play) -> None:
    play()


_QUICK = (Phase.explicit, Phase.generate)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_seats_that_are_not_offered_are_noticed(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offering, "_offer", lambda *args: None)
    with pytest.raises(AssertionError, match="was not asked"):
        play(phases=_QUICK)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_more_people_than_seats_are_noticed(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "sits", lambda *args: True)
    with pytest.raises(AssertionError):
        play(phases=_QUICK)
