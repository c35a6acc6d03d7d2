"""At the door only a lab's host and the coordinators see or do anything, whatever address is forged."""

from datetime import timedelta

import pytest

from dialogs.after import attendance, door, late_comers, others, parties, rights
from dialogs.site import Page
from storage import attendances, hosts, labs, passes, signups
from tests.dialogs.chat import COORDINATOR, Chat, Place
from tests.dialogs.test_access import held

NOTHING = "This button leads nowhere any more. Here is the menu."
OF_NO_USE = "This is a pass for the door of a lab. It is of use only to the host there."
CODE = "Pass000001"
DOOR = [
    value
    for module in (attendance, parties, others, door, late_comers)
    for value in vars(module).values()
    if isinstance(value, Page)
]


@pytest.fixture
def city(place: Place) -> Place:
    """Lab 1 goes on right now, with Amina (3 people) and Fatou; Luca is its host, Eve that of lab 2."""
    for title in ("Felt", "Clay"):
        place.lab(title, in_days=0)
    place.now += timedelta(minutes=30)
    amina, fatou, luca, eve = (place.chat(number).talk().person.id for number in (1, 2, 3, 4))
    signup = signups.put(place.tx, 1, amina, 3, "seated", place.now)
    signups.put(place.tx, 1, fatou, 1, "seated", place.now)
    passes.own(place.tx, signup, CODE)
    passes.set_name(place.tx, signup, "Amina")
    guest = signups.put(place.tx, 1, None, 1, "walked_in", place.now)
    attendances.put(place.tx, guest, 1, "attended", 1, place.now)
    hosts.add(place.tx, 1, luca)
    hosts.add(place.tx, 2, eve)
    return place


def tried() -> list[tuple[Page, str]]:
    """Every page of the door, about lab 1 and those in it, in each of its forms."""
    about = {"lab": 1, "meeting": 1, "page": 0, "signup": 1, "people": 2, "party": 2, "code": CODE}
    found = []
    for page in DOOR:
        marks = ("attended", "absent", "none") if "to" in page.address.shapes else ("",)
        for to in marks:
            for signup in (1, 3):
                given = {**about, "to": to, "signup": signup}
                found.append((page, page.to(**{name: given[name] for name in page.address.shapes})))
    return found


def leaks(place: Place, chat: Chat) -> list[str]:
    """The addresses at which somebody does, or is shown, anything of lab 1."""
    before, found = held(place), []
    for page, address in tried():
        with place.taken_back():
            if page.role == "answer":
                chat.talk().change(awaiting=address)
                chat.writes("2")
            else:
                chat.forges(address)
            after = held(place)
        shown = {screen.text for screen in chat.messages}
        if after != before:
            found.append(f"{address} was done")
        elif not shown <= {NOTHING, OF_NO_USE}:
            found.append(f"{address} was shown")
        chat.messages.clear()
    return found


@pytest.mark.parametrize("who", ["somebody who sits there", "host of another lab", "leader", "dropped host"])
def test_nobody_else_sees_or_does_anything_at_the_door(city: Place, who: str) -> None:
    number = {"somebody who sits there": 1, "host of another lab": 4, "leader": 2, "dropped host": 3}[who]
    chat = city.chats[number]
    if who == "leader":
        chat = chat.becomes("leader")
    if who == "dropped host":
        hosts.drop_all(city.tx, 1)
    assert leaks(city, chat) == []


def test_without_asking_who_may_note_all_of_it_is_shown_and_done(
    city: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rights, "may_note", lambda talk, lab: True)
    found = set(leaks(city, city.chats[4]))
    assert {"door/lab/1 was shown", "door/1/0 was shown", "door/1/0/some/1 was shown"} <= found
    assert {"door/1/0/note/1/attended was done", f"pass/{CODE} was done", "door/1/more/2 was done"} <= found
    assert {"door/1/others/yes was done", "door/1/named/3 was done", "door/1/0/came/1/2 was done"} <= found


