"""Letters to groups, each at an address, told when its turn comes: a greeting, a question, news.

It must not know when they are queued.
"""

import re

from dialogs.groups.news import news
from dialogs.groups.presence import greeting, question
from dialogs.groups.talk import GroupTalk
from dialogs.screen import Screen

GREETING, QUESTION = "group/greeting", "group/language"
_NEWS = re.compile(r"news/([1-9][0-9]{0,9})")


def tell(talk: GroupTalk, address: str) -> Screen | None:
    """The letter at an address, as it is now; None if it need not be told any more."""
    if address == GREETING:
        return None if talk.group.brought_at is not None else greeting(talk.words, talk.city)
    if address == QUESTION:
        return question(talk.words, talk.city) if talk.group.is_open else None
    about = _NEWS.fullmatch(address)
    return None if about is None else news(talk, int(about[1]))
