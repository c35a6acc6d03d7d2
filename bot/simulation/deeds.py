"""What people of the synthetic city do with the bot: each deed a script that waits for what the bot says.

It must not know why they do it, nor what is done at the desk.
"""

import re
from collections.abc import Generator

from bot.playground.chats import Message
from bot.simulation.phones import NotSeen, Phone, link_in
from bot.simulation.stage import Lab, Script
from bot.simulation.word import Kind
from dialogs.text import NAMES

SAID: dict[Kind | None, tuple[str, str]] = {
    "person": ("friend", "🙂 A friend"),
    "leader": ("leader", "⭐ A leader"),
    "group": ("group", "💬 A group"),
    "centre": ("centre", "🏠 A centre"),
    "poster": ("poster", "🖼 A poster"),
}
"""By whom somebody was told → what they say when they are asked, and the button that says it."""
OTHER = "other", "✨ Somewhere else"
Finds = Generator[None, None, str]
"""A script that finds something to pass on: a link."""


def meets(phone: Phone, language: str, agrees: bool) -> Script:
    """First contact, once START was tapped: a language, and perhaps a yes."""
    yield
    phone.taps(NAMES[language])
    yield
    if agrees:
        phone.says("✅ I agree")
    else:
        phone.says("Only look")
    yield


def finds_lab(phone: Phone, labs: tuple[Lab, ...]) -> Generator[None, None, Lab]:
    """From the list of what is coming to the soonest of these labs."""
    phone.writes("/labs")
    yield
    lab = taps_one_of(phone, labs)
    yield
    return lab


def taps_one_of(phone: Phone, labs: tuple[Lab, ...]) -> Lab:
    """Tap the first of these labs that there is a button for. Raises NotSeen."""
    for lab in labs:
        if any(phone.could_tap(title) for title in lab.titles.values()):
            return lab
    raise NotSeen(f"no such lab on:\n{phone.screen}")


def signs_up(phone: Phone) -> Script:
    """From a lab's card to a seat."""
    phone.says("✋ I want to come")
    yield
    phone.taps("1")
    yield


def says_where(phone: Phone, told_by: Kind | None) -> Finds:
    """Just signed up: the question where one heard of the bot, answered truly."""
    said, sentence = SAID.get(told_by, OTHER)
    phone.says("💬 How I heard of you")
    yield
    phone.says(sentence)
    yield
    return said


def shows_pass(phone: Phone) -> Generator[None, None, int]:
    """Just signed up: the pass, and the number on it."""
    phone.says("🎫 My pass")
    yield
    before, after = phone.reads("🎫 Your number is {number}.", number="…").split("…")
    return int(phone.finds(re.escape(before) + r"(\d+)" + re.escape(after)))


def about(messages: list[Message], labs: tuple[Lab, ...]) -> tuple[Message, Lab] | None:
    """The newest copy of an announcement, or card, about one of these labs: something to pass on."""
    for message in reversed(messages):
        if link_in(message) and "?start=i-" not in link_in(message):
            for lab in labs:
                if lab.is_named_in(message.text):
                    return message, lab
    return None


def makes_card(phone: Phone, labs: tuple[Lab, ...], language: str) -> Generator[None, None, Lab]:
    """“Tell a friend”: a card about the soonest of these labs, in the friend's language."""
    phone.writes("/friend")
    yield
    lab = taps_one_of(phone, labs)
    yield
    phone.taps(NAMES[language])
    yield
    return lab
