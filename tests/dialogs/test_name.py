"""A name for the host: given and taken back while the lab is to come, and not afterwards."""

from datetime import timedelta

import pytest

from storage import labs, signups
from tests.dialogs.chat import Chat, Place


@pytest.fixture
def amina(place: Place) -> Chat:
    """She has a seat in lab 1, which ends in two hours, and is asked for a name."""
    place.lab("Felt", in_days=0)
    chat = place.chat(1)
    signups.put(place.tx, 1, chat.talk().person.id, 1, "seated", place.now)
    chat.forges("lab/1/name")
    return chat


def named(place: Place) -> str | None:
    signup = signups.get(place.tx, 1)
    assert signup is not None
    return signup.name


def test_it_is_kept_until_it_is_taken_back(place: Place, amina: Chat) -> None:
    amina.writes(" Amina ")
    assert named(place) == "Amina"
    amina.forges("lab/1/name")
    amina.taps("🗑 Remove the name")
    assert named(place) is None


@pytest.mark.parametrize("why", ["it is over", "they left", "it is cancelled"])
def test_written_too_late_it_is_not_kept(place: Place, amina: Chat, why: str) -> None:
    if why == "it is over":
        place.now += timedelta(hours=2)
    elif why == "they left":
        signups.set_state(place.tx, 1, "cancelled", place.now)
    else:
        labs.change(place.tx, 1, status="cancelled")
    assert amina.talk().person.awaiting == "lab/1/name"
    amina.writes("Amina")
    assert named(place) is None
    assert "/name" not in str(amina.screen.rows)


def test_written_in_time_it_is_kept(place: Place, amina: Chat) -> None:
    place.now += timedelta(hours=2) - timedelta(seconds=1)
    amina.writes("Amina")
    assert named(place) == "Amina"
