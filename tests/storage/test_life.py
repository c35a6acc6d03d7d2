"""The life of an announcement: every act in every state, the illegal ones too."""

from datetime import timedelta
from typing import get_args

import pytest
from sqlalchemy import update

from storage import announcements
from storage.database import Transaction
from storage.life import LIFE, Act, State
from storage.tables import AnnouncementRow
from tests.storage.rows import EVERYBODY, NOW, a_person, everything

STATES: tuple[State, ...] = get_args(State)
ACTS: tuple[Act, ...] = get_args(Act)
NO = None
EXPECTED: dict[Act, tuple[State | None, ...]] = {
    # in:       draft        scheduled    planning     sending      paused       done       cancelled
    "schedule": ("scheduled", NO, NO, NO, NO, NO, NO),
    "send": ("scheduled", "scheduled", NO, NO, NO, NO, NO),
    "begin": (NO, "planning", "planning", NO, NO, NO, NO),
    "planned": (NO, "sending", "sending", NO, NO, NO, NO),
    "settled": (NO, NO, NO, "done", NO, NO, NO),
    "pause": (NO, "paused", "paused", "paused", NO, NO, NO),
    "refuse": (NO, NO, "paused", "paused", NO, NO, NO),
    "overdue": (NO, "paused", "paused", "paused", NO, NO, NO),
    "resume": (NO, NO, NO, NO, "scheduled", NO, NO),
    "again": (NO, NO, NO, "sending", NO, "sending", NO),
    "cancel": ("cancelled", "cancelled", "cancelled", "cancelled", "cancelled", NO, NO),
}
CELLS = [(act, state, after) for act in ACTS for state, after in zip(STATES, EXPECTED[act], strict=True)]
LATER = NOW + timedelta(hours=3)


def one_in(tx: Transaction, state: State) -> int:
    """An announcement in a state, due now; its number."""
    number = announcements.add(tx, a_person(tx, 1), EVERYBODY, "en", {"en": "Come!"}, NOW, NOW)
    tx.execute(update(AnnouncementRow).values(state=state))
    return number


def row(tx: Transaction) -> dict[str, object]:
    return everything(tx)["announcements"][0]


def test_the_table_knows_every_act() -> None:
    assert set(LIFE) == set(ACTS) == set(EXPECTED)
    assert len(CELLS) == 77


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("act", "state", "after"), CELLS)
def test_each_act_in_each_state_leads_where_it_should_or_nowhere(
    tx: Transaction, act: Act, state: State, after: State | None
) -> None:
    number = one_in(tx, state)
    before = row(tx)
    is_done = (
        announcements.schedule(tx, number, LATER)
        if act == "schedule"
        else announcements.act(tx, number, act, LATER)
    )
    assert is_done is (after is not None)
    if after is None:
        assert row(tx) == before
    else:
        assert row(tx)["state"] == after


@pytest.mark.parametrize(("act", "why"), [("pause", "asked"), ("refuse", "refused"), ("overdue", "overdue")])
def test_it_is_known_why_it_rests_until_it_goes_on(tx: Transaction, act: Act, why: str) -> None:
    number = one_in(tx, "sending")
    assert not announcements.is_resting(tx, number)
    assert announcements.act(tx, number, act, NOW)
    assert (row(tx)["rests_for"], announcements.is_resting(tx, number)) == (why, True)
    assert announcements.act(tx, number, "resume", NOW)
    assert (row(tx)["rests_for"], announcements.is_resting(tx, number)) == (None, False)
    assert not announcements.is_resting(tx, 99)


def test_what_goes_on_is_due_now_unless_its_hour_is_to_come(tx: Transaction) -> None:
    number = one_in(tx, "draft")
    announcements.schedule(tx, number, LATER)
    announcements.act(tx, number, "pause", NOW)
    announcements.act(tx, number, "resume", NOW)
    assert (row(tx)["due_at"], announcements.due(tx, NOW)) == (LATER, ())
    announcements.act(tx, number, "pause", NOW)
    much_later = LATER + timedelta(days=1)
    announcements.act(tx, number, "resume", much_later)
    assert (row(tx)["due_at"], announcements.due(tx, much_later)) == (much_later, (number,))


def test_what_was_planned_for_later_can_be_sent_at_once(tx: Transaction) -> None:
    number = one_in(tx, "draft")
    announcements.schedule(tx, number, LATER)
    assert announcements.act(tx, number, "send", NOW)
    assert announcements.due(tx, NOW) == (number,)
