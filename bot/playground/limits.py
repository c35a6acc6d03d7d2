"""How much a bot may send: pure accounting of 429, with `now_s` passed in.

It must not know what is sent. Source: core.telegram.org/bots/faq#my-bot-is-hitting-limits.
"""

import math
from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Limits:
    """Budgets of one bot; sends and edits count alike. A refused one does not count.

    `per_second`: over all chats, in any sliding second. `per_chat_second`: the steady pace of a
    private chat, with `burst` at once tolerated. `per_group_minute`: in any sliding minute of a group.
    `is_on` may be switched at any time; `refusals` counts how often somebody was told to wait.

    Where the bot `can_pay` (Telegram wants many Stars and users for that), a message sent with
    allow_paid_broadcast is held to `paid_per_second`, of all messages, instead of `per_second`, of those
    without it; `charged` counts the paid ones that came after `per_second` of all.
    """

    per_second: int = 30
    per_chat_second: float = 1.0
    burst: int = 3
    per_group_minute: int = 20
    is_on: bool = True
    refusals: int = 0
    can_pay: bool = False
    paid_per_second: int = 1000
    charged: int = 0
    _sent: deque[float] = field(init=False, repr=False, default_factory=deque)
    _free: deque[float] = field(init=False, repr=False, default_factory=deque)
    _groups: dict[int, deque[float]] = field(init=False, repr=False, default_factory=dict)
    _full_until: dict[int, float] = field(init=False, repr=False, default_factory=dict)

    @staticmethod
    def off() -> "Limits":
        """Budgets that refuse nothing."""
        return Limits(is_on=False)

    @property
    def stars(self) -> float:
        """What the paid messages cost: a tenth of a Star each."""
        return self.charged / 10

    def take(self, chat: int, now_s: float, is_paid: bool = False) -> int:
        """0 where it may be sent (and is counted), else after how many seconds to ask again.

        `chat` is 0 for an edit of what was chosen inline: the bot does not know where that is.
        """
        if not self.is_on:
            return 0
        is_paid = is_paid and self.can_pay
        group = self._groups.setdefault(chat, deque()) if chat < 0 else None
        paid_wait_s = _window_wait_s(self._sent, self.paid_per_second, 1.0, now_s)
        free_wait_s = _window_wait_s(self._free, self.per_second, 1.0, now_s)
        wait_s = paid_wait_s if is_paid else free_wait_s
        if group is not None:
            wait_s = max(wait_s, _window_wait_s(group, self.per_group_minute, 60.0, now_s))
        elif chat:
            wait_s = max(wait_s, self._chat_wait_s(chat, now_s))
        if wait_s > 0:
            self.refusals += 1
            return math.ceil(wait_s)
        if not is_paid:
            self._free.append(now_s)
        elif len(self._sent) >= self.per_second:
            self.charged += 1
        self._sent.append(now_s)
        if group is not None:
            group.append(now_s)
        elif chat:
            full_until = max(self._full_until.get(chat, now_s), now_s)
            self._full_until[chat] = full_until + 1 / self.per_chat_second
        return 0

    def _chat_wait_s(self, chat: int, now_s: float) -> float:
        ahead_s = self._full_until.get(chat, now_s) - now_s
        return ahead_s - (self.burst - 1) / self.per_chat_second


def _window_wait_s(times: deque[float], most: int, window_s: float, now_s: float) -> float:
    """How long until the oldest of `most` leaves the sliding window; forgets what has left."""
    while times and times[0] + window_s <= now_s:
        times.popleft()
    return 0.0 if len(times) < most else times[0] + window_s - now_s
