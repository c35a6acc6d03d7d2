"""Decides how much of what comes from one chat is heard: a burst, then so much a second.

Pure: `now_s`, the second at which an update was written, is passed in. It must not know what one says, nor
what names a chat.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["heard", "hurried", "dropped"]
"""Heard; or the first too many, which is answered with one calm word; or dropped, without one."""

CALM = 3.0
"""A chat that was dropped is heard again once it has room for so many."""


@dataclass(slots=True)
class Chat:
    """`room`: how many updates would be heard at `at_s`."""

    room: float
    at_s: float
    is_dropped: bool = False
    is_told: bool = False


class Flood:
    """Each chat may send `burst` updates at once, and `per_second` in the long run.

    What is dropped counts as well, so that a chat is heard again when it slows down, not before. The calm
    word is said once, until the whole burst is there again. So many `chats` are remembered, the latest.
    """

    def __init__(self, burst: int = 20, per_second: float = 2.0, chats: int = 10_000) -> None:
        self.burst, self.per_second = burst, per_second
        self._most = chats
        self._chats: OrderedDict[Hashable, Chat] = OrderedDict()

    def __len__(self) -> int:
        """How many chats are remembered."""
        return len(self._chats)

    def judge(self, chat: Hashable, now_s: float) -> Verdict:
        """An update of this chat, written at `now_s`: what is done with it.

        One older than the latest is judged as if written then: time that goes back gives no room twice.
        """
        known = self._chats.setdefault(chat, Chat(self.burst, now_s))
        self._chats.move_to_end(chat)
        if len(self._chats) > self._most:
            self._chats.popitem(last=False)
        later_s = max(known.at_s, now_s)
        known.room = min(self.burst, known.room + (later_s - known.at_s) * self.per_second)
        known.at_s = later_s
        known.is_told = known.is_told and known.room < self.burst
        known.is_dropped = known.room < (min(CALM, self.burst) if known.is_dropped else 1.0)
        known.room = max(0.0, known.room - 1.0)
        if not known.is_dropped:
            return "heard"
        if known.is_told:
            return "dropped"
        known.is_told = True
        return "hurried"

    def forgive(self, chat: Hashable) -> None:
        """An update that was not dropped could not be handled, and will come again: it does not count."""
        if known := self._chats.get(chat):
            known.room = min(self.burst, known.room + 1.0)
