"""Forgetting: by a tap or after two years, the seat goes on to who waits for it, and the person is gone."""

from datetime import timedelta

from dialogs.people import forgetting
from storage import circles, facilities, outbox, people, signups
from storage.kinds import KINDS
from tests.dialogs.chat import COORDINATOR, Chat, Place

PEOPLE = next(kind for kind in KINDS if kind.name == "people")
TWO_YEARS = timedelta(days=730)


def seats(place: Place, lab: int) -> list[tuple[int | None, str]]:
    """Whose sign-ups for a lab there are, and how they stand."""
    every = ("waiting", "offered", "seated", "cancelled", "removed", "expired", "walked_in")
    return [(signup.person_id, signup.state) for signup in signups.all_of(place.tx, lab, every)]


def joined(place: Place, lab: int, *chats: Chat) -> None:
    """They sign up, in this order; whoever finds no seat waits."""
    for number, chat in enumerate(chats):
        state = "waiting" if number else "seated"
        signups.put(place.tx, lab, chat.talk().person.id, 1, state, place.now)


def sweep(place: Place) -> int:
    count = 0
    while forgetting.sweep(place.tx, place.city, PEOPLE, place.now):
        count += 1
    return count


def test_who_asks_to_be_forgotten_gives_up_the_seat_and_it_is_offered_on(place: Place) -> None:
    amina, omar = place.chat(1), place.chat(2)
    lab = place.lab(seats=1)
    joined(place, lab, amina, omar)
    circles.join(place.tx, lab, 1, place.now)
    amina.forges("forget/yes")
    assert seats(place, lab) == [(1, "cancelled"), (2, "offered")]
    assert [parcel.address for parcel in outbox.lease(place.tx, place.now, 9)] == [f"lab/{lab}/offer"]
    assert (people.get(place.tx, 1), circles.of(place.tx, 1)) == (None, ())


def test_who_waits_or_has_an_offer_is_forgotten_with_it(place: Place) -> None:
    amina, omar, fatou = place.chat(1), place.chat(2), place.chat(3)
    lab = place.lab(seats=1)
    joined(place, lab, amina, omar, fatou)
    amina.forges("forget/yes")
    omar.forges("forget/yes")
    assert seats(place, lab) == [(1, "cancelled"), (2, "cancelled"), (3, "offered")]


def test_what_somebody_needed_goes_with_them(place: Place) -> None:
    amina = place.chat(1)
    lab = place.lab()
    facilities.put(place.tx, lab, "childcare", "", 1)
    joined(place, lab, amina)
    facilities.set_needs(place.tx, 1, {1: 1})
    amina.forges("forget/yes")
    assert (place.rows()["needs"], facilities.wanted(place.tx, lab)) == ([], {})


def test_who_was_not_here_for_two_years_is_forgotten_as_if_they_had_asked(place: Place) -> None:
    amina, omar = place.chat(1), place.chat(2)
    lab = place.lab(seats=1, in_days=800)
    joined(place, lab, amina, omar)
    place.now += TWO_YEARS
    people.change(place.tx, 2, seen_on=place.now.date())
    assert sweep(place) == 0
    place.now += timedelta(days=1)
    assert (sweep(place), sweep(place)) == (1, 0)
    assert (people.find(place.tx, 1), seats(place, lab)) == (None, [(1, "cancelled"), (2, "offered")])


def test_coordinators_are_not_forgotten_however_long_they_were_away(place: Place) -> None:
    place.chat(COORDINATOR)
    place.chat(1).becomes("coordinator")
    place.chat(2).becomes("leader")
    place.now += TWO_YEARS + timedelta(days=1)
    assert sweep(place) == 1
    known = [telegram for telegram in (COORDINATOR, 1, 2) if people.find(place.tx, telegram)]
    assert known == [COORDINATOR, 1]


def test_visitors_are_not_the_sweeps(place: Place) -> None:
    place.chat(1, has_agreed=False)
    place.now += TWO_YEARS + timedelta(days=1)
    assert sweep(place) == 0
