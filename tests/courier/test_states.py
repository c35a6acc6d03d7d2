"""What becomes of a message: every kind against every outcome, cell by cell."""

import re
from typing import get_args

import pytest

from bot.courier.states import LONGEST_PAUSE_S, MOST_UNKNOWN, TABLE, State, after_a_crash, pause_s, step
from bot.telegram.port import Migrated, Outcome, Refused, Sent, Unknown, Unreachable, Unsent, Wait
from storage.outbox import Kind
from storage.tables import OutboxRow

KINDS: tuple[Kind, ...] = get_args(Kind)
OUTCOMES: dict[type[Outcome], Outcome] = {
    Sent: Sent(7),
    Unreachable: Unreachable("Forbidden: bot was blocked by the user"),
    Refused: Refused("Bad Request: message is too long"),
    Wait: Wait(3.0),
    Migrated: Migrated(-100500),
    Unsent: Unsent("no connection"),
    Unknown: Unknown("no answer in time"),
}
EXPECTED: dict[str, tuple[str, str, str, str]] = {
    #               reply          reminder       notice         announcement
    "Sent": ("sent", "sent", "sent", "sent"),
    "Unreachable": ("unreachable", "unreachable", "unreachable", "unreachable"),
    "Refused": ("rejected", "rejected", "rejected", "rejected"),
    "Wait": ("queued", "queued", "queued", "queued"),
    "Migrated": ("queued", "queued", "queued", "queued"),
    "Unsent": ("queued", "queued", "queued", "queued"),
    "Unknown": ("queued", "queued", "queued", "unknown"),
}
CELLS = [(kind, outcome) for kind in KINDS for outcome in OUTCOMES]


def name(value: object) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


def test_the_table_has_a_cell_for_every_kind_and_outcome_and_no_other() -> None:
    assert set(OUTCOMES) == set(get_args(Outcome))
    assert set(TABLE) == set(CELLS)
    assert len(TABLE) == len(KINDS) * len(OUTCOMES) == 28


@pytest.mark.parametrize(("kind", "outcome"), CELLS, ids=name)
@pytest.mark.parametrize("attempts", [0, 1])
def test_a_cell(kind: Kind, outcome: type[Outcome], attempts: int) -> None:
    found = step(kind, OUTCOMES[outcome], attempts)
    assert found.state == EXPECTED[outcome.__name__][KINDS.index(kind)]
    assert found.is_attempt == (outcome not in (Wait, Migrated)), "to wait, or to have moved, is no attempt"


@pytest.mark.parametrize("kind", ["reply", "reminder", "notice"])
def test_what_may_have_arrived_is_sent_again_a_few_times_and_then_stays_unknown(kind: Kind) -> None:
    unknown = OUTCOMES[Unknown]
    states = [step(kind, unknown, attempts).state for attempts in range(MOST_UNKNOWN + 2)]
    assert states == ["queued", "queued", "unknown", "unknown", "unknown"]


@pytest.mark.parametrize("kind", ["reply", "reminder", "notice"])
def test_what_does_no_harm_twice_is_sent_until_it_arrives(kind: Kind) -> None:
    could_not = Unknown("HTTP 502", is_answered=True)
    assert {step(kind, could_not, attempts).state for attempts in range(100)} == {"queued"}
    no_answer = OUTCOMES[Unknown]
    assert {step(kind, no_answer, attempts, is_edit=True).state for attempts in range(100)} == {"queued"}


def test_an_announcement_that_may_have_arrived_is_never_sent_again() -> None:
    for outcome in (OUTCOMES[Unknown], Unknown("HTTP 502", is_answered=True)):
        assert {step("announcement", outcome, attempts).state for attempts in range(5)} == {"unknown"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("outcome", [Wait, Migrated, Unsent], ids=name)
def test_what_certainly_did_not_arrive_is_never_given_up(kind: Kind, outcome: type[Outcome]) -> None:
    assert step(kind, OUTCOMES[outcome], 1000).state == "queued"


def test_after_a_crash_replies_go_again_and_announcements_do_not() -> None:
    assert [after_a_crash(kind) for kind in KINDS] == ["queued", "queued", "queued", "unknown"]


def test_every_state_is_one_that_the_outbox_knows() -> None:
    rules = [str(vars(rule).get("sqltext")) for rule in OutboxRow.metadata.tables["outbox"].constraints]
    (known,) = (rule for rule in rules if rule.startswith("state = "))
    assert sorted(re.findall(r"'(\w+)'", known)) == sorted(get_args(State))
    assert {cell.state for cell in TABLE.values()} <= set(get_args(State))


def test_telegrams_wait_is_kept_to_the_second() -> None:
    assert pause_s(Wait(37.0), attempts=5) == 37.0


def test_a_group_that_moved_gets_its_message_at_once() -> None:
    assert pause_s(Migrated(-100500), attempts=5) == 0.0


@pytest.mark.parametrize(("attempts", "pause"), [(0, 1.0), (1, 2.0), (3, 8.0), (6, 60.0), (900, 60.0)])
def test_each_failure_makes_the_pause_longer_up_to_a_minute(attempts: int, pause: float) -> None:
    for outcome in (Unsent("no connection"), Unknown("no answer in time")):
        assert pause_s(outcome, attempts) == pause <= LONGEST_PAUSE_S
