"""Inline: what one may post in any chat by typing the bot's name, whose links it carries, what is counted."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from dialogs.choices import Choice, Choices
from dialogs.screen import Button, Screen
from dialogs.sharing import inline
from storage import labs, shares
from storage.labs import Text
from tests.dialogs.chat import BOLOGNA, Chat, Place


def offered(chat: Chat, typed: str = "", offset: str = "") -> Choices:
    """What somebody is shown."""
    return inline.choices(chat.talk(), typed, offset)


def links(place: Place) -> list[tuple[Any, ...]]:
    """Every link there is: whose, about which lab, how often it was posted."""
    found = place.tx.execute(text("SELECT person_id, lab_id, kind, posted FROM shares ORDER BY id"))
    return [tuple(row) for row in found]


def link(choice: Choice) -> str:
    """The link on the button of a choice."""
    return choice.screen.rows[0][0].url


def several(place: Place) -> None:
    """Three labs, the third of them soonest, in some languages each."""
    place.lab("Job Stories", in_days=3)
    labs.put_text(place.tx, 1, Text("ar", "قصص العمل", "تعالوا."), place.now)
    place.lab("Felt & wool", in_days=2)
    labs.put_text(place.tx, 2, Text("it", "Feltro e lana", "Vieni."), place.now)
    labs.put_text(place.tx, 2, Text("fr", "Feutre et laine", "Viens."), place.now)
    place.lab("Radio", in_days=1)


def test_without_words_all_labs_are_offered_in_ones_own_language_then_in_their_others(place: Place) -> None:
    several(place)
    found = offered(place.chat(1, "ar"))
    assert [
        (one.title, one.description.partition(":")[0].strip("\u200f\u2068\u2069")) for one in found.each
    ] == [
        ("Radio", "العربية"),
        ("Feltro e lana", "العربية"),
        ("قصص العمل", "العربية"),
        ("Radio", "English"),
        ("Feltro e lana", "italiano"),
        ("Felt & wool", "English"),
        ("Feutre et laine", "français"),
        ("Job Stories", "English"),
    ]
    assert (found.more_at, found.button, found.kept_s) == ("", None, 10)


def test_a_choice_is_the_card_that_a_friend_gets_with_the_same_words_and_another_link(place: Place) -> None:
    several(place)
    amina = place.chat(1, "en")
    (choice,) = offered(amina, "lab 2 fr").each
    card = amina.forges("lab/2/tell/fr").messages[1].screen
    (friends, posts) = (
        shares.own(place.tx, kind, 1, "New1234567", place.now, 2) for kind in ("friend", "inline")
    )
    assert choice.screen.text == card.text.replace(friends, posts)
    assert friends != posts
    assert link(choice) == f"https://t.me/passaparola_bot?start={posts}"
    assert choice.screen.text.endswith(f'<a href="{link(choice)}">👉 En savoir plus et s’inscrire</a>')
    assert choice.id == f"{posts}-fr"


def test_each_has_links_of_their_own_one_for_each_lab_whatever_the_language(place: Place) -> None:
    several(place)
    amina, fatou = place.chat(1), place.chat(2)
    hers, again, others = offered(amina).each, offered(amina, "felt").each, offered(fatou).each
    assert len({link(one) for one in hers}) == 3
    assert {link(one) for one in again} < {link(one) for one in hers}
    assert {link(one) for one in hers} & {link(one) for one in others} == set()
    assert sorted(links(place)) == [(who, lab, "inline", 0) for who in (1, 2) for lab in (1, 2, 3)]


def test_who_has_renewed_their_links_offers_new_ones(place: Place) -> None:
    several(place)
    amina = place.chat(1)
    before = offered(amina).each
    shares.renew(place.tx, 1, place.now)
    assert {link(one) for one in before} & {link(one) for one in offered(amina).each} == set()


@pytest.mark.parametrize("status", ["draft", "cancelled", "closed"])
def test_only_what_one_can_sign_up_for_is_offered(place: Place, status: str) -> None:
    place.lab("Not to be posted", status=status)
    place.lab("Begun", in_days=0)
    found = offered(place.chat(1))
    assert (found.each, found.button) == ((), ("No labs right now", "labs"))
    assert links(place) == []


def test_nothing_found_is_said_kindly_with_a_way_on(place: Place) -> None:
    several(place)
    assert offered(place.chat(1), "sailing") == Choices(button=("No lab found. See all", "labs"), kept_s=10)


def test_twenty_come_at_once_and_the_rest_from_where_they_ended(place: Place) -> None:
    for day in range(1, 31):
        place.lab(f"Lab of day {day}", in_days=day)
    amina = place.chat(1, "fr")
    first, second, third = offered(amina), offered(amina, "", "20"), offered(amina, "", "40")
    assert [len(page.each) for page in (first, second, third)] == [20, 20, 20]
    assert [page.more_at for page in (first, second, third)] == ["20", "40", ""]
    ids = [one.id for page in (first, second, third) for one in page.each]
    assert len(set(ids)) == 60
    assert [one.rpartition("-")[2] for one in ids] == ["fr"] * 30 + ["en"] * 30
    assert offered(amina, "", "60") == Choices(kept_s=10)


@pytest.mark.parametrize("offset", ["x", "-20", "1e3", "9" * 64, "²", "\ufffd"])
def test_an_offset_that_nobody_gave_begins_anew_or_ends(place: Place, offset: str) -> None:
    several(place)
    amina = place.chat(1)
    assert offered(amina, "", offset) in (offered(amina), Choices(kept_s=10))


def test_a_lab_is_offered_as_it_is_now(place: Place) -> None:
    place.lab("Felt", in_days=2)
    amina = place.chat(1)
    before = offered(amina).each[0].screen.text
    labs.change_meeting(place.tx, 1, place="Via Libia 7")
    after = offered(amina).each[0].screen.text
    assert ("Via Libia 7" in before, "Via Libia 7" in after) == (False, True)


def test_who_has_not_agreed_is_shown_where_to_begin_and_nothing_else(place: Place) -> None:
    words = place.chat(1, "en", has_agreed=False).talk().words
    assert inline.for_strangers(words) == Choices(button=("Open Passaparola first", "inline"), kept_s=0)


def test_a_choice_is_counted_for_who_owns_it_and_for_nobody_else(place: Place) -> None:
    several(place)
    amina, fatou = place.chat(1), place.chat(2)
    mine = offered(amina, "lab 1 en").each[0].id
    shares.own(place.tx, "friend", 1, "Friend1234", place.now, lab=1)
    offered(fatou, "lab 1")
    for person, choice in ((1, mine), (1, mine), (2, mine), (1, "Friend1234-en"), (1, "nonsense"), (1, "-")):
        inline.note_chosen(place.tx, person, choice)
    assert links(place) == [(1, 1, "inline", 2), (1, 1, "friend", 0), (2, 1, "inline", 0)]


def test_who_comes_from_another_chat_is_told_how_to_post_once_they_agree(place: Place) -> None:
    amina = place.chat(1, has_agreed=False)
    amina.starts("inline")
    amina.taps("English")
    amina.taps("✅ I agree")
    assert "<b>Post a lab in any chat</b>" in amina.screen.text
    assert amina.screen.rows[0] == (Button("💬 Choose a chat", inline=""),)
    amina.starts("labs")
    assert "No labs are planned right now" in amina.screen.text


def test_buttons_that_lead_nowhere_are_left_out_while_inline_mode_is_off(place: Place) -> None:
    shown = Screen(
        "Felt", ((Button("Post it", inline="lab 1"), Button("Menu", "menu")), (Button("Post", inline=""),))
    )
    amina = place.chat(1)
    assert place.site.finish(amina.talk(), shown).rows == shown.rows
    place.city = replace(BOLOGNA, has_inline=False)
    assert place.site.finish(amina.talk(), shown).rows == ((Button("Menu", "menu"),),)
    amina.starts("inline")
    assert "<b>Tell a friend</b>" in amina.screen.text
