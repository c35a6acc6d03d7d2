"""What becomes of guests is told to whoever brought them, once: a free seat, a change, a reminder."""

from datetime import timedelta

import pytest

from dialogs.labs import offering, reminding
from dialogs.people import forgetting
from storage import changes, guests, keeping, labs, signups, waiting
from storage.kinds import KINDS
from storage.signups import Signup
from tests.dialogs.chat import COORDINATOR, Chat, Place

LEADER = 7


@pytest.fixture
def amina(place: Place) -> Chat:
    """Somebody who has the only seat of lab 1."""
    place.lab("Felt", seats=1)
    amina = place.chat(1)
    amina.forges("lab/1/sign-up/1")
    return amina


@pytest.fixture
def fatou(place: Place, amina: Chat) -> Chat:
    """A leader, one of whose guests, Rosa, waits for a seat in lab 1."""
    fatou = place.chat(LEADER).becomes("leader")
    fatou.forges("bring/1/1/-/name")
    fatou.writes("Rosa")
    assert "⏳ They wait. Their place on the waiting list: 1." in fatou.screen.text
    return fatou


def rosa(place: Place, lab: int = 1) -> Signup:
    """The latest guest of a lab."""
    states = ("waiting", "offered", "seated", "cancelled", "expired", "removed")
    return [one for one in signups.all_of(place.tx, lab, states) if one.person_id is None][-1]


def told(place: Place, chat: Chat) -> list[str]:
    """What comes to somebody when the letters go out."""
    before = len(chat.messages)
    place.deliver()
    return [screen.text for screen in chat.messages[before:]]


def test_a_seat_that_becomes_free_is_offered_to_the_leader_for_the_guest(
    place: Place, amina: Chat, fatou: Chat
) -> None:
    amina.forges("lab/1/leave/yes")
    (offer,) = told(place, fatou)
    assert "🎉 It is the turn of your guest № 2, Rosa!" in offer
    assert "🎟 1 seat is kept for them until" in offer
    fatou.taps("Yes, they are coming")
    assert fatou.toast == "Done."
    assert "✅ 1 seat is theirs." in fatou.screen.text
    fatou.taps("Yes, they are coming")  # an old button
    assert rosa(place).state == "seated"


def test_a_no_asks_the_next_in_line(place: Place, amina: Chat, fatou: Chat) -> None:
    marco = place.chat(2)
    marco.forges("lab/1/sign-up/1")
    amina.forges("lab/1/leave/yes")
    told(place, fatou)
    fatou.taps("No, they can't come")
    assert (rosa(place).state, rosa(place).name) == ("cancelled", None)
    assert "🎉 It is your turn!" in told(place, marco)[0]


def test_what_is_not_answered_in_time_goes_to_the_next_and_is_said_once(
    place: Place, amina: Chat, fatou: Chat
) -> None:
    amina.forges("lab/1/leave/yes")
    told(place, fatou)
    place.now += timedelta(days=2)
    assert 1 in waiting.to_look_at(place.tx, place.now)
    for _ in range(2):
        offering.sweep(place.tx, place.city, 1, place.now)
    (over,) = told(place, fatou)
    assert "A seat was kept for your guest № 2. I had no answer, so it went to the next in line." in over
    fatou.taps("Yes, they are coming")
    assert rosa(place).state == "expired"
    fatou.taps("Sign them up again")
    assert "How many people are they?" in fatou.screen.text


def test_closed_before_an_answer_they_keep_their_place(place: Place, amina: Chat, fatou: Chat) -> None:
    amina.forges("lab/1/leave/yes")
    told(place, fatou)
    place.chat(COORDINATOR).forges("desk/lab/1/close/yes")
    (closed,) = told(place, fatou)
    assert "Sign-up was closed before you could answer for your guest № 2." in closed
    assert rosa(place).state == "waiting"


def test_taken_off_the_list_by_the_desk_the_leader_is_told(place: Place, fatou: Chat) -> None:
    place.chat(COORDINATOR).forges(f"desk/signup/{rosa(place).id}/remove/yes")
    (gone,) = told(place, fatou)
    assert "The coordinators have taken your guest № 2 off the list of this lab." in gone


