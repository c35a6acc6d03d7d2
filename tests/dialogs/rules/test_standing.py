"""What may become of a sign-up: every standing and everything that can happen to it, the impossible too."""

from typing import get_args

import pytest

from dialogs.rules.standing import TABLE, Event, Mark, Standing, State, after
from storage.signups import STANDING

NO = None
EVENTS: tuple[Event, ...] = get_args(Event)
WHATEVER: tuple[Standing | None, ...] = (None, *get_args(State), *get_args(Mark))
EXPECTED: dict[Event, tuple[Standing | None, ...]] = {
    # in:    None,        waiting,     offered,     seated,      cancelled, removed,   expired,
    #        walked_in, attended,  absent,     excused
    "sits": ("seated", "seated", NO, "seated", "seated", "seated", "seated", NO, NO, NO, NO),
    "waits": ("waiting", "waiting", NO, NO, "waiting", "waiting", "waiting", NO, NO, NO, NO),
    "is offered": (NO, "offered", NO, NO, NO, NO, NO, NO, NO, NO, NO),
    "accepts": (NO, NO, "seated", NO, NO, NO, NO, NO, NO, NO, NO),
    "declines": (NO, NO, "cancelled", NO, NO, NO, NO, NO, NO, NO, NO),
    "lapses": (NO, NO, "expired", NO, NO, NO, NO, NO, NO, NO, NO),
    "is unreachable": (NO, NO, "waiting", NO, NO, NO, NO, NO, NO, NO, NO),
    "is too late": (NO, NO, "waiting", NO, NO, NO, NO, NO, NO, NO, NO),
    "leaves": (NO, "cancelled", "cancelled", "cancelled", NO, NO, NO, NO, NO, NO, NO),
    "is removed": (NO, "removed", "removed", "removed", NO, NO, NO, "removed", NO, NO, NO),
    "comes": (
        *("walked_in", NO, NO, "attended", NO, NO, NO),
        *("walked_in", "attended", "attended", "attended"),
    ),
    "misses": (NO, NO, NO, "absent", NO, NO, NO, NO, "absent", NO, "absent"),
    "excuses": (NO, NO, NO, "excused", NO, NO, NO, NO, NO, NO, NO),
    "is unmarked": (NO, NO, NO, NO, NO, NO, NO, "walked_in", "seated", "seated", "seated"),
}
CELLS = [
    (standing, event, then)
    for event in EVENTS
    for standing, then in zip(WHATEVER, EXPECTED[event], strict=True)
]


def follow(*events: Event) -> Standing | None:
    """What somebody who was not signed up is after all of this; None as soon as something cannot happen."""
    standing: Standing | None = None
    for event in events:
        standing = after(standing, event)
        if standing is None:
            return None
    return standing


def reached(start: Standing | None) -> set[Standing | None]:
    """All that one can become from here, itself too."""
    found: set[Standing | None] = set()
    ahead: list[Standing | None] = [start]
    while ahead:
        standing = ahead.pop()
        if standing not in found:
            found.add(standing)
            ahead += TABLE[standing].values()
    return found


def test_the_table_knows_every_standing_and_every_event() -> None:
    assert set(TABLE) == set(WHATEVER)
    assert {event for row in TABLE.values() for event in row} == set(EVENTS) == set(EXPECTED)
    assert len(CELLS) == 11 * 14


@pytest.mark.parametrize(("standing", "event", "then"), CELLS)
def test_each_event_leads_each_standing_where_it_should_or_cannot_happen(
    standing: Standing | None, event: Event, then: Standing | None
) -> None:
    assert after(standing, event) == then


def test_a_standing_that_there_is_not_is_a_bug() -> None:
    with pytest.raises(KeyError):
        after("invited", "sits")


def test_whoever_is_not_signed_up_can_become_everything() -> None:
    assert reached(None) == set(WHATEVER)


@pytest.mark.parametrize("standing", [one for one in WHATEVER if one not in (None, "walked_in")])
def test_from_everything_there_is_a_way_back_to_a_seat(standing: Standing) -> None:
    assert "seated" in reached(standing)


def test_who_was_never_signed_up_and_came_can_only_be_taken_off() -> None:
    assert set(TABLE["walked_in"].values()) == {"walked_in", "removed"}


@pytest.mark.parametrize("out", ["leaves", "is removed"])
@pytest.mark.parametrize("again", ["sits", "waits"])
def test_signing_up_again_after_cancelling_or_removal_is_possible(out: Event, again: Event) -> None:
    assert follow("sits", out, again) == {"sits": "seated", "waits": "waiting"}[again]
    assert follow("waits", out, again) == {"sits": "seated", "waits": "waiting"}[again]


@pytest.mark.parametrize("lost", ["declines", "lapses"])
@pytest.mark.parametrize("again", ["sits", "waits"])
def test_signing_up_again_after_an_offer_was_declined_or_ran_out_is_possible(
    lost: Event, again: Event
) -> None:
    assert follow("waits", "is offered", lost, again) == {"sits": "seated", "waits": "waiting"}[again]


def test_an_offer_is_only_for_those_who_wait_and_is_answered_once() -> None:
    assert [standing for standing in WHATEVER if after(standing, "is offered")] == ["waiting"]
    for answer in ("accepts", "declines", "lapses"):
        assert [standing for standing in WHATEVER if after(standing, answer)] == ["offered"]
        assert follow("waits", "is offered", answer, "accepts") is None


def test_an_offer_that_nobody_could_hear_costs_nobody_their_place() -> None:
    assert follow("waits", "is offered", "is unreachable") == "waiting"
    assert follow("waits", "is offered", "is too late") == "waiting"


def test_who_stands_can_leave_and_be_taken_off_and_nobody_else_can_leave() -> None:
    assert [standing for standing in WHATEVER if after(standing, "leaves")] == list(STANDING)
    taken_off = [standing for standing in WHATEVER if after(standing, "is removed")]
    assert taken_off == [*STANDING, "walked_in"]


def test_a_mark_is_only_for_those_who_have_a_seat_and_is_taken_back_to_it() -> None:
    for mark in get_args(Mark):
        assert after(mark, "is unmarked") == "seated"
        before = {standing for standing, row in TABLE.items() if mark in row.values()}
        assert "seated" in before
        assert before <= {"seated", *get_args(Mark)}


def test_only_who_is_noted_nowhere_yet_can_be_excused() -> None:
    assert [standing for standing in WHATEVER if after(standing, "excuses")] == ["seated"]
