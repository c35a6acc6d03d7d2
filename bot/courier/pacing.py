"""How fast messages may go: the bot's budget, and what each private chat and each group may get.

Pure: `now_s` (seconds of a clock that never jumps) is passed in. Source: core.telegram.org/bots/faq,
"My bot is hitting limits": 30 a second, 1 a second to a chat, 20 a minute to a group.
"""

from collections import deque

from bot.courier.budget import Budget, Ticket

GROUP_PER_MINUTE = 20
CLEAR_EVERY_S = 20.0
SPREAD_S = 5.0
"""When two chats are told to wait within this time, it is the bot that must wait."""


class Pacing:
    """The budgets. `per_second` for the bot, of which `reserve` is kept for replies while people talk.

    A chat gets at most `chat_burst` messages in as many seconds.
    """

    def __init__(self, per_second: int = 30, reserve: int = 5, chat_burst: int = 3) -> None:
        self.budget = Budget(per_second, reserve)
        self.chat_burst = chat_burst
        self._chats: dict[int, deque[float]] = {}
        self._until: dict[int, float] = {}
        self._told: deque[tuple[float, int]] = deque()
        self._all_until = 0.0
        self._cleared_at_s = 0.0

    def room(self, now_s: float, is_reply: bool) -> int:
        """How many messages may go now."""
        return 0 if now_s < self._all_until else self.budget.room(now_s, is_reply)

    def go(self, chat_id: int, now_s: float, is_reply: bool) -> Ticket:
        """A message to this chat goes now."""
        sent = self._chats.setdefault(chat_id, deque(maxlen=max(GROUP_PER_MINUTE, self.chat_burst)))
        sent.append(now_s)
        self._rest_if_full(chat_id, sent, now_s)
        return self.budget.go(now_s, is_reply)

    def answered(self, chat_id: int, ticket: Ticket, now_s: float) -> None:
        """Its answer came now, and so it arrived before; not when it went."""
        self.budget.answered(ticket, now_s)
        sent = self._chats.get(chat_id)
        if sent and sent[-1] == ticket.sent_at_s:
            sent[-1] = ticket.landed_at_s
            self._rest_if_full(chat_id, sent, now_s)

    def _rest_if_full(self, chat_id: int, sent: deque[float], now_s: float) -> None:
        """One a second after a short burst, 20 a minute in a group."""
        free_at = now_s
        if len(sent) >= self.chat_burst:
            free_at = max(free_at, sent[-self.chat_burst] + self.chat_burst)
        if chat_id < 0 and len(sent) >= GROUP_PER_MINUTE:
            free_at = max(free_at, sent[-GROUP_PER_MINUTE] + 60.0)
        if free_at > now_s:
            self._until[chat_id] = max(free_at, self._until.get(chat_id, 0.0))

    def hold(self, chat_id: int, for_s: float, now_s: float) -> None:
        """Telegram said 429: this chat waits; if another was told so just before, everything does."""
        self.rest(chat_id, for_s, now_s)
        while self._told and self._told[0][0] < now_s - SPREAD_S:
            self._told.popleft()
        if any(other != chat_id for _, other in self._told):
            self._all_until = max(self._all_until, now_s + for_s)
        self._told.append((now_s, chat_id))

    def rest(self, chat_id: int, for_s: float, now_s: float) -> None:
        """This chat gets nothing for a while."""
        self._until[chat_id] = max(self._until.get(chat_id, 0.0), now_s + for_s)

    def held(self, now_s: float) -> set[int]:
        """Chats that get nothing now."""
        for chat_id in [chat for chat, until in self._until.items() if until <= now_s]:
            del self._until[chat_id]
        if len(self._chats) > 10_000 and now_s > self._cleared_at_s + CLEAR_EVERY_S:
            self._cleared_at_s = now_s
            self._chats = {chat: sent for chat, sent in self._chats.items() if sent[-1] > now_s - 60.0}
        return set(self._until)

    def next_s(self, now_s: float, is_reply: bool) -> float:
        """How many seconds until something may go that may not now."""
        if now_s < self._all_until:
            return self._all_until - now_s
        return self.budget.next_s(now_s, is_reply)

    def free_s(self, now_s: float) -> float | None:
        """How many seconds until a chat that is held gets something again; None where none is."""
        return min((until - now_s for until in self._until.values() if until > now_s), default=None)
