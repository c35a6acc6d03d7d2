"""The bot's budget: filled, and never overrun where Telegram counts, however long the ways are."""

import math
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.courier.budget import KNOWN_AFTER, SLICES, TALK_S, WINDOW_S, Budget, Ticket
from bot.courier.pacing import Pacing
from tests.courier.queue import Queue, most_within

ANNOUNCEMENT, REPLY = 2, 0


def crowd(queue: Queue, people: int, priority: int = ANNOUNCEMENT) -> Queue:
    for chat in range(1, people + 1):
        queue.put(chat, priority)
    return queue


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), per_second=st.integers(1, 40), slow=st.floats(0.0, 7.0))
def test_before_the_ways_are_known_no_delay_whatever_makes_it_too_many(
    seed: int, per_second: int, slow: float
) -> None:
    chance = random.Random(seed)
    pacing = Pacing(per_second, reserve=min(5, per_second - 1))
    queue = Queue(pacing, lambda number: (chance.random() * slow, chance.random() * slow))
    crowd(queue, KNOWN_AFTER * math.ceil(per_second / SLICES) - 20)
    for chat in range(1000, 1020):
        queue.put(chat, REPLY)
    queue.drains(most_s=3000.0)
    assert most_within([at_s for at_s, _ in queue.arrived], 1.0) <= per_second


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), per_second=st.integers(10, 40), slow=st.floats(0.0, 0.6))
@example(seed=1, per_second=30, slow=0.0)
def test_once_they_are_known_telegram_still_gets_no_more_than_the_budget(
    seed: int, per_second: int, slow: float
) -> None:
    """Ways as they are: mostly near the shortest one, now and then much longer."""
    chance = random.Random(seed)

    def way(number: int) -> tuple[float, float]:
        return 0.015 + chance.random() ** 4 * slow, 0.015 + chance.random() ** 4 * slow

    queue = crowd(Queue(Pacing(per_second, reserve=5), way), 600)
    for number in range(60):
        queue.put(1000 + number, REPLY)
    queue.drains(most_s=300.0)
    assert most_within([at_s for at_s, _ in queue.arrived], 1.0) <= per_second


def test_without_minding_the_ways_the_same_messages_would_be_too_many() -> None:
    class Careless(Budget):
        def answered(self, ticket: Ticket, now_s: float) -> None:
            super().answered(ticket, now_s)
            self._over_s[:] = sorted([*self._over_s[:-1], ticket.sent_at_s + WINDOW_S])  # as if it flew

    chance = random.Random(1)
    queue = crowd(Queue(Pacing(30), lambda number: (chance.random() * 0.4, 0.01)), 200)
    queue.pacing.budget = Careless(30)
    queue.drains(most_s=60.0)
    assert most_within([at_s for at_s, _ in queue.arrived], 1.0) > 30


def test_the_budget_is_filled() -> None:
    queue = crowd(Queue(Pacing(30), lambda number: (0.001, 0.030)), 900)
    queue.drains(most_s=40.0)
    first, last = queue.sent[0][0], queue.sent[-1][0]
    assert 900 / (last - first) > 29.5


def test_announcements_go_evenly() -> None:
    queue = crowd(Queue(Pacing(30), lambda number: (0.001, 0.030)), 300)
    queue.drains(most_s=20.0)
    assert most_within([at_s for at_s, _, _ in queue.sent], 1.0 / SLICES) <= 4


def test_the_first_reply_waits_for_one_slice_at_most() -> None:
    queue = crowd(Queue(Pacing(30), lambda number: (0.001, 0.030)), 900)
    queue.goes_on(for_s=5.0)
    asked_at_s = queue.now_s
    queue.put(5000, REPLY)
    queue.goes_on(for_s=1.0)
    (sent_at_s,) = [at_s for at_s, chat, _ in queue.sent if chat == 5000]
    assert sent_at_s - asked_at_s <= 1.0 / SLICES + 0.005


def test_while_people_talk_the_reserve_is_free_for_them() -> None:
    queue = crowd(Queue(Pacing(30, reserve=5), lambda number: (0.001, 0.030)), 900)
    queue.put(5000, REPLY)
    queue.goes_on(for_s=5.0)
    assert queue.pacing.room(queue.now_s, is_reply=True) >= 5
    for chat in range(5001, 5006):
        queue.put(chat, REPLY)
    queue.hand_out()
    assert [chat for at_s, chat, _ in queue.sent if at_s == queue.now_s][:5] == [*range(5001, 5006)]


def test_when_nobody_talks_any_more_announcements_have_it_all() -> None:
    queue = crowd(Queue(Pacing(30, reserve=5)), 900)
    queue.put(5000, REPLY)
    queue.drains(most_s=60.0)
    begun_s = queue.sent[0][0]
    talked = [at_s for at_s, _, _ in queue.sent if at_s < begun_s + TALK_S]
    after = [at_s for at_s, _, _ in queue.sent if at_s >= begun_s + TALK_S + 1]
    assert most_within(talked, 1.0) <= 26
    assert most_within(after, 1.0) >= 29


def test_what_is_not_answered_is_counted_until_a_second_after_its_answer() -> None:
    budget = Budget(2, reserve=0)
    tickets = [budget.go(100.0, is_reply=True) for _ in range(2)]
    assert [budget.room(at_s, is_reply=True) for at_s in (100.0, 102.0, 160.0)] == [0, 0, 0]
    for ticket in tickets:
        budget.answered(ticket, 160.0)
    assert [budget.room(at_s, is_reply=True) for at_s in (160.0, 161.0, 160.0 + WINDOW_S)] == [0, 0, 2]


def test_when_there_will_be_room_is_known() -> None:
    budget = Budget(30, reserve=5)
    tickets = [budget.go(100.0, is_reply=True) for _ in range(26)]
    for ticket in tickets:
        budget.answered(ticket, 100.03)
    assert budget.next_s(100.5, is_reply=True) == 0.0
    assert budget.room(100.5, is_reply=False) == 0
    assert budget.next_s(100.5, is_reply=False) == pytest.approx(0.03 + WINDOW_S - 0.5)
    assert budget.room(100.031 + WINDOW_S, is_reply=False) == 2


def test_what_another_had_on_its_way_counts_for_whoever_takes_over() -> None:
    budget = Budget(30)
    budget.take(12, 100.0)
    assert [budget.room(at_s, is_reply=True) for at_s in (100.0, 101.0, 100.0 + WINDOW_S)] == [18, 18, 30]
    budget.take(500, 200.0)
    assert budget.room(200.5, is_reply=True) == 0