@pytest.mark.parametrize("number", [3, COORDINATOR])
def test_its_host_and_the_desk_may(city: Place, number: int) -> None:
    if number == COORDINATOR:
        city.chat(COORDINATOR)
    assert len(leaks(city, city.chats[number])) > 10


def test_a_hosts_right_ends_two_days_after_the_meeting_and_the_desks_does_not(city: Place) -> None:
    giulia = city.chat(COORDINATOR)
    city.now += timedelta(hours=1.5, days=2)
    assert set(leaks(city, city.chats[3])) == {
        "door/lab/1 was shown",
        "door/lab/1/0 was shown",
        f"pass/{CODE} was shown",
    }
    for address in ("door/lab/1", f"pass/{CODE}"):
        city.chats[3].forges(address)
        assert city.chats[3].messages[-1].text.startswith("<b>Felt</b>\nTh")
    assert city.chats[3].messages[-2].text.endswith("The list of this lab is closed.")
    assert city.chats[3].messages[-1].text.endswith("This lab does not meet now.")
    city.now += timedelta(days=30)
    giulia.forges("door/1/0")
    assert "4 people are expected." in giulia.screen.text


@pytest.mark.parametrize("state", ["cancelled", "draft"])
def test_of_a_lab_that_does_not_take_place_there_is_no_list(city: Place, state: str) -> None:
    labs.change(city.tx, 1, status=state)
    assert leaks(city, city.chats[3]) == []


def test_a_host_notes_nobody_of_another_lab_under_their_own(city: Place) -> None:
    eve, before = city.chats[4], held(city)
    for address in (
        *("door/2/0/note/1/attended", "door/2/0/note/1/absent", "door/2/0/came/1/2", "door/2/0/some/1"),
        *("door/2/named/3", f"pass/{CODE}/2", f"pass/{CODE}"),
    ):
        eve.forges(address)
        assert "Amina" not in "".join(screen.text for screen in eve.messages)
    eve.talk().change(awaiting="door/2/named/3")
    eve.writes("Nobody")
    assert held(city) == before


def test_a_pass_says_the_same_whether_it_is_one_or_not(city: Place) -> None:
    for chat in (city.chats[1], city.chats[2], city.chats[4]):
        said = []
        for code in (CODE, "Unknown1234"):
            chat.starts(f"p-{code}")
            said.append((chat.messages[-1].text, chat.messages[-1].rows))
        assert said[0] == said[1]
        assert said[0][0] == OF_NO_USE


def test_what_was_done_is_in_the_audit_without_a_name(city: Place) -> None:
    luca = city.chats[3]
    for address in ("door/1/0/note/1/attended", "door/1/0/came/1/2", "door/1/0/note/1/absent"):
        luca.forges(address)
    luca.forges("door/1/0/note/1/none")
    luca.forges("door/1/others/yes")
    luca.starts(f"p-{CODE}")
    luca.forges("door/1/more/1")
    luca.writes("Samir")
    acts = [row[3:] for row in city.rows()["audit"]]
    host = luca.talk().person.id
    assert [row[2] for row in city.rows()["audit"]] == [host] * len(acts)
    assert acts == [
        *(("attended", "meeting/1/1"), ("attended", "meeting/1/1"), ("absent", "meeting/1/1")),
        *(("not noted", "meeting/1/1"), ("others absent", "meeting/1"), ("attended", "meeting/1/1")),
        *(("came without a seat", "meeting/1/4"), ("named", "meeting/1/4")),
    ]
    assert not any(name in str(city.rows()["audit"]) for name in ("Amina", "Samir"))


def test_a_stranger_who_opens_a_pass_is_met_kindly_and_learns_nothing(city: Place) -> None:
    stranger = city.chat(9, has_agreed=False)
    stranger.starts(f"p-{CODE}")
    for label in ("English", "✅ I agree"):
        stranger.taps(label)
    assert stranger.screen.text == OF_NO_USE
    assert not any("Felt" in screen.text or "Amina" in screen.text for screen in stranger.messages)
    assert len(city.rows()["attendances"]) == 1  # the guest's
