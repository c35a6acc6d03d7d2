"""How many messages the bot may send now, over all chats: the budget is filled, and never overrun.

Pure: `now_s` (seconds of a clock that never jumps) is passed in. It must not know chats or messages.

Telegram counts a message when it arrives, which nobody here sees. But it arrived before its answer left,
and no answer is faster than the shortest round trip there is: so a message counts for a second from the
moment of its answer, less most of the shortest round trip there ever was; without an answer it counts. Then
no second of Telegram's holds more than the budget, however unevenly long the ways are
(core.telegram.org/bots/faq, "My bot is hitting limits").
"""

import math
from bisect import bisect_right, insort
from dataclasses import dataclass

WINDOW_S = 1.002
"""A second, and what clocks may be wrong by."""
CREDIT = 0.85
"""The part of the shortest round trip that is taken for certain, once so many slices were answered:"""
KNOWN_AFTER = 50
SLICES = 15
"""What is not a reply goes evenly, in so many slices a second: a reply waits for one of them at most."""
LATE_S = 3 / SLICES
"""Who is so late at most catches up: a disk that hesitates must not cost a part of the budget."""
KEPT = 100
"""So many more moments that are over are kept before they are cleared away together."""
TALK_S = 10.0
"""So long after a reply its reserve is kept free: where people talk, more of them will."""


@dataclass(slots=True, eq=False)
class Ticket:
    """One message on its way. `landed_at_s`: when Telegram had it, at the latest; known once it answers."""

    sent_at_s: float
    landed_at_s: float = math.inf


class Budget:
    """`per_second` messages for the bot, of which `reserve` is kept for replies while people talk."""

    def __init__(self, per_second: int = 30, reserve: int = 5) -> None:
        self.per_second, self.reserve = per_second, reserve
        self._slice = math.ceil(per_second / SLICES)
        self._unanswered: set[Ticket] = set()
        self._over_s: list[float] = []
        """When what was answered no longer counts, soonest first."""
        self._answers = 0
        self._shortest_s = math.inf
        self._even_at_s = 0.0
        self._talked_at_s = -TALK_S

    def room(self, now_s: float, is_reply: bool) -> int:
        """How many may go now."""
        free = self._most(now_s, is_reply) - self.used(now_s)
        if is_reply:
            return max(0, free)
        return max(0, min(free, self._slice)) if now_s >= self._even_at_s else 0

    def used(self, now_s: float) -> int:
        """How many messages count at that moment."""
        return len(self._unanswered) + len(self._over_s) - bisect_right(self._over_s, now_s)

    def go(self, now_s: float, is_reply: bool) -> Ticket:
        """One goes now."""
        ticket = Ticket(now_s)
        self._unanswered.add(ticket)
        if is_reply:
            self._talked_at_s = now_s
        else:
            if now_s - self._even_at_s >= LATE_S:
                self._even_at_s = now_s
            self._even_at_s += 1 / self.per_second
        return ticket

    def answered(self, ticket: Ticket, now_s: float) -> None:
        """Its answer came now."""
        self._unanswered.discard(ticket)
        self._answers += 1
        self._shortest_s = min(self._shortest_s, now_s - ticket.sent_at_s)
        credit_s = CREDIT * self._shortest_s if self._answers >= KNOWN_AFTER * self._slice else 0.0
        ticket.landed_at_s = now_s - credit_s
        insort(self._over_s, ticket.landed_at_s + WINDOW_S)
        if len(self._over_s) > 2 * self.per_second + KEPT:
            del self._over_s[: bisect_right(self._over_s, now_s)]

    def take(self, messages: int, now_s: float) -> None:
        """Somebody else may have sent so many within this second."""
        self._over_s = sorted([*self._over_s, *[now_s + WINDOW_S] * min(messages, self.per_second)])

    def next_s(self, now_s: float, is_reply: bool) -> float:
        """How many seconds until one may go (where it is no reply: a slice), if no answer comes before."""
        too_many = self.used(now_s) - self._most(now_s, is_reply)
        at_s = now_s
        if too_many >= 0:
            ends = self._over_s[bisect_right(self._over_s, now_s) :]
            at_s = ends[too_many] if too_many < len(ends) else now_s + 1.0
        if not is_reply:
            at_s = max(at_s, min(self._even_at_s, now_s + 1.0))
        return at_s - now_s

    def _most(self, now_s: float, is_reply: bool) -> int:
        talks = now_s < self._talked_at_s + TALK_S
        return self.per_second - (0 if is_reply or not talks else self.reserve)
