"""A courier without a database: hands out as the real one does, to a Telegram at some distance."""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.courier.budget import Ticket
from bot.courier.pacing import Pacing

STEP_S = 0.0005


@dataclass
class Queue:
    """Messages by chat, (priority, number) each; what went, and when Telegram had it.

    `way`: for the n-th message, how many seconds there and how many back.
    """

    pacing: Pacing
    way: Callable[[int], tuple[float, float]] = lambda number: (0.0, 0.0)
    waiting: dict[int, deque[tuple[int, int]]] = field(default_factory=lambda: defaultdict(deque))
    sent: list[tuple[float, int, int]] = field(default_factory=list)
    arrived: list[tuple[float, int]] = field(default_factory=list)
    on_the_way: list[tuple[float, int, Ticket]] = field(default_factory=list)
    now_s: float = 1000.0
    number: int = 0

    def put(self, chat: int, priority: int) -> None:
        self.number += 1
        self.waiting[chat].append((priority, self.number))

    def hand_out(self) -> int:
        """Send what may go now, one a chat, replies first; how many went."""
        self.hear_answers()
        room = self.pacing.room(self.now_s, is_reply=True)
        others = self.pacing.room(self.now_s, is_reply=False)
        held = self.pacing.held(self.now_s) | {chat for _, chat, _ in self.on_the_way}
        going = 0
        for (priority, number), chat in sorted((min(q), chat) for chat, q in self.waiting.items() if q):
            if chat in held or not room or (priority and not others):
                continue
            room, others = room - 1, others - bool(priority)
            self.waiting[chat].remove((priority, number))
            self.send(chat, priority)
            going += 1
        return going

    def send(self, chat: int, priority: int) -> None:
        there_s, back_s = self.way(len(self.sent))
        ticket = self.pacing.go(chat, self.now_s, is_reply=priority == 0)
        self.sent.append((self.now_s, chat, priority))
        self.arrived.append((self.now_s + there_s, chat))
        self.on_the_way.append((self.now_s + there_s + back_s, chat, ticket))
        self.hear_answers()

    def hear_answers(self) -> None:
        for answer in sorted(self.on_the_way, key=lambda answer: answer[0]):
            at_s, chat, ticket = answer
            if at_s <= self.now_s:
                self.on_the_way.remove(answer)
                self.pacing.answered(chat, ticket, at_s)

    def count(self) -> int:
        return sum(map(len, self.waiting.values()))

    def goes_on(self, for_s: float) -> None:
        """Hand out as soon as anything may go, for so long or until all has gone."""
        end_s = self.now_s + for_s
        while self.count() and self.now_s < end_s:
            if not self.hand_out():
                self.now_s += self._next_s()

    def _next_s(self) -> float:
        """Until the next moment at which anything changes."""
        answers = [at_s - self.now_s for at_s, _, _ in self.on_the_way]
        room = [self.pacing.next_s(self.now_s, is_reply) for is_reply in (True, False)]
        free_s = self.pacing.free_s(self.now_s)
        soon = [s for s in (*answers, *room, *([] if free_s is None else [free_s])) if s > 0]
        return max(STEP_S, min(soon, default=STEP_S))

    def drains(self, most_s: float) -> None:
        """Go on until all has gone. Fails if that takes longer than `most_s`."""
        self.goes_on(most_s)
        assert self.count() == 0, f"{self.count()} still wait"


def most_within(times: list[float], window_s: float) -> int:
    """The most of them that lie in any window of this length, its end left out."""
    most, first = 0, 0
    times = sorted(times)
    for last, time in enumerate(times):
        while times[first] <= time - window_s:
            first += 1
        most = max(most, last - first + 1)
    return most
