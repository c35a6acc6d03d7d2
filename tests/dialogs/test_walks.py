"""Any walk over the site, however odd, strands nobody and raises nothing."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.playground.entities import parse_html, utf16_length
from dialogs.event import Commanded, Event, MediaKind, Showed, Started, Tapped, Wrote
from dialogs.passaparola import COMMANDS, build
from dialogs.screen import KEPT, Message, Screen
from dialogs.site import Page, Reply
from storage import announcements, copies
from storage.audiences import Audience
from tests.dialogs.chat import BOLOGNA, COORDINATOR, INVITATION, SHARED, Chat, Place

LONGEST_TEXT = 4096
"""UTF-16 units of a message (core.telegram.org/bots/api#sendmessage)."""
PAGES = build().pages
MEDIA: tuple[MediaKind, ...] = get_args(MediaKind)
ODD_TEXTS = [
    *("0", "-1", "3", "٣", "1e9", "25:99", "18:30", "29/2", "31/12", "0/0", "2026-03-05", "9999-12-31"),
    *("/", "%s", "&amp;", "<b>bold", "{n}", "{0.__class__}", "مرحبا <i>", "Sewing & repair", "ﷺ" * 600),
    *("", " ", "\n" * 50, "\x00", "a\x00b", "\ud83d", "a\udc00", "\u200f", "\u202eevil\u202c"),
    *("x" * 5000, "👩‍👩‍👧‍👦" * 300, "𞤀" * 1990, "😀" * 1500),
    *("https://a.b/\x00\ud800", "https://map.example/?a=<&>", "javascript:alert(1)"),
]
ODD_ANSWERS: list[Event] = [*map(Wrote, ODD_TEXTS), *(Showed(kind, "file") for kind in MEDIA)]
PEOPLE = ("visitor", "person", "second person", "leader", "coordinator")


def filled(page: Page) -> st.SearchStrategy[str]:
    """A page's address, with something that fits in each place, small numbers above all."""
    values: dict[str, st.SearchStrategy[Any]] = {}
    for name, shape in page.address.shapes.items():
        anything = st.from_regex(shape.pattern, fullmatch=True)
        values[name] = st.integers(0, 3) | anything if shape.pattern.startswith("(?:0|") else anything
    return st.fixed_dictionaries(values).map(lambda given: page.address.pattern.format(**given))


ADDRESSES = st.sampled_from(PAGES).flatmap(filled)
FORGED = ADDRESSES | ADDRESSES.map(lambda address: KEPT + address) | st.text(max_size=64)
PAYLOADS = st.sampled_from(["", SHARED, f"i-{INVITATION}", "i-Nothing123", "../etc", "a" * 64]) | st.text()
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Tapped, st.just("1"), FORGED, st.none() | st.integers(1, 9)),
    st.builds(Wrote, st.sampled_from(ODD_TEXTS) | st.text(), st.none() | st.integers(1, 9)),
    st.builds(Showed, st.sampled_from(MEDIA), st.just("file"), st.text(), st.none() | st.integers(1, 9)),
    st.builds(Commanded, st.sampled_from(sorted(COMMANDS)) | st.text()),
    st.builds(Started, PAYLOADS),
)


@dataclass(frozen=True)
class Tap:
    """A tap on a button that is shown: of the newest message that has any, or (`is_old`) of any one."""

    number: int
    is_old: bool = False


@dataclass(frozen=True)
class Sensible:
    """What was asked for: a choice, or words of the kind that is wanted."""

    number: int


@dataclass(frozen=True)
class Later:
    """Time passes, and the letters are told."""

    by: timedelta


TAPS = st.builds(Tap, st.integers(0, 30), st.sampled_from([False, False, False, True]))
LATER = st.builds(Later, st.sampled_from([timedelta(), timedelta(hours=5), timedelta(days=8)]))
STEP = st.one_of(TAPS, TAPS, TAPS, EVENTS, EVENTS, LATER)
STEPS = st.lists(st.tuples(st.integers(0, len(PEOPLE) - 1), STEP), min_size=5, max_size=40)
quickly = settings(
    max_examples=80,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # every walk is taken back
)


def peopled(place: Place) -> list[Chat]:
    giulia = place.chat(COORDINATOR)
    place.furnish(giulia.talk().person.id)
    for number, state in enumerate(("paused", "done"), start=3):
        has_gone_out(place, giulia.talk().person.id, number, state)
    amina, fatou, paolo = (place.chat(number, spoken) for number, spoken in enumerate(("ar", "fr", "en")))
    people = [place.chat(5, "fa_AF", has_agreed=False), amina, paolo, fatou.becomes("leader"), giulia]
    for chat in people:
        chat.starts()
    return people


def has_gone_out(place: Place, author: int, number: int, state: str) -> None:
    """One more announcement, with a file; nobody knows whether its copies arrived."""
    tx, now = place.tx, place.now
    assert number == announcements.add(tx, author, Audience("all"), "en", {"en": "Come!"}, now, now)
    announcements.put_file(tx, number, "en", "photo", "file")
    announcements.act(tx, number, "send", now)
    found = announcements.get(tx, number)
    assert found is not None
    copies.plan(tx, found, now)
    mine = {"news": number, "state": state}
    tx.execute(text("UPDATE outbox SET state = 'unknown' WHERE announcement_id = :news"), mine)
    tx.execute(text("UPDATE announcements SET state = :state, rests_for = 'overdue' WHERE id = :news"), mine)


