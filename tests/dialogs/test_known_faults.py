"""Faults that other sign-up systems are known for, each tried by its name."""

from datetime import timedelta

import pytest

from dialogs.labs import offering
from storage import labs, signups, waiting
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
    for lab in waiting.to_look_at(place.tx, place.now):
        offering.sweep(place.tx, place.city, lab, place.now)


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


def test_a_party_bigger_than_the_whole_lab_holds_up_nobody_and_is_told(place: Place) -> None:
    place.lab(seats=4)
    big, small = place.chat(2), place.chat(3)
    place.chat(1).forges("lab/1/sign-up/4")
    big.forges("lab/1/sign-up/4")
    small.forges("lab/1/sign-up/1")
    desk = place.chat(COORDINATOR)
    desk.forges("desk/lab/1/seats/3/yes")
    assert [screen.text.count("The lab has 3 seats now.") for screen in place.deliver()] == [1]
    place.chats[1].forges("lab/1/leave/yes")
    assert states(place) == ["cancelled", "waiting", "offered"]
    big.taps("How many")
    big.taps("2")
    assert states(place) == ["cancelled", "seated", "offered"]


@pytest.mark.parametrize("how", ["over", "cancelled"])
def test_a_tap_under_an_old_letter_takes_nobody_off_a_lab_that_is_over(
    place: Place, three: list[Chat], how: str
) -> None:
    if how == "over":
        place.now += timedelta(days=7, hours=2)
    else:
        labs.cancel(place.tx, 1)
    three[0].forges("lab/1/leave/yes")
    assert states(place)[0] == "seated"


def test_whoever_was_never_told_of_an_offer_keeps_their_place(place: Place, three: list[Chat]) -> None:
    three[0].forges("lab/1/leave/yes")
    until = signups.of(place.tx, 1, 2)
    assert until is not None
    assert until.offer_ends_at is not None
    place.now = until.offer_ends_at  # Telegram was away all the time
    sweep(place)
    assert states(place) == ["cancelled", "offered", "waiting"]  # offered anew
    assert not any("no answer" in screen.text for screen in place.deliver())
    again = signups.of(place.tx, 1, 2)
    assert again is not None
    assert again.offer_ends_at is not None
    assert again.offer_ends_at > place.now
    place.now = again.offer_ends_at
    sweep(place)
    assert states(place) == ["cancelled", "expired", "offered"]


def test_closing_withdraws_offers_and_opening_makes_them_anew(place: Place, three: list[Chat]) -> None:
    three[0].forges("lab/1/leave/yes")
    place.deliver()
    desk = place.chat(COORDINATOR)
    desk.forges("desk/lab/1/close/yes")
    assert states(place) == ["cancelled", "waiting", "waiting"]
    assert [screen.text.count("the seat is not kept any more") for screen in place.deliver()] == [1]
    desk.forges("desk/lab/1/reopen/yes")
    assert states(place) == ["cancelled", "offered", "waiting"]


def test_an_offer_ends_when_the_lab_begins_though_it_was_moved(place: Place, three: list[Chat]) -> None:
    three[0].forges("lab/1/leave/yes")
    soon = place.now + timedelta(hours=1)
    labs.change_meeting(place.tx, 1, starts_at=soon, ends_at=soon + timedelta(hours=2))
    offering.shorten(place.tx, 1, place.now)
    moved = signups.of(place.tx, 1, 2)
    assert moved is not None
    assert moved.offer_ends_at == soon


def test_an_offer_whose_time_is_up_is_not_accepted_by_asking_again(place: Place, three: list[Chat]) -> None:
    three[0].forges("lab/1/leave/yes")
    place.deliver()
    offered = signups.of(place.tx, 1, 2)
    assert offered is not None
    assert offered.offer_ends_at is not None
    place.now = offered.offer_ends_at
    three[1].forges("lab/1/sign-up/1")
    assert states(place) == ["cancelled", "waiting", "offered"]


def test_a_lab_with_seats_that_others_wait_for_is_not_said_to_have_some(place: Place) -> None:
    place.lab(seats=3)
    first, second, big, newcomer = (place.chat(number) for number in (1, 2, 3, 4))
    first.forges("lab/1/sign-up/2")
    second.forges("lab/1/sign-up/1")
    big.forges("lab/1/wait/3/-")
    second.forges("lab/1/leave/yes")
    newcomer.forges("lab/1")
    assert "🔴 Full" in newcomer.screen.text
    newcomer.taps("Waiting list")
    newcomer.taps("1")
    assert "Others are before you. Your place on the waiting list: 2." in newcomer.screen.text
