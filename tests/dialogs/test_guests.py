"""Guests: a leader signs up somebody without a phone, who has the same seats and line as everybody."""

from datetime import timedelta

import pytest

from dialogs.sharing.guest_joining import MOST
from storage import attendances, facilities, guests, labs, signups
from tests.dialogs.chat import COORDINATOR, Chat, Place

LEADER = 7


@pytest.fixture
def fatou(place: Place) -> Chat:
    """A leader; lab 1 has ten seats and is in a week."""
    place.lab("Felt")
    return place.chat(LEADER).becomes("leader")


def brings(leader: Chat, name: str = "Nonna", party: int = 1, lab: int = 1) -> int:
    """Sign somebody up as the kit leads through it; the row of their sign-up."""
    leader.forges(f"bring/{lab}")
    leader.taps(f"{party}")
    leader.writes(name)
    return max(guest.id for guest in guests.of(leader.place.tx, leader.talk().person.id, lab))


def state(place: Place, signup: int) -> str:
    found = signups.get(place.tx, signup)
    assert found is not None
    return found.state


def test_somebody_without_a_phone_is_signed_up_in_four_steps_from_the_kit(place: Place, fatou: Chat) -> None:
    fatou.forges("kit")
    fatou.taps("Felt")
    fatou.taps("Sign up somebody")
    assert "Please ask them first." in fatou.screen.text
    fatou.taps("2")
    assert "✅ There are 2 seats for them." in fatou.screen.text
    fatou.writes("  Nonna \n Rosa ")
    assert "№ 1 · Nonna Rosa · 2" in fatou.screen.text
    assert "✅ 2 seats are theirs." in fatou.screen.text
    assert "Their number is 1. They say it at the door." in fatou.screen.text
    (one,) = signups.all_of(place.tx, 1)
    assert (one.person_id, one.brought_by, one.name, one.party, one.state) == (
        None,
        1,
        "Nonna Rosa",
        2,
        "seated",
    )
    fatou.forges("mine")
    fatou.taps("My guests")
    assert next(key.text for row in fatou.screen.rows for key in row).endswith("Felt: 2")


def test_a_number_is_enough_and_a_telephone_number_is_no_name(place: Place, fatou: Chat) -> None:
    fatou.forges("bring/1/1/-/name")
    fatou.writes("+39 333 123456")
    assert "Please write only a first name, and no number." in fatou.screen.text
    fatou.writes("x" * 41)
    assert "Please keep it to 20 letters." in fatou.screen.text
    assert signups.all_of(place.tx, 1) == ()
    fatou.taps("A number is enough")
    assert [one.name for one in signups.all_of(place.tx, 1)] == [None]


def test_the_name_is_seen_by_whoever_brought_them_and_at_the_door_and_by_nobody_else(
    place: Place, fatou: Chat
) -> None:
    signup = brings(fatou, "Rosa")
    marco, giulia = place.chat(8).becomes("leader"), place.chat(COORDINATOR)
    for address in (
        f"guest/{signup}",
        f"guest/{signup}/off",
        f"guest/{signup}/off/yes",
        "guests/1",
        "guests",
    ):
        marco.forges(address)
        assert "Rosa" not in marco.screen.text
        assert not any("Rosa" in button.text for button in marco.buttons)
    for answer in ("offer/yes", "offer/no"):
        marco.forges(f"guest/{signup}/{answer}")
    assert state(place, signup) == "seated"
    for address in ("desk/lab/1/people/0", f"desk/signup/{signup}", "desk/lab/1/export/csv"):
        giulia.forges(address)
    place.deliver()
    seen = [*(screen.text for screen in giulia.messages), *(button.text for button in giulia.buttons)]
    files = [screen.media.content.decode() for screen in giulia.messages if screen.media]
    assert any("№ 1 · 1" in text for text in seen)
    assert any("1,,1,Has a seat" in file for file in files)
    assert not any("Rosa" in text for text in (*seen, *files))
    place.now += timedelta(days=7)
    giulia.forges("door/lab/1")
    assert any("№ 1 · Rosa · 1" in button.text for button in giulia.buttons)
    (expected,) = attendances.expected(place.tx, 1)
    giulia.taps("Rosa")
    assert attendances.marks(place.tx, expected.signup_id) == {1: "attended"}