def is_sound(place: Place, screen: Screen) -> None:
    """It can be sent as it is, and each of its buttons leads somewhere."""
    words, _ = parse_html(screen.text)
    assert words.strip(), screen
    assert utf16_length(words) <= LONGEST_TEXT, screen
    for button in (button for row in screen.rows for button in row):
        assert button.text.strip(), screen
        is_for_group = button.url.startswith("https://t.me/passaparola_bot?startgroup=g-")
        is_way_out = button.inline is not None or is_for_group
        assert is_way_out or place.site.find(button.to, "screen", "action"), button
        assert is_for_group or not button.url, button
    if screen.awaits is not None:
        assert place.site.find(screen.awaits, "answer"), screen
    Message.from_json(Message(screen).to_json()).screen.text.encode()


def strands_nobody(place: Place, chat: Chat, reply: Reply) -> None:
    """Somebody who did something sees a way on, and it is known what is awaited of them."""
    if reply.farewell is not None:
        assert reply.farewell.rows, reply
        is_sound(place, reply.farewell)
        return
    first = reply.messages[0].screen
    assert first.rows or first.awaits, reply
    assert chat.talk().person.awaiting == first.awaits
    for message in reply.messages:
        is_sound(place, message.screen)
    reply.toast.encode()


def walk(place: Place, people: list[Chat], steps: list[tuple[int, Any]]) -> None:
    for who, step in steps:
        chat = people[who]
        match step:
            case Later(by):
                place.now += by
                for letter in place.deliver():
                    is_sound(place, letter)
            case Tap(number, is_old):
                shown = chat.buttons if is_old else [key for row in chat.screen.rows for key in row]
                strands_nobody(place, chat, chat.forges(shown[number % len(shown)].to))
            case Sensible(number):
                step = sensible(chat, number)
                strands_nobody(place, chat, chat.hears(step, 1))
            case _:
                strands_nobody(place, chat, chat.hears(step, 1 if isinstance(step, Tapped) else None))


WANTED = {
    "day": "31/12",
    "hour": "18:30",
    "length": "2",
    "seats": "5",
    "map": "https://map.example/1",
    "choices": "Rice\nBread",
    "places": "2",
}
FORMS = {
    "newlab/0": 13,
    "labtext/1": 3,
    "labdate/1": 6,
    "labfield/1": 3,
    "fieldtext/1": 3,
    "labplaces/1": 3,
    "announce/0": 4,
    "announce/1": 3,
    "newstext/1": 2,
    "newsfile/1": 2,
    "newslater/1": 2,
    "ask": 1,
    "lab/1/sign-up": 1,
}
"""How many questions each asks."""


def question(chat: Chat) -> str:
    """Where an answer to what is asked now goes; "" if nothing is."""
    keys = [key.to for row in chat.messages[-1].rows for key in row]
    choices = [re.sub("/pick/.*|/next$", "", to) for to in keys if re.search("/pick/|/next$", to)]
    return chat.talk().person.awaiting or next(iter(choices), "")


def sensible(chat: Chat, number: int) -> Event:
    """An answer of the kind that is wanted."""
    here = question(chat)
    choices = [key.to for row in chat.screen.rows for key in row if key.to.startswith(f"{here}/")]
    if choices and (number % 2 or chat.talk().person.awaiting is None):
        return Tapped("1", choices[-1 - number % len(choices)], 1)
    return Wrote(WANTED.get(here.rpartition("/")[2], "Sewing for all"))


@quickly
@given(steps=STEPS)
def test_no_walk_strands_anybody_or_raises(place: Place, steps: list[tuple[int, Any]]) -> None:
    with place.taken_back():
        walk(place, peopled(place), steps)


@pytest.mark.parametrize("form", FORMS)
def test_every_question_bears_every_answer(place: Place, form: str) -> None:
    """Each form is gone through as it wants, and at each of its questions everything odd is tried."""
    giulia, asked = peopled(place)[-1], set()
    giulia.forges(form)
    for turn in range(40):
        if not question(giulia):
            break
        if question(giulia) not in asked:
            asked.add(question(giulia))
            for odd in ODD_ANSWERS:
                with place.taken_back():
                    strands_nobody(place, giulia, giulia.hears(odd))
                giulia.messages.pop()
        strands_nobody(place, giulia, giulia.hears(sensible(giulia, turn), 1))
    assert len(asked) == FORMS[form], asked


@pytest.mark.parametrize("who", range(len(PEOPLE)), ids=PEOPLE)
def test_every_button_that_can_be_come_by_leads_on(place: Place, who: int) -> None:
    """From the menu on, each button is tapped once, as it is shown first; what a tap changes stays."""
    place.city = replace(BOLOGNA, languages=("en", "fr", "fa_AF"))
    chat = peopled(place)[who]
    tapped: set[str] = set()
    for _ in range(600):
        new = [button.to for button in chat.buttons if shape(button.to) not in tapped]
        if not new:
            break
        tapped.add(shape(new[0]))
        strands_nobody(place, chat, chat.forges(new[0]))
        chat.messages += place.deliver()
    else:
        raise AssertionError("there is always another button")
    assert len(tapped) > 25, tapped


def shape(address: str) -> str:
    """An address without its numbers, days and hours: of those alike, one is enough."""
    return re.sub(r"\d[\d:-]*", "0", address)