def test_a_change_is_told_once_however_many_guests_there_are(place: Place, amina: Chat, fatou: Chat) -> None:
    for name in ("Ugo", "Ada"):
        fatou.forges("bring/1/1/-/name")
        fatou.writes(name)
    place.now += timedelta(minutes=1)
    giulia = place.chat(COORDINATOR)
    giulia.forges("desk/lab/1/cancel/yes")
    assert "❌ We are sorry: a lab you signed up for was cancelled." in told(place, amina)[0]
    (cancelled,) = [screen.text for screen in fatou.messages if "cancelled" in screen.text]
    assert "❌ We are sorry: a lab you signed up somebody for was cancelled." in cancelled
    assert "📣 Please tell the 3 people you signed up." in cancelled


def test_who_comes_too_has_one_letter_for_all(place: Place, fatou: Chat) -> None:
    fatou.forges("lab/1/wait/1/-")
    place.now += timedelta(minutes=1)
    changes.note(place.tx, 1, "cancelled", place.now)
    place.chat(COORDINATOR).forges("desk/lab/1/cancel/yes")
    (cancelled,) = told(place, fatou)
    assert "❌ We are sorry: a lab you signed up for was cancelled." in cancelled
    assert "📣 Please tell the 1 person you signed up." in cancelled


def _sweeps(place: Place) -> int:
    return reminding.sweep(place.tx, place.city, place.now)


@pytest.mark.parametrize("comes_too", [True, False])
def test_of_all_their_guests_a_leader_is_reminded_once(place: Place, fatou: Chat, comes_too: bool) -> None:
    lab = place.lab("Paper")
    for name in ("Ugo", "Ada", "Ida"):
        fatou.forges(f"bring/{lab}/2/-/name")
        fatou.writes(name)
    if comes_too:
        fatou.forges(f"lab/{lab}/sign-up/1")
    found = labs.get(place.tx, lab)
    assert found is not None
    place.now = found.starts_at - timedelta(hours=2)
    assert _sweeps(place) == 1 + 1  # and Amina's, who sits in the other lab
    assert _sweeps(place) == 0
    first, *others = guests.of(place.tx, 2, lab)
    fatou.forges(f"guest/{first.id}/off/yes")
    assert _sweeps(place) == 0  # another guest of theirs is no new reason
    (reminder,) = told(place, fatou)
    assert "📣 Please remind the 4 people you signed up." in reminder
    assert ("We expect you: 1 person." in reminder) == comes_too
    for guest in others:
        fatou.forges(f"guest/{guest.id}/off/yes")


def test_a_leader_who_is_forgotten_leaves_their_guests_as_nobodys(
    place: Place, amina: Chat, fatou: Chat
) -> None:
    lab = place.lab("Paper")
    fatou.forges(f"bring/{lab}/1/-/name")
    fatou.writes("Ugo")
    amina.forges("lab/1/leave/yes")
    assert rosa(place).state == "offered"
    marco = place.chat(2)
    marco.forges("lab/1/wait/1/-")
    forgetting.forget(place.tx, place.city, fatou.talk().person.id, place.now)
    assert (rosa(place, lab).state, rosa(place, lab).brought_by) == ("seated", None)
    offering.sweep(place.tx, place.city, 1, place.now)
    assert rosa(place).state == "waiting"  # nobody can ask them any more
    assert "🎉 It is your turn!" in told(place, marco)[0]  # and they hold up nobody
    place.now += timedelta(days=7) - timedelta(hours=2)
    _sweeps(place)
    assert told(place, place.chats[LEADER]) == []


def test_names_and_who_brought_whom_go_some_days_after_the_lab(place: Place, fatou: Chat) -> None:
    signup = rosa(place).id
    (kind,) = (kind for kind in KINDS if kind.name == "names")
    for days, name, brought_by in ((8, "Rosa", 2), (15, None, None)):
        now = place.now + timedelta(days=days)
        keeping.remove(
            place.tx, kind, place.city.keep, now, keeping.look(place.tx, kind, place.city.keep, now)
        )
        guest = signups.get(place.tx, signup)
        assert guest is not None
        assert (guest.name, guest.brought_by, guest.party) == (name, brought_by, 1)
