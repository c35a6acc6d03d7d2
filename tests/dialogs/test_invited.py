"""Who opens an invitation once more, or has what it gives already, is met kindly."""

from datetime import timedelta

import pytest

from storage import invites
from tests.dialogs.chat import Place

ALREADY = "You are a leader already. If this invitation was for something else, ask for a new one."
FORWARD = (
    "This invitation was used already, or is too old; or it is for a leader: then forward it, it is "
    "still good."
)
USED = "This invitation was used already, or is too old. Ask for a new one."


@pytest.fixture
def link(place: Place) -> str:
    """What a coordinator's link for a leader says."""
    invites.make(place.tx, "KeyToLead9", "leader", place.now + timedelta(days=7))
    return "i-KeyToLead9"


def notes(place: Place) -> list[str]:
    """What the desk's book says of who became what."""
    return [row[0] for row in place.tx.exec_driver_sql("SELECT what FROM audit ORDER BY id")]


def test_a_leader_who_opens_the_link_again_is_led_to_the_kit(place: Place, link: str) -> None:
    fatou = place.chat(1)
    fatou.starts(link)
    assert "You are a community leader now." in fatou.screen.text
    fatou.starts(link)
    assert fatou.screen.text.startswith(f"<b>{ALREADY}</b>")
    assert "📈 My word" in [button.text for row in fatou.screen.rows for button in row]
    assert len(notes(place)) == 1


def test_a_leader_or_a_coordinator_who_opens_one_for_somebody_else_leaves_it_good(
    place: Place, link: str
) -> None:
    fatou, giulia = place.chat(1).becomes("leader"), place.chat(3).becomes("coordinator")
    fatou.starts(link)
    assert ALREADY in fatou.screen.text
    giulia.starts(link)
    assert giulia.screen.text == FORWARD
    assert notes(place) == []
    marco = place.chat(2)
    marco.starts(link)
    assert "You are a community leader now." in marco.screen.text


def test_whoever_is_no_leader_is_told_that_it_is_used(place: Place, link: str) -> None:
    fatou, marco, giulia = place.chat(1), place.chat(2), place.chat(3).becomes("coordinator")
    fatou.starts(link)
    for somebody, said in ((marco, USED), (giulia, FORWARD)):
        somebody.starts(link)
        assert somebody.screen.text == said
    fatou.talk().change(role="person")  # gave it back
    fatou.starts(link)
    assert fatou.screen.text == USED


def test_a_leader_still_becomes_a_coordinator_or_a_host(place: Place) -> None:
    lab, fatou = place.lab("Felt"), place.chat(1).becomes("leader")
    until = place.now + timedelta(days=7)
    invites.make(place.tx, "KeyToFelt9", "host", until, lab)
    invites.make(place.tx, "KeyToDesk9", "coordinator", until)
    fatou.starts("i-KeyToFelt9")
    assert "You are a host of this lab now." in fatou.screen.text
    fatou.starts("i-KeyToDesk9")
    assert "You are a coordinator now" in fatou.screen.text
