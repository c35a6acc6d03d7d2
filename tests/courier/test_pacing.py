"""How fast messages go: whatever is asked for and whenever, no budget of Telegram's is passed."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.courier.pacing import GROUP_PER_MINUTE, SPREAD_S, Pacing

ANNOUNCEMENT, REPLY = 2, 0
TOLD = st.tuples(st.integers(1, 3), st.floats(0.1, 5.0))


@dataclass
class Courier:
    """Hands out as the real one does: what may go now, one a chat, replies before announcements."""

    pacing: Pacing
    queues: dict[int, deque[tuple[int, int]]] = field(default_factory=lambda: defaultdict(deque))
    sent: list[tuple[float, int, int]] = field(default_factory=list)
    now_s: float = 1000.0
    number: int = 0

    def queue(self, chat: int, priority: int) -> None:
        self.number += 1
        self.queues[chat].append((priority, self.number))

    def hand_out(self) -> int:
        room, upto = self.pacing.room(self.now_s, ANNOUNCEMENT), ANNOUNCEMENT
        if not room:
            room, upto = self.pacing.room(self.now_s, REPLY), REPLY
        held = self.pacing.held(self.now_s)
        first = sorted((min(queue), chat) for chat, queue in self.queues.items() if queue)
        going = [(p, n, chat) for (p, n), chat in first if chat not in held and p <= upto][:room]
        for priority, number, chat in going:
            self.queues[chat].remove((priority, number))
            self.pacing.count(chat, self.now_s)
            self.sent.append((self.now_s, chat, priority))
        return len(going)

    def waiting(self) -> int:
        return sum(map(len, self.queues.values()))

    def drain(self, most_s: float) -> None:
        """Go on until all have gone. Fails if that takes longer than `most_s`."""
        end_s = self.now_s + most_s
        while self.waiting():
            if not self.hand_out():
                self.now_s += max(0.001, min(1.0, self.pacing.next_s(self.now_s)))
            assert self.now_s < end_s, f"{self.waiting()} still wait"


def most_within(times: list[float], window_s: float) -> int:
    """The most of them that lie in any window of this length, its end left out."""
    return max((sum(start <= t < start + window_s for t in times) for start in times), default=0)


STEPS = st.lists(
    st.tuples(
        st.floats(0.0, 1.5),
        st.lists(st.tuples(st.integers(-2, 6).filter(bool), st.sampled_from([REPLY, 1, 2])), max_size=25),
        st.none() | TOLD,
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(steps=STEPS, per_second=st.integers(1, 30), burst=st.integers(1, 4))
def test_no_budget_is_passed_and_nobody_starves(
    steps: list[tuple[float, list[tuple[int, int]], tuple[int, float] | None]], per_second: int, burst: int
) -> None:
    courier = Courier(Pacing(per_second, reserve=min(5, per_second - 1), chat_burst=burst))
    for wait_s, wanted, told in steps:
        courier.now_s += wait_s
        for chat, priority in wanted:
            courier.queue(chat, priority)
        if told is not None:
            courier.pacing.hold(told[0], told[1], courier.now_s)
        while courier.hand_out():
            pass
    courier.drain(most_s=1000.0)
    assert most_within([t for t, _, _ in courier.sent], 1.0) <= per_second
    for chat in {chat for _, chat, _ in courier.sent}:
        times = [t for t, of, _ in courier.sent if of == chat]
        assert most_within(times, float(burst)) <= burst
        assert chat > 0 or most_within(times, 60.0) <= GROUP_PER_MINUTE


@settings(max_examples=60)
@given(reserve=st.integers(0, 29), pauses=st.lists(st.floats(0.01, 0.4), min_size=5, max_size=40))
def test_announcements_leave_the_reserve_to_replies(reserve: int, pauses: list[float]) -> None:
    courier = Courier(Pacing(30, reserve))
    for chat in range(1, 400):
        courier.queue(chat, ANNOUNCEMENT)
    for pause_s in pauses:
        while courier.hand_out():
            pass
        assert courier.pacing.room(courier.now_s, REPLY) >= reserve
        courier.now_s += pause_s
    assert most_within([t for t, _, _ in courier.sent], 1.0) == 30 - reserve


def test_without_pacing_the_same_queue_passes_every_budget() -> None:
    class Unpaced(Pacing):
        def room(self, now_s: float, priority: int) -> int:
            return 1000

        def held(self, now_s: float) -> set[int]:
            return set()

    courier = Courier(Unpaced(30))
    for number in range(100):
        courier.queue(-1 if number % 2 else number + 1, REPLY)
    courier.drain(most_s=1.0)
    assert most_within([t for t, _, _ in courier.sent], 1.0) == 100
    assert most_within([t for t, chat, _ in courier.sent if chat == -1], 60.0) == 50


def test_a_reply_goes_at_once_in_the_middle_of_an_announcement() -> None:
    courier = Courier(Pacing(30, reserve=5))
    for chat in range(1, 1000):
        courier.queue(chat, ANNOUNCEMENT)
    while courier.hand_out():
        pass
    courier.queue(5000, REPLY)
    courier.hand_out()
    assert courier.sent[-1] == (1000.0, 5000, REPLY)


def test_a_full_budget_is_used_to_the_full() -> None:
    courier = Courier(Pacing(30, reserve=0))
    for chat in range(1, 301):
        courier.queue(chat, REPLY)
    courier.drain(most_s=11.0)


def test_a_chat_gets_a_short_burst_and_then_one_a_second_on_average() -> None:
    courier = Courier(Pacing(30, chat_burst=3))
    for _ in range(7):
        courier.queue(1, REPLY)
    courier.drain(most_s=10.0)
    assert [round(t - 1000.0) for t, _, _ in courier.sent] == [0, 0, 0, 3, 3, 3, 6]


def test_a_group_gets_twenty_a_minute() -> None:
    courier = Courier(Pacing(1000, chat_burst=1000))
    for _ in range(41):
        courier.queue(-1, REPLY)
    courier.drain(most_s=130.0)
    assert [sum(round(t - 1000.0) == s for t, _, _ in courier.sent) for s in (0, 60, 120)] == [20, 20, 1]


def test_a_chat_that_was_told_to_wait_waits_and_the_others_go_on() -> None:
    pacing = Pacing()
    pacing.hold(1, 7.0, 100.0)
    assert pacing.held(106.9) == {1}
    assert pacing.room(106.9, ANNOUNCEMENT) == 25
    assert pacing.held(107.0) == set()


def test_a_longer_wait_is_not_made_shorter_by_another() -> None:
    pacing = Pacing()
    pacing.hold(1, 30.0, 100.0)
    pacing.hold(1, 1.0, 101.0)
    pacing.rest(1, 2.0, 102.0)
    assert pacing.held(129.9) == {1}


@pytest.mark.parametrize("priority", [REPLY, ANNOUNCEMENT])
def test_when_two_chats_are_told_to_wait_everything_does(priority: int) -> None:
    pacing = Pacing()
    pacing.hold(1, 3.0, 100.0)
    pacing.hold(2, 4.0, 101.0)
    assert pacing.room(104.9, priority) == 0
    assert pacing.next_s(104.5) == pytest.approx(0.5)
    assert pacing.room(105.0, priority) > 0


def test_one_chat_that_is_told_twice_or_another_much_later_holds_nobody_else() -> None:
    pacing = Pacing()
    pacing.hold(1, 3.0, 100.0)
    pacing.hold(1, 3.0, 101.0)
    assert pacing.room(101.0, ANNOUNCEMENT) == 25
    pacing.hold(2, 3.0, 101.1 + SPREAD_S)
    assert pacing.room(101.1 + SPREAD_S, ANNOUNCEMENT) == 25


def test_a_rest_after_a_failure_says_nothing_about_the_others() -> None:
    pacing = Pacing()
    for chat in (1, 2, 3):
        pacing.rest(chat, 60.0, 100.0)
    assert (pacing.room(100.0, REPLY), pacing.held(100.0)) == (30, {1, 2, 3})


def test_a_million_chats_do_not_stay_in_memory() -> None:
    pacing = Pacing(per_second=1000)
    for number in range(30_000):
        pacing.count(number + 1, number / 250)
        if not number % 250:
            pacing.held(number / 250)
    assert len(pacing._chats) < 20_000