def test_what_they_need_is_promised_with_the_seats_or_waited_for(place: Place, fatou: Chat) -> None:
    facilities.put(place.tx, 1, "childcare", "", 1)
    for name in ("Rosa", "Ugo"):
        fatou.forges("bring/1")
        fatou.taps("2")
        assert "Do they need any of this?" in fatou.screen.text
        fatou.taps("Childcare")
        fatou.taps("Go on")
        fatou.writes(name)
    (care,) = facilities.of(place.tx, 1)
    assert facilities.wanted(place.tx, 1) == {care.id: 1}
    assert [one.state for one in signups.all_of(place.tx, 1)] == ["seated", "waiting"]


def test_where_there_is_room_for_some_one_is_asked(place: Place, fatou: Chat) -> None:
    labs.change(place.tx, 1, seats=2)
    brings(fatou, "Rosa")
    fatou.forges("bring/1")
    fatou.taps("2")
    assert "⏳ There is not room for all of it now" in fatou.screen.text
    assert "1 seat is left." in fatou.screen.text
    fatou.taps("Take what there is")
    assert "✅ There is 1 seat for them." in fatou.screen.text
    fatou.writes("Ugo")
    assert [(one.party, one.state) for one in signups.all_of(place.tx, 1)] == [(1, "seated")] * 2


def test_one_leader_brings_ten_to_a_lab_and_no_more(place: Place, fatou: Chat) -> None:
    labs.change(place.tx, 1, seats=50)
    for _ in range(MOST):
        fatou.forges("bring/1/1/-/none")
    for address in ("bring/1", "bring/1/1/-", "bring/1/1/-/name", "bring/1/1/-/none"):
        fatou.forges(address)
        assert "You have signed up 10 guests for this lab." in fatou.screen.text
    assert len(signups.all_of(place.tx, 1)) == MOST
    first = signups.all_of(place.tx, 1)[0]
    fatou.forges(f"guest/{first.id}/off/yes")  # who cannot come makes room for another
    fatou.forges("bring/1/1/-/none")
    assert len(signups.all_of(place.tx, 1)) == MOST
    place.lab("Paper")
    fatou.forges("bring/2/1/-/none")
    assert len(signups.all_of(place.tx, 2)) == 1


@pytest.mark.parametrize(
    "address", ["bring/1/0/-/none", "bring/1/6/-/none", "bring/9/1/-/none", "bring/1/1/9x1/none"]
)
def test_addresses_that_nobody_was_shown_promise_nothing(place: Place, fatou: Chat, address: str) -> None:
    fatou.forges(address)
    promised = signups.all_of(place.tx, 1)
    if address.endswith("9x1/none"):  # a need that is not this lab's is none
        assert [facilities.needs_of(place.tx, one.id) for one in promised] == [{}]
    else:
        assert promised == ()


def test_only_leaders_bring_guests_and_whoever_was_one_still_answers_for_theirs(
    place: Place, fatou: Chat
) -> None:
    signup = brings(fatou)
    fatou.forges("kit/stop")
    fatou.taps("Yes, stop")
    assert "You are not a leader any more." in fatou.screen.text
    fatou.forges("bring/1/1/-/none")
    assert fatou.screen.text == "This is only for community leaders. Here is the menu."
    assert len(signups.all_of(place.tx, 1)) == 1
    fatou.forges("mine")
    fatou.taps("My guests")
    fatou.taps("Felt")
    fatou.taps("Nonna")
    fatou.taps("They can't come")
    fatou.taps("They can't come")
    assert state(place, signup) == "cancelled"


def test_a_lab_that_is_closed_takes_no_guests(place: Place, fatou: Chat) -> None:
    labs.change(place.tx, 1, status="closed")
    fatou.forges("bring/1/1/-/none")
    assert "Sign-up for this lab is closed." in fatou.screen.text
    assert signups.all_of(place.tx, 1) == ()
