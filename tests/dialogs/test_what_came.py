"""What came of one's word: in coarse words that stay true when old edges have gone."""

from datetime import timedelta

import pytest

from dialogs.event import Started
from storage import keeping, shares
from storage.kinds import KINDS
from tests.dialogs.chat import Chat, Place

DAYS = 180


@pytest.fixture
def amina(place: Place) -> Chat:
    """Somebody with a link of their own to all the labs."""
    amina = place.chat(1)
    shares.own(place.tx, "friend", amina.talk().person.id, "Friend0001", place.now)
    return amina


def bring(place: Place, first: int, people: int) -> None:
    """So many come through that link."""
    for number in range(first, first + people):
        place.chat(number).hears(Started("Friend0001"))


def told(place: Place, amina: Chat) -> list[str]:
    """After the sweep has been."""
    for kind in KINDS:
        if kind.keep == "edges":
            keys = keeping.look(place.tx, kind, place.city.keep, place.now)
            keeping.remove(place.tx, kind, place.city.keep, place.now, keys)
    amina.forges("friend")
    return amina.screen.text.split("\n")[1:-2]


def test_what_is_not_kept_any_more_is_not_told_as_never(place: Place, amina: Chat) -> None:
    assert told(place, amina) == ["Nobody has come through you yet."]
    bring(place, 2, 5)
    place.now += timedelta(days=DAYS)
    assert told(place, amina) == ["5 people or more have come through you. Thank you!"]
    bring(place, 7, 1)
    place.now += timedelta(days=1)
    last = f"I count the last {DAYS} days."
    assert told(place, amina) == ["A few people have come through you. Thank you!", last]
    place.now += timedelta(days=DAYS)
    assert told(place, amina) == [f"Nobody has come through you in the last {DAYS} days."]


def test_a_link_that_was_used_in_time_goes_on_bringing_people(place: Place, amina: Chat) -> None:
    place.now += timedelta(days=DAYS - 1)
    bring(place, 2, 7)
    place.now += timedelta(days=2)
    last = f"I count the last {DAYS} days."
    assert told(place, amina) == ["5 people or more have come through you. Thank you!", last]
    place.now += timedelta(days=DAYS - 3)
    bring(place, 9, 1)
    place.now += timedelta(days=3)
    assert told(place, amina) == ["A few people have come through you. Thank you!", last]


def test_who_signed_up_is_told_as_it_was_last_midnight(place: Place) -> None:
    lab = place.lab("Felt")
    amina, kofi = place.chat(1), place.chat(2)
    shares.own(place.tx, "friend", amina.talk().person.id, "Friend0001", place.now, lab=lab)
    kofi.hears(Started("Friend0001"))
    kofi.forges(f"lab/{lab}/sign-up/1")
    place.now += timedelta(days=1)
    before = told(place, amina)
    assert before == ["A few people have come through you. Thank you!", "A few of them signed up for a lab."]
    place.now += timedelta(minutes=5)
    kofi.forges(f"lab/{lab}/leave/yes")
    assert told(place, amina) == before
    place.now += timedelta(days=1)
    assert told(place, amina) == before[:1]
