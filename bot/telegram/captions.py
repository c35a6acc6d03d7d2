"""Says whether a text fits beside its file, and so how many requests to Telegram a message takes.

It must know no library, nor who sends: drivers split by it, pacing counts by it.
"""

import html
import re

from bot.telegram.updates import clean
from dialogs.screen import Message

CAPTION_LIMIT = 1024
"""Visible characters beside a file (core.telegram.org/bots/api#sendphoto)."""

_TAG = re.compile(r"<[^>]*>")


def fits_under_file(text: str) -> bool:
    """Whether the HTML is short enough for a caption, in UTF-16 units once its tags are read."""
    visible = html.unescape(_TAG.sub("", clean(text))).strip()
    return len(visible.encode("utf-16-le")) // 2 <= CAPTION_LIMIT


def requests(message: Message) -> int:
    """How many requests it takes to send the message: a file whose text is too long for it takes two."""
    screen = message.screen
    return 1 if screen.media is None or fits_under_file(screen.text) else 2
