"""What the bot does not answer in a group, and what is no question of ours."""

import pytest

from dialogs.event import Blocked, Commanded, Event, Moved, Showed, Started, Tapped, Wrote
from dialogs.groups.hearing import Heard
from storage import groups, outbox
from tests.dialogs.square import CODE, SQUARE, SUPER, Square


@pytest.mark.parametrize(
    "data", ["here/xx", "here/", "here/it/../x", "lab/1", "menu", "", "here/" + "a" * 99]
)
def test_what_is_tapped_comes_from_outside(square: Square, data: str) -> None:
    square.hears(Started(f"g-{CODE}"))
    assert square.hears(Tapped("1", data, 1)) == Heard()
    assert groups.find(square.place.tx, SQUARE) == groups.Group(1, "en", None, square.place.now)
    assert len(square.posts) == 1


@pytest.mark.parametrize("message", [None, 7, 999])
def test_a_forged_tap_writes_over_no_other_message(square: Square, message: int | None) -> None:
    square.hears(Started(f"g-{CODE}"))
    outbox.put(square.place.tx, "announcement", square.place.now, group=1, address="news/1")
    assert square.hears(Tapped("1", "here/it", message)).toast == "Lingua: italiano"
    assert len(square.posts) == 1


SILENCE = [Commanded("labs"), Commanded("help"), Wrote("hello"), Wrote("hi", 1), Showed("photo"), Started()]


@pytest.mark.parametrize("event", SILENCE, ids=str)
def test_nothing_else_is_answered_nor_remembered(square: Square, event: Event) -> None:
    square.hears(Started(f"g-{CODE}"))
    before = square.place.rows()
    assert square.hears(event) == Heard()
    assert square.place.rows() == before


@pytest.mark.parametrize("event", SILENCE[:-1], ids=str)
def test_a_group_that_is_not_known_stays_unknown(square: Square, event: Event) -> None:
    before = square.place.rows()
    square.hears(event, Blocked(), Moved(SUPER), Tapped("1", "here/it", 1), Commanded("language"))
    assert square.place.rows() == before
