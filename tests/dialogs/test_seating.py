"""More seats are offered at once; fewer throw nobody out: the desk is asked what it wants."""

import pytest

from storage import signups
from tests.dialogs.chat import COORDINATOR, Chat, Place


@pytest.fixture
def giulia(place: Place) -> Chat:
    """A coordinator, and a lab of four seats, three of them taken."""
    place.lab("Felt", seats=4)
    place.chat(1).forges("lab/1/sign-up/3")
    return place.chat(COORDINATOR)


def sets(giulia: Chat, seats: int) -> str:
    giulia.forges("editlab/1")
    giulia.forges("editlab/1/field/pick/seats")
    giulia.writes(f"{seats}")
    return giulia.messages[-1].text


def seats(place: Place) -> tuple[int, int]:
    """How many there are, and how many are taken or offered."""
    return signups.hold(place.tx, 1) or 0, signups.taken(place.tx, 1)


def test_fewer_seats_than_are_taken_is_asked_and_nobody_loses_one(place: Place, giulia: Chat) -> None:
    shown = sets(giulia, 2)
    assert "💺 Seats until now: 4. From now on: 2.\n3 seats are taken or offered already." in shown
    assert "Nobody loses a seat." in shown
    assert [row[0].text for row in giulia.screen.rows] == [
        *("💺 3: who sits, sits", "💺 2: nobody new for now", "Leave it as it is")
    ]
    assert seats(place) == (4, 3)
    giulia.taps("Leave it as it is")
    assert seats(place) == (4, 3)


def test_the_seats_may_become_those_that_are_taken(place: Place, giulia: Chat) -> None:
    sets(giulia, 2)
    giulia.taps("💺 3: who sits, sits")
    assert seats(place) == (3, 3)


def test_with_fewer_seats_than_people_nobody_new_sits_until_fewer_come(place: Place, giulia: Chat) -> None:
    sets(giulia, 2)
    giulia.taps("💺 2: nobody new for now")
    assert seats(place) == (2, 3)
    omar = place.chat(2)
    omar.forges("lab/1/sign-up/1")
    assert seats(place) == (2, 3)
    place.chats[1].forges("lab/1/sign-up/1")  # two of the three do not come
    assert seats(place) == (2, 2)
    assert [screen.text for screen in place.deliver() if "seat" in screen.text]


def test_fewer_seats_that_are_free_are_asked_too(place: Place, giulia: Chat) -> None:
    assert "From now on: 3." in sets(giulia, 3)
    assert seats(place) == (4, 3)
    giulia.taps("Yes, 💺 3")
    assert seats(place) == (3, 3)


def test_more_seats_are_offered_at_once(place: Place, giulia: Chat) -> None:
    omar = place.chat(2)
    omar.forges("lab/1/sign-up/2")
    omar.taps("Wait for all of it")
    assert seats(place) == (4, 3)
    sets(giulia, 6)
    assert giulia.toast == "Done."
    assert seats(place) == (6, 5)
    assert len(place.deliver()) == 1


def test_a_forged_number_of_seats_is_none(place: Place, giulia: Chat) -> None:
    for odd in (0, 1001, 2147483647):
        giulia.forges(f"desk/lab/1/seats/{odd}")
        giulia.forges(f"desk/lab/1/seats/{odd}/yes")
    assert seats(place) == (4, 3)
