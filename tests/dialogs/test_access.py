"""Access: every address of the site, tried by everybody who may not follow it, and by all who may."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from dialogs.event import Wrote
from dialogs.passaparola import build
from dialogs.people.first_contact import consent
from dialogs.site import Page, Site
from dialogs.talk import Access
from storage import outbox, questions
from tests.dialogs.chat import COORDINATOR, INVITATION, POSTER, SHARED, Chat, Place

FOR_VISITORS = {
    *("menu", "help", "labs", "labs/{topic}/{page}", "lab/{lab}", "look/{code}", "told/{code}"),
    *("hello/{then}", "speak/{language}/{then}", "consent/{then}", "more/{then}", "agree/{then}"),
    "spoken/unknown",
}
"""What can be read, or done, without having agreed; letters come to whom they are sent."""
FOR_COORDINATORS = (
    "desk",
    "newlab",
    "editlab",
    "labtext",
    "labdate",
    "labfield",
    "fieldtext",
    "labplaces",
    "announce",
    "newstext",
    "newsfile",
    "newslater",
    "newplace",
    "word",
)
FOR_LEADERS = ("kit", "bring", "poster", "sheet")
PLAUSIBLE = {
    "code": (SHARED, INVITATION, POSTER, "Unknown1234"),
    "tongues": ("en", "it-fr-ar-en"),
    "size": ("a4", "a5"),
    "language": ("fr", "xx"),
    "topic": ("all", "work"),
    "step": ("title", "what", "field", "language", "day", "words", "nonsense"),
    "value": ("0", "all", "en", "work", "date", "2026-03-03"),
    "needs": ("-", "1x1", "7x9:8x1"),
    "reason": ("work", "not_welcome"),
    **dict.fromkeys(("welcome", "useful", "again"), ("1", "3")),
    "then": ("menu", "lab/1", "desk", "newlab/0", "forget/yes"),
}
UNTAPPED = ("letter", "errand")
"""Pages that no tap leads to."""
NUMBERS = ("1", "2", "0", "2147483647")
Declared = Mapping[Page, Access]


def addresses(page: Page) -> Iterator[str]:
    """A page's address with what is plausible in its place: some twelve of them, not all alike."""
    choices: list[tuple[str, ...]] = []
    for name, shape in page.address.shapes.items():
        if shape.pattern.startswith("(?:0|"):
            choices.append(NUMBERS)
        elif re.fullmatch(r"[a-z|]+", shape.pattern):
            choices.append(tuple(shape.pattern.split("|")))
        else:
            choices.append(PLAUSIBLE[name])
    combined = list(product(*choices))
    for values in combined[:: max(1, len(combined) // 12)]:
        yield page.to(**dict(zip(page.address.shapes, map(_typed, choices, values), strict=True)))


def _typed(choices: tuple[str, ...], value: str) -> object:
    return int(value) if choices is NUMBERS else value


def try_to(chat: Chat, page: Page, address: str) -> None:
    """Tap it; or, where it is an answer's, write while it is awaited, and in reply to a letter from there."""
    if page.role != "answer":
        chat.forges(address)
        return
    talk = chat.talk()
    talk.change(awaiting=address)
    outbox.put(talk.tx, "notice", talk.now, person=talk.person.id, address=address)
    (parcel,) = outbox.lease(talk.tx, talk.now, 1)
    outbox.record(talk.tx, [outbox.Result(parcel, "sent", message_id=7)], talk.now)
    chat.writes("Something")
    chat.writes("Something", reply_to=7)


def held(place: Place) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the database; what is awaited is but this test's way in."""
    for_this = "UPDATE people SET awaiting = NULL"
    with place.taken_back():
        place.tx.exec_driver_sql(for_this)
        return place.rows()


def written(place: Place) -> int:
    """How many rows were ever written, taken back or not: while this stands still, nothing was done."""
    connection = place.tx.connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection.total_changes


def violations(place: Place, site: Site, declared: Declared, chat: Chat) -> list[str]:
    """Addresses above this person's access at which something was done, or something else was shown."""
    place.site = site
    access, before = chat.talk().access, held(place)
    found: list[str] = []
    for page in site.pages:
        if declared[page] <= access or page.role in UNTAPPED:
            continue
        for address in addresses(page):
            with place.taken_back():
                earlier = written(place)
                try_to(chat, page, address)
                after = held(place) if written(place) != earlier else before
            if page.role == "answer":
                after["outbox"].pop()
            if after != before:
                found.append(f"{address} was done")
            elif any(screen.text not in refusals(chat) for screen in chat.messages):
                found.append(f"{address} was shown")
            chat.messages.clear()
    return found


def refusals(chat: Chat) -> tuple[str, ...]:
    """What somebody is told who may not: who has not agreed is asked to."""
    talk = chat.talk()
    return (
        consent(talk, "menu").text,
        talk.say("This is only for the coordinators. Here is the menu."),
        talk.say("This is only for community leaders. Here is the menu."),
        talk.say("I am a bot and did not understand. Tap a button, or “Ask” to write to a person."),
        talk.say("I am a bot and did not understand. Please tap a button."),
    )


@pytest.fixture
def declared() -> Declared:
    """Who may follow each page, as its module says."""
    return {page: page.access for page in build().pages}


def furnished(place: Place, who: str) -> Chat:
    """Somebody, in a place where row 1 of everything is a coordinator's."""
    giulia = place.chat(COORDINATOR)
    place.furnish(giulia.talk().person.id)
    if who == "coordinator":
        return giulia
    chat = place.chat(1, has_agreed=who != "visitor")
    return chat.becomes("leader") if who == "leader" else chat


def test_who_may_follow_which_address_is_as_decided(declared: Declared) -> None:
    for page, access in declared.items():
        pattern = page.address.pattern
        if page.role == "letter":
            continue
        section = pattern.split("/")[0]
        is_desk = section in FOR_COORDINATORS or pattern == "ask/copy/{question}"
        expected = Access.LEADER if section in FOR_LEADERS else Access.PERSON
        expected = Access.COORDINATOR if is_desk else expected
        assert access is (Access.VISITOR if pattern in FOR_VISITORS else expected), pattern


@pytest.mark.parametrize("who", ["visitor", "person", "leader"])
def test_nobody_does_or_sees_what_is_above_their_access(place: Place, declared: Declared, who: str) -> None:
    assert violations(place, build(), declared, furnished(place, who)) == []


@pytest.mark.parametrize("who", ["visitor", "person", "leader"])
def test_without_the_check_the_same_addresses_do_and_show_it(
    place: Place, declared: Declared, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build()
    for page in site.pages:
        monkeypatch.setattr(page, "access", Access.VISITOR)
    found = violations(place, site, declared, furnished(place, who))
    assert {"desk was shown", "desk/lab/2 was shown", "desk/lab/2/publish/yes was done"} <= set(found)
    assert {"ask/copy/1 was done", "desk/news/1/send/yes was done"} <= set(found)
    assert ("bring/1/1/-/none was done" in found) == (who != "leader")
    assert ("forget/yes was done" in found) == (who == "visitor")


@pytest.mark.parametrize("who", ["visitor", "person", "leader", "coordinator"])
def test_every_address_within_ones_access_answers(place: Place, who: str) -> None:
    chat = furnished(place, who)
    for page in place.site.pages:
        if page.access > chat.talk().access or page.role in UNTAPPED:
            continue
        for address in addresses(page):
            with place.taken_back():
                try_to(chat, page, address)
                assert chat.messages, address
                assert chat.messages[-1].rows or chat.messages[-1].is_kept, address
            chat.messages.clear()


def test_a_text_that_answers_is_refused_to_who_lost_the_right(place: Place) -> None:
    paolo = furnished(place, "person").becomes("coordinator")
    paolo.forges("desk/question/1")
    assert paolo.talk().person.awaiting == "ask/copy/1"
    paolo.becomes("person").hears(Wrote("The door on the left."))
    assert paolo.messages[-1].text == "This is only for the coordinators. Here is the menu."
    assert [question.id for question in questions.open_ones(place.tx)] == [1]
