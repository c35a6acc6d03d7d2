"""What the coordinator of the synthetic city does at the desk, reading English: each deed is a script.

It must not know why they do it.
"""

import re

from bot.simulation.deeds import Finds, taps_one_of
from bot.simulation.phones import NotSeen, Phone, link_in
from bot.simulation.stage import Lab, Script
from bot.simulation.word import Kind
from dialogs.text import NAMES


def invites_leader(phone: Phone, friend: int) -> Finds:
    """At the desk: a one-time link for a leader, forwarded to whom it is for."""
    phone.writes("/desk")
    yield
    for sentence in ("Leaders", "Link for a leader"):
        phone.taps(sentence)
        yield
    return phone.forwards(phone.card, friend)


def hangs_poster(phone: Phone, kind: Kind, name: str) -> Finds:
    """At the desk: a place, and its poster of all the labs; what is said aloud instead of it."""
    phone.writes("/desk")
    yield
    for sentence in ("Places", "New place"):
        phone.taps(sentence)
        yield
    phone.taps("A reception centre" if kind == "centre" else "A shop")
    yield
    phone.writes(name)
    yield
    for sentence in ("Go on", "Poster", "All the labs", "Back"):
        phone.taps(sentence)
        yield
    return code_aloud(phone)


def code_aloud(phone: Phone) -> str:
    """The code on the page of a place. Raises NotSeen."""
    after = phone.reads("{code}: {title}", code="…", title=phone.reads("All the labs")).partition("…")[2]
    return phone.finds(r"(\w+)" + re.escape(after))


def opens_group(phone: Phone, group: int, language: str) -> Script:
    """From the kit: the bot is added to a group by a one-time link, and told what the group reads."""
    phone.writes("/kit")
    yield
    phone.taps("A group")
    yield
    phone.world.open_url(phone.id, link_in(phone.card), group)
    yield
    asked = phone.world.from_bot(group)[-1]
    for row, keys in enumerate(asked.rows or ()):
        for column, key in enumerate(keys):
            if NAMES[language] in key["text"]:
                phone.world.tap(phone.id, group, asked.id, row, column)
    yield


def announces(phone: Phone, lab: Lab) -> Script:
    """At the desk: the lab's card to everybody, now."""
    phone.writes("/desk")
    yield
    phone.taps("Announce")
    yield
    taps_one_of(phone, (lab,))
    yield
    for sentence in ("Go on", "Everybody", "Send now", "Yes, send"):
        phone.taps(sentence)
        yield


def notes_who_came(phone: Phone, lab: Lab, numbers: set[int]) -> Script:
    """At the door, once the lab has begun: a tap for each who came, and one that nobody else did."""
    phone.writes("/desk")
    yield
    phone.taps("Labs")
    yield
    while not any(phone.could_tap(title) for title in lab.titles.values()):
        phone.taps("Later")
        yield
    yield
    phone.taps("Who is coming")
    yield
    wanted = set(numbers)
    while True:
        for number in sorted(wanted):
            if phone.could_tap(f"⬜ № {number} ·"):
                wanted.remove(number)
                yield
        if not phone.could_tap("Later"):
            break
        yield
    if wanted:
        raise NotSeen(f"not on the list at the door: {sorted(wanted)}")
    if phone.could_tap("Nobody else came"):
        yield
        phone.taps("They did not come")
        yield
