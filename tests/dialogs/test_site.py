"""The site: one page at an address, and a kind sentence with the menu for whatever leads nowhere."""

from types import ModuleType
from typing import Any

import pytest

from dialogs.event import Blocked, Commanded, Showed, Started
from dialogs.screen import Button, Screen
from dialogs.site import Goto, Lost, Page, Site, action, answer, screen
from dialogs.talk import Access, Talk
from storage import people
from tests.dialogs.chat import COORDINATOR, SHARED, Chat, Place

LEADS_NOWHERE = "This button leads nowhere any more. Here is the menu."
NOT_YOURS = "This is only for the coordinators. Here is the menu."
NOT_UNDERSTOOD = "I am a bot and did not understand. Tap a button, or “Ask” to write to a person."


def site_of(*pages: Page) -> Site:
    module = ModuleType("some_pages")
    vars(module).update({f"page_{number}": page for number, page in enumerate(pages)})

    def lost(talk: Talk, why: Lost) -> Screen:
        return Screen(why)

    return Site(
        [module],
        {},
        home="menu",
        start=lambda talk, payload: "menu",
        consent=lambda then: f"consent/{then}",
        lost=lost,
    )


@screen("round", access=Access.VISITOR)
def round_and_round(talk: Talk) -> Goto:
    """Leads to itself."""
    return Goto("round")


@screen("bare", access=Access.VISITOR)
def bare(talk: Talk) -> Screen:
    """Has no way on."""
    return Screen("bare")


def menu_of(chat: Chat) -> list[str]:
    return [button.to for row in chat.messages[-1].rows for button in row]


def test_two_pages_at_one_pattern_are_refused() -> None:
    def one(talk: Talk) -> Screen:
        return Screen("one")

    first, second = screen("here")(one), action("here")(one)
    with pytest.raises(ValueError, match="two pages at here"):
        site_of(first, second)


def test_one_page_may_be_found_in_two_modules() -> None:
    assert site_of(bare, bare).pages == [bare]


def test_a_screen_and_what_is_awaited_there_share_an_address() -> None:
    def take(talk: Talk, said: Any) -> Screen:
        return Screen("taken")

    awaited = answer("bare")(take)
    assert site_of(bare, awaited).pages == [bare, awaited]
    assert site_of(bare, awaited).find("bare", "answer") == (awaited, {})


@pytest.mark.parametrize(
    "data", ["", "!", "nowhere", "lab/x", "lab/2147483648", "menu/", "!nowhere", "\x00", "\ud800", "ﷺ" * 40]
)
def test_an_unknown_address_gets_a_kind_sentence_and_the_menu(place: Place, data: str) -> None:
    amina = place.chat(1)
    amina.forges(data)
    assert amina.messages[-1].text == LEADS_NOWHERE
    assert menu_of(amina) == ["labs", "mine", "friend", "ask", "settings"]


@pytest.mark.parametrize("address", ["lab/77", "lab/77/sign-up", "lab/77/sign-up/2", "lab/77/tell", "lab/0"])
def test_a_stale_address_gets_a_kind_sentence_and_a_way_on(place: Place, address: str) -> None:
    amina = place.chat(1)
    amina.forges(address)
    assert amina.messages[-1].text == "This lab is not there any more. See what is coming:"
    assert menu_of(amina) == ["labs", "menu"]


def test_a_forbidden_address_gets_a_kind_sentence_and_the_menu(place: Place) -> None:
    amina = place.chat(1)
    amina.forges("desk")
    assert amina.messages[-1].text == NOT_YOURS
    assert menu_of(amina) == ["labs", "mine", "friend", "ask", "settings"]


def test_a_visitor_is_asked_to_agree_and_then_is_where_they_wanted(place: Place) -> None:
    place.furnish(people.meet(place.tx, 2, "en", place.now).id)
    stranger = place.chat(1, has_agreed=False)
    stranger.forges("lab/1/sign-up")
    assert "keeps your Telegram number" in stranger.messages[-1].text
    stranger.taps("I agree")
    assert "How many people are you" in stranger.messages[-1].text


def test_a_link_opened_by_a_stranger_leads_to_its_lab(place: Place) -> None:
    place.furnish(people.meet(place.tx, 2, "en", place.now).id)
    stranger = place.chat(1, has_agreed=False)
    stranger.starts(SHARED)
    stranger.taps("English")
    stranger.taps("I agree")
    assert "<b>Job Stories</b>" in stranger.messages[-1].text


@pytest.mark.parametrize("event", [Commanded("nonsense"), Showed("sticker"), Showed("voice", "file")])
def test_what_nobody_asked_for_gets_help(place: Place, event: Any) -> None:
    amina = place.chat(1)
    amina.hears(event)
    assert amina.messages[-1].text == NOT_UNDERSTOOD
    assert menu_of(amina) == ["labs", "mine", "friend", "ask", "settings"]


def test_help_is_given_in_the_persons_language(place: Place) -> None:
    fatou = place.chat(1, "fr")
    fatou.writes("???")
    assert fatou.messages[-1].text == fatou.talk().say(NOT_UNDERSTOOD) != NOT_UNDERSTOOD


def test_a_letter_is_not_to_be_tapped(place: Place) -> None:
    giulia = place.chat(COORDINATOR)
    place.furnish(giulia.talk().person.id)
    giulia.forges("news/1")
    assert giulia.messages[-1].text == LEADS_NOWHERE


def test_whoever_would_be_left_without_a_way_on_gets_the_menu(place: Place) -> None:
    reply = site_of(bare).hear(place.chat(1).talk(), Started())
    assert reply.messages[0].screen == Screen("unknown", ((Button("Menu", "menu"),),))


def test_pages_that_lead_in_a_circle_are_a_bug(place: Place) -> None:
    with pytest.raises(RecursionError, match="round leads in a circle"):
        site_of(round_and_round).follow(place.chat(1).talk(), "round")


def test_an_address_that_is_nested_deeply_is_no_exception(place: Place) -> None:
    stranger = place.chat(1, has_agreed=False)
    stranger.forges("agree/" * 7 + "x")
    assert stranger.messages[-1].text == LEADS_NOWHERE


def test_a_tap_changes_its_message_and_a_tap_under_a_letter_leaves_it(place: Place) -> None:
    amina = place.chat(1)
    assert [message.edits for message in amina.forges("menu").messages] == [1]
    assert [message.edits for message in amina.forges("!menu").messages] == [None]


def test_whoever_blocks_the_bot_is_told_nothing(place: Place) -> None:
    assert place.chat(1).hears(Blocked()).messages == ()
