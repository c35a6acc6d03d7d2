"""What is noted of a meeting stays, whatever becomes of the sign-up; and what cannot happen, does not."""

from datetime import timedelta
from typing import get_args

import pytest

from dialogs.after import marking
from dialogs.labs import leaving
from dialogs.people import forgetting
from dialogs.rules.standing import Event, Mark, State, after
from storage import attendances, hosts, labs, passes, signups
from storage.attendances import Expected
from tests.dialogs.chat import COORDINATOR, NOW, Chat, Place

WEEK = timedelta(days=7)


@pytest.fixture
def amina(place: Place) -> Chat:
    """She came with 3 to the first date of lab 1, which is over; the second is in a week. Luca is host."""
    lab, chat, luca = place.lab("Felt", in_days=0), place.chat(1), place.chat(2)
    begins = place.now + WEEK
    labs.add_meeting(place.tx, lab, begins, begins + timedelta(hours=2), "Piazza dei Colori")
    signups.put(place.tx, lab, chat.talk().person.id, 3, "seated", place.now)
    hosts.add(place.tx, lab, luca.talk().person.id)
    attendances.put(place.tx, 1, 1, "attended", 3, place.now)
    place.now += timedelta(hours=3)
    return chat


def door(place: Place, meeting: int = 1) -> list[str]:
    """What the host reads: the figures, then who is on the list."""
    luca = place.chats[2]
    luca.forges(f"door/{meeting}/0")
    figures = [line for line in luca.screen.text.split("\n") if line[0:1] in "✅❌⬜➕0123456789" and line]
    keys = [button.text for row in luca.screen.rows for button in row if "№" in button.text]
    return [*figures, *keys]


CAME = ["3 people are expected.", "✅ 3 people came.", "✅ № 1 · 3"]


@pytest.mark.parametrize("how", ["lab/1/leave/yes", "forget/yes", "desk/signup/1/remove/yes"])
def test_who_is_off_the_list_later_came_all_the_same(place: Place, amina: Chat, how: str) -> None:
    assert door(place) == CAME
    (place.chat(COORDINATOR) if how.startswith("desk") else amina).forges(how)
    signup = signups.get(place.tx, 1)
    assert signup is not None
    assert signup.state in ("cancelled", "removed")
    assert door(place) == CAME
    place.now += WEEK
    assert door(place, 2) == ["0 people are expected.", "✅ 0 people came."]


def test_who_is_forgotten_by_the_sweep_came_all_the_same(place: Place, amina: Chat) -> None:
    forgetting.forget(place.tx, place.city, amina.talk().person.id, place.now)
    assert door(place) == CAME


def test_who_leaves_before_it_begins_is_not_expected_even_if_something_was_noted(
    place: Place, amina: Chat
) -> None:
    place.now += WEEK - timedelta(hours=4)
    attendances.put(place.tx, 1, 2, "attended", 3, place.now)
    amina.forges("lab/1/leave/yes")
    assert door(place, 2)[0] == "0 people are expected."
    assert attendances.marks(place.tx, 1) == {1: "attended"}


def test_who_said_not_on_this_day_and_left_and_comes_back_is_expected_on_it(
    place: Place, amina: Chat
) -> None:
    amina.forges("miss/2/yes")
    assert attendances.marks(place.tx, 1) == {1: "attended", 2: "excused"}
    amina.forges("lab/1/leave/yes")
    amina.forges("lab/1/join/2/-")
    assert attendances.marks(place.tx, 1) == {1: "attended"}
    assert door(place) == CAME


def test_a_party_that_is_fewer_now_was_as_many_as_came(place: Place, amina: Chat) -> None:
    amina.forges("lab/1/join/1/-")
    signup = signups.get(place.tx, 1)
    assert signup is not None
    assert signup.party == 1
    assert door(place) == CAME
    luca = place.chats[2]
    luca.taps("№ 1")
    luca.taps("2")
    assert door(place) == ["2 people are expected.", "✅ 2 people came.", "✅ № 1 · 2"]


def test_of_who_has_left_a_mark_is_changed_but_not_taken_back(place: Place, amina: Chat) -> None:
    amina.forges("lab/1/leave/yes")
    luca = place.chats[2]
    luca.forges("door/1/0/note/1/none")
    assert door(place) == CAME
    luca.forges("door/1/0/note/1/absent")
    assert door(place)[-1] == "❌ № 1 · 3"
    luca.taps("№ 1")
    luca.forges("door/1/0/some/1")
    assert [b.text for row in luca.screen.rows for b in row] == ["1", "2", "3", "❌ Nobody came", "Back"]
    assert door(place) == CAME


def test_a_pass_of_who_has_left_is_noted_where_they_were_and_nowhere_else(place: Place, amina: Chat) -> None:
    passes.own(place.tx, 1, "Pass000001")
    attendances.put(place.tx, 1, 1, "absent", 0, place.now)
    signups.set_state(place.tx, 1, "cancelled", place.now)
    luca = place.chats[2]
    luca.starts("p-Pass000001")
    assert "✅ 3 people are here." in luca.screen.text
    place.now += WEEK
    luca.starts("p-Pass000001")
    assert "№ 1 has no seat any more." in luca.screen.text


@pytest.mark.parametrize("state", get_args(State))
@pytest.mark.parametrize("mark", [None, *get_args(Mark)])
@pytest.mark.parametrize("event", ["comes", "misses", "excuses", "is unmarked"])
def test_nothing_happens_that_the_table_forbids(
    place: Place, amina: Chat, state: State, mark: Mark | None, event: Event
) -> None:
    attendances.drop(place.tx, 1, 1)
    if mark:
        attendances.put(place.tx, 1, 1, mark, int(mark == "attended"), NOW)
    signups.set_state(place.tx, 1, state, NOW)
    one = Expected(1, 1, None, 3, state, mark, 0)
    then = after(one.standing, event)
    may = then is not None and (event != "is unmarked" or then == state)
    before = attendances.marks(place.tx, 1)
    assert marking.step(place.tx, one, 1, event, NOW, 2) is may
    noted = attendances.marks(place.tx, 1)
    if may:
        assert noted == (
            {} if event == "is unmarked" else {1: {"walked_in": "attended"}.get(then or "", then)}
        )
    else:
        assert noted == before


@pytest.mark.parametrize("state", get_args(State))
@pytest.mark.parametrize("mark", [None, *get_args(Mark)])
def test_the_others_who_did_not_come_are_those_who_can_miss_it(
    place: Place, amina: Chat, state: State, mark: Mark | None
) -> None:
    attendances.drop(place.tx, 1, 1)
    if mark:
        attendances.put(place.tx, 1, 1, mark, int(mark == "attended"), NOW)
    signups.set_state(place.tx, 1, state, NOW)
    is_noted = attendances.others_absent(place.tx, 1, NOW) == 1
    assert is_noted is (mark is None and after(state, "misses") == "absent")


def test_nobody_is_taken_off_the_list_as_a_late_comer_who_is_none(place: Place, amina: Chat) -> None:
    one = Expected(1, 1, None, 3, "walked_in", None, 0)
    attendances.drop(place.tx, 1, 1)
    assert marking.was_never_here(place.tx, one, NOW) is False
    assert leaving.give_up(amina.talk(), 1) is True
