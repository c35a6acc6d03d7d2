"""What a poster says, in one language: plain words, and the fonts that have all their letters.

It must not know where on the page it stands.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from dialogs.city import City
from dialogs.labs import wording
from dialogs.sharing.fonts import Family, choose, is_shown
from dialogs.sharing.sheet import Block
from dialogs.text import Words
from storage.labs import Lab

_TAG = re.compile(r"<[^>]*>")
_BEFORE = re.compile(r"^([\u200e\u200f\u2066-\u2069]+) ")
"""The space after a picture that was first."""
_TALL = range(0x0590, 0x1E00)
"""Where the scripts are that need room above and below: Hebrew, Arabic, Bengali, Ethiopic…"""
_PICTURES = 0x2600
"""From here on, symbols are little pictures that text fonts do not have."""


def plain(text: str) -> str:
    """A text of a message without its markup and its little pictures, with its marks of direction."""
    kept = (one for one in html.unescape(_TAG.sub("", text)) if not _is_picture(one))
    return _BEFORE.sub(r"\1", " ".join("".join(kept).split()))


def _is_picture(character: str) -> bool:
    kind = unicodedata.category(character)
    is_symbol = kind in ("So", "Sk", "Co", "Cn") and ord(character) >= _PICTURES
    return is_symbol or character in "\ufe0f\u20e3"


def block(
    lab: Lab | None,
    words: Words,
    city: City,
    now: datetime,
    code: str | None,
    known: tuple[Family, ...] | None = None,
) -> Block | None:
    """A lab (None: all) in one language; None where no font has all its letters. `code`: said aloud."""
    title, when, where, free, small = _about(lab, words, city, now)
    point = words.say("Point your camera here.")
    send = None
    if code is not None:
        send = words.say("Or write to {bot} on Telegram: {code}", bot=f"@{city.bot_username}", code=code)
    texts = {"title": title, "when": when, "where": where, "free": free, "point": point, "send": send or ""}
    texts = {name: plain(text) for name, text in texts.items()}
    besides = tuple(map(plain, small))
    everything = "".join((*texts.values(), *besides))
    fonts = choose(f"{everything}…", known)
    if fonts.lacks:
        return None
    is_tall = any(ord(letter) in _TALL and is_shown(letter) for letter in everything)
    return Block(is_rtl=words.is_rtl, is_tall=is_tall, fonts=fonts, small=besides, **texts)


def _about(
    lab: Lab | None, words: Words, city: City, now: datetime
) -> tuple[str, str, str, str, Iterable[str]]:
    """Title, when, where, what it costs, and what must be known besides."""
    if lab is None:
        title = words.say("Community labs of {city}", city=city.name)
        what = words.say("Meet people, learn, make things together. Free, in your language.")
        return title, what, "", "", ()
    text = wording.text_for(lab, city.chain(words.language))
    meeting = lab.coming(now)
    more = sum(meeting.starts_at < other.starts_at for other in lab.meetings)
    also = words.count("🗓 And {n} more date.", "🗓 And {n} more dates.", more) if more else ""
    where = wording.where(lab, replace(meeting, map_url=None), words)
    small = [said for said in (also, wording.honesty(text, words)) if said]
    free = words.say("Free, with {host}", host=lab.host)
    return words.name(text.title), wording.when(meeting, words, city), where, free, small
