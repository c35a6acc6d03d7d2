"""A leader's kit: lab by lab, in the languages a lab has; how far one's word went; new links; stopping."""

from datetime import timedelta

import pytest

from storage import arrivals, labs, people, shares
from storage.labs import Text
from tests.dialogs.chat import COORDINATOR, Chat, Place

LEADER = 7


@pytest.fixture
def fatou(place: Place) -> Chat:
    """A leader; lab 1 has words in English, French and Arabic."""
    lab = place.lab("Felt")
    for language in ("fr", "ar"):
        labs.put_text(place.tx, lab, Text(language, f"Felt ({language})", "…"), place.now)
    return place.chat(LEADER).becomes("leader")


def keys(chat: Chat) -> list[list[str]]:
    """The buttons of the newest screen, row by row."""
    return [[button.text for button in row] for row in chat.screen.rows]


def comes(place: Place, number: int, sharer: Chat, lab: int | None = None) -> None:
    """Somebody new comes through a link of the sharer's."""
    sharer_id = sharer.talk().person.id
    code = shares.own(place.tx, "friend", sharer_id, f"Card{number:06}", place.now, lab=lab)
    place.chat(number).starts(code)


def test_the_kit_is_for_leaders_and_coordinators_and_others_are_told_kindly(
    place: Place, fatou: Chat
) -> None:
    for chat in (fatou, place.chat(COORDINATOR)):
        chat.forges("menu")
        chat.taps("My kit")
        assert "Which lab do you want to pass on?" in chat.screen.text
    amina = place.chat(1)
    amina.forges("menu")
    assert not any("kit" in button.to for button in amina.buttons)
    for address in ("kit", "kit/lab/1", "kit/word", "bring/1"):
        amina.forges(address)
        assert amina.screen.text == "This is only for community leaders. Here is the menu."


def test_a_card_in_any_language_the_lab_has_is_one_tap_away(place: Place, fatou: Chat) -> None:
    fatou.forges("kit")
    fatou.taps("Felt")
    assert keys(fatou)[:3] == [["English", "français"], ["العربية"], ["🌍 Another language"]]
    fatou.taps("français")
    card = fatou.messages[-1]
    assert "Felt (fr)" in card.text
    (code,) = place.tx.exec_driver_sql("SELECT code FROM shares WHERE kind = 'friend'").scalars()
    assert f"start={code}" in card.text
    fatou.taps("My kit")
    assert "Tap a language: you get a card to forward." in fatou.screen.text


def test_a_lab_that_takes_nobody_any_more_is_not_passed_on(place: Place, fatou: Chat) -> None:
    labs.change(place.tx, 1, status="closed")
    fatou.forges("kit/lab/1")
    assert fatou.toast == "Sign-up for this lab is closed."
    assert "No labs are planned right now." in fatou.screen.text


def test_many_labs_are_turned_page_by_page(place: Place, fatou: Chat) -> None:
    for number in range(2, 9):
        place.lab(f"Lab {number}", in_days=number + 7)
    fatou.forges("kit")
    assert not any("Lab 8" in text for row in keys(fatou) for text in row)
    fatou.taps("Later")
    assert any("Lab 8" in text for row in keys(fatou) for text in row)
    fatou.taps("Earlier")
    assert any("Felt" in text for row in keys(fatou) for text in row)


def test_how_far_ones_word_went_is_coarse_late_and_by_lab_only_from_five_on(
    place: Place, fatou: Chat
) -> None:
    other = place.lab("Paper")
    for number in range(100, 105):
        comes(place, number, fatou, lab=1)
    for number in range(200, 204):
        comes(place, number, fatou, lab=other)
    fatou.forges("kit/word")
    assert "Nobody has come through you yet." in fatou.screen.text  # they came today
    place.now += timedelta(days=1)
    fatou.forges("kit/word")
    assert "5 people or more have come through you. Thank you!" in fatou.screen.text
    assert "Felt: 5 people or more" in fatou.screen.text
    assert "Paper" not in fatou.screen.text
    assert not any(figure in fatou.screen.text for figure in ("9", "4"))


def test_new_links_lead_on_and_the_old_ones_count_no_more(place: Place, fatou: Chat) -> None:
    comes(place, 100, fatou, lab=1)
    before = arrivals.brought(place.tx, fatou.talk().person.id, place.now + timedelta(days=1))
    fatou.forges("settings")
    fatou.taps("New links")
    assert "the old ones still lead to the labs" in fatou.screen.text
    fatou.taps("Yes, new links")
    assert "Your old links count no more." in fatou.screen.text
    amina = place.chat(1)
    amina.starts("Card000100")
    assert "Felt" in amina.screen.text
    after = arrivals.brought(place.tx, fatou.talk().person.id, place.now + timedelta(days=1))
    assert before == after == (1, 0)
    comes(place, 101, fatou, lab=1)  # a card made now carries a new link
    assert arrivals.brought(place.tx, fatou.talk().person.id, place.now + timedelta(days=1)) == (2, 0)


def test_anybody_renews_their_own_links_and_nobody_elses(place: Place, fatou: Chat) -> None:
    comes(place, 100, fatou, lab=1)
    place.chat(1).forges("links/new")
    share = shares.by_code(place.tx, "Card000100")
    assert share is not None
    assert share.revoked_at is None


def test_whoever_stops_is_a_person_like_others_and_shows_nothing_more(place: Place, fatou: Chat) -> None:
    fatou.forges("kit/word/on")
    fatou.forges("kit")
    fatou.taps("Stop being a leader")
    assert "Do you want to stop being a leader?" in fatou.screen.text
    fatou.taps("Yes, stop")
    person = people.get(place.tx, fatou.talk().person.id)
    assert person is not None
    assert (person.role, person.shows_figures) == ("person", False)


def test_a_coordinator_does_not_stop_so_and_has_no_figures_to_show(place: Place) -> None:
    giulia = place.chat(2).becomes("coordinator")
    for address in ("kit/stop", "kit/stop/yes", "kit/word/on"):
        giulia.forges(address)
    person = people.get(place.tx, giulia.talk().person.id)
    assert person is not None
    assert (person.role, person.shows_figures) == ("coordinator", False)
