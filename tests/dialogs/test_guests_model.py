"""The same promises as in `test_seats_model`, where some of those who want seats are guests of others."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from storage import people, signups, waiting
from storage.database import Database
from tests.dialogs.test_seats_model import PARTY, WHO, Seats

LEADS = st.integers(1, 3)
GUEST = st.integers(1, 9)


class Guests(Seats):
    """Three of the people are leaders, and bring some."""

    @rule(who=LEADS)
    def become_a_leader(self, who: int) -> None:
        people.change(self.place.tx, self.chats[who].talk().person.id, role="leader")

    @rule(who=LEADS, party=PARTY, care=st.integers(0, 2))
    def bring(self, who: int, party: int, care: int) -> None:
        self.become_a_leader(who)
        needs = f"{self.care}x{min(care, party)}" if care else "-"
        self.does(self.chats[who], f"bring/{self.lab}/{party}/{needs}/none")

    @rule(who=WHO, signup=GUEST, what=st.sampled_from(["off/yes", "offer/yes", "offer/yes", "offer/no"]))
    def answer_for(self, who: int, signup: int, what: str) -> None:
        before = signups.get(self.place.tx, signup)
        self.does(self.chats[who], f"guest/{signup}/{what}")
        is_theirs = before is not None and before.brought_by == self.chats[who].talk().person.id
        assert is_theirs or signups.get(self.place.tx, signup) == before

    @invariant()
    def who_is_nobodys_is_asked_nothing(self) -> None:
        if hasattr(self, "lab"):
            assert all(one.told is not None for one in waiting.line(self.place.tx, self.lab))


@pytest.fixture
def machine(migrated_url: str) -> Any:
    """The model on this database."""
    database = Database(migrated_url)
    yield type("Guests", (Guests,), {"database": database})
    database.close()


def model(*phases: Phase) -> settings:
    """Twenty lives of thirty steps."""
    return settings(
        max_examples=20,
        stateful_step_count=30,
        suppress_health_check=list(HealthCheck),
        phases=phases or tuple(Phase),
    )


@pytest.mark.long
def test_the_promises_hold_for_guests_too(machine: type[Guests]) -> None:
    run_state_machine_as_test(machine, settings=model())


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_guests_whom_nobody_asks_are_noticed(machine: type[Guests], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialogs.labs.offering._offer", lambda *args: None)
    with pytest.raises(AssertionError, match="was not asked"):
        run_state_machine_as_test(machine, settings=model(Phase.explicit, Phase.generate))
