"""Faults that other sign-up systems are known for, each tried by its name."""

from datetime import timedelta

import pytest

from dialogs.labs import offering
from storage import labs, signups
from tests.dialogs.chat import COORDINATOR, Chat, Place


def states(place: Place) -> list[str]:
    """Of all sign-ups, in the order in which they were made."""
    return [state for (state,) in place.tx.exec_driver_sql("SELECT state FROM signups ORDER BY id")]


@pytest.fixture
def three(place: Place) -> list[Chat]:
    """Lab 1 has one seat; the first of these has it, the others wait."""
    place.lab(seats=1)
    chats = [place.chat(number) for number in (1, 2, 3)]
    for chat in chats:
        chat.forges("lab/1/sign-up/1")
    assert states(place) == ["seated", "waiting", "waiting"]
    return chats


def sweep(place: Place) -> None:
    offering.sweep(place.tx, place.city, place.now)


@pytest.mark.parametrize("answer", ["lab/1/offer/no", "lab/1/leave/yes", "forget/yes"])
def test_the_seat_of_a_cancelled_offer_does_not_stay_hidden(
    place: Place, three: list[Chat], answer: str
) -> None:
    three[0].forges("lab/1/leave/yes")
    assert states(place) == ["cancelled", "offered", "waiting"]
    three[1].forges(answer)
    assert states(place) == ["cancelled", "cancelled", "offered"]
    three[2].forges("lab/1/offer/no")
    place.chat(4).forges("lab/1/sign-up/1")
    assert states(place) == ["cancelled", "cancelled", "cancelled", "seated"]


def test_nobody_is_offered_a_seat_after_the_start(place: Place, three: list[Chat]) -> None:
    place.now += timedelta(days=7)
    three[0].forges("lab/1/leave/yes")
    sweep(place)
    assert "offered" not in states(place)


def test_an_offer_made_before_the_start_is_worth_nothing_after_it(place: Place, three: list[Chat]) -> None:
    place.now += timedelta(days=7, minutes=-10)
    three[0].forges("lab/1/leave/yes")
    assert states(place) == ["cancelled", "offered", "waiting"]
    place.now += timedelta(minutes=10)
    three[1].forges("lab/1/offer/yes")
    assert states(place)[1] == "offered"
    sweep(place)
    assert states(place) == ["cancelled", "waiting", "waiting"]


@pytest.mark.parametrize("status", ["cancelled", "closed", "draft"])
def test_nobody_is_offered_a_seat_of_a_lab_that_is_not_open(
    place: Place, three: list[Chat], status: str
) -> None:
    labs.change(place.tx, 1, status=status)
    three[0].forges("lab/1/leave/yes")
    sweep(place)
    assert "offered" not in states(place)


def test_an_offer_of_a_lab_that_was_cancelled_is_withdrawn_and_not_told(
    place: Place, three: list[Chat]
) -> None:
    three[0].forges("lab/1/leave/yes")
    place.chat(COORDINATOR).forges("desk/lab/1/cancel/yes")
    assert states(place) == ["cancelled", "waiting", "waiting"]
    assert not any("🎉" in screen.text for screen in place.deliver())
    three[1].forges("lab/1/offer/yes")
    assert "seated" not in states(place)


def test_many_changes_at_once_leave_no_phantom_offers(place: Place, three: list[Chat]) -> None:
    for seats in (3, 1, 2, 3, 1):
        labs.change(place.tx, 1, seats=seats)
        offering.offer_seats(place.tx, place.city, 1, place.now)
    assert states(place) == ["seated", "offered", "offered"]  # promised while there were three seats
    three[1].forges("lab/1/offer/no")
    three[2].forges("lab/1/offer/no")
    sweep(place)
    assert states(place) == ["seated", "cancelled", "cancelled"]
    place.chat(4).forges("lab/1/sign-up/1")
    assert states(place)[3] == "waiting"


def test_each_offer_is_told_once_and_only_while_it_stands(place: Place, three: list[Chat]) -> None:
    three[0].forges("lab/1/leave/yes")
    sweep(place)
    sweep(place)
    assert [screen.text.count("🎉") for screen in place.deliver()] == [1]
    three[1].forges("lab/1/offer/no")
    three[2].forges("lab/1/offer/yes")
    assert place.deliver() == []  # answered from the card, before the letter went out


@pytest.mark.parametrize("how", ["lab/1/leave/yes", "removed", "expired"])
def test_whoever_was_off_the_list_can_sign_up_again(place: Place, three: list[Chat], how: str) -> None:
    if how == "removed":
        place.chat(COORDINATOR).forges("desk/signup/1/remove/yes")
    elif how == "expired":
        signups.set_state(place.tx, 1, "expired", place.now)
    else:
        three[0].forges(how)
    three[0].forges("lab/1/sign-up/1")
    assert states(place)[0] == "waiting"
    assert len(states(place)) == 3
