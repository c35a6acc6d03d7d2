"""How fast messages go: whatever is asked for and whenever, no budget of Telegram's is passed."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.courier.pacing import GROUP_PER_MINUTE, SPREAD_S, Pacing
from tests.courier.queue import Queue, most_within

ANNOUNCEMENT, REPLY = 2, 0
TOLD = st.tuples(st.integers(1, 3), st.floats(0.1, 5.0))
STEPS = st.lists(
    st.tuples(
        st.floats(0.0, 1.5),
        st.lists(st.tuples(st.integers(-2, 6).filter(bool), st.sampled_from([REPLY, 1, 2])), max_size=25),
        st.none() | TOLD,
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None)
@given(steps=STEPS, per_second=st.integers(1, 30), burst=st.integers(1, 4), seed=st.integers(0, 10**6))
def test_no_budget_is_passed_and_nobody_starves(
    steps: list[tuple[float, list[tuple[int, int]], tuple[int, float] | None]],
    per_second: int,
    burst: int,
    seed: int,
) -> None:
    chance = random.Random(seed)
    queue = Queue(
        Pacing(per_second, reserve=min(5, per_second - 1), chat_burst=burst),
        lambda number: (chance.random() ** 4 / 10, 0.02),
    )
    for wait_s, wanted, told in steps:
        queue.now_s += wait_s
        for chat, priority in wanted:
            queue.put(chat, priority)
        if told is not None:
            queue.pacing.hold(told[0], told[1], queue.now_s)
        queue.hand_out()
    queue.drains(most_s=2000.0)
    assert most_within([at_s for at_s, _ in queue.arrived], 1.0) <= per_second
    for chat in {chat for _, chat in queue.arrived}:
        times = [at_s for at_s, of in queue.arrived if of == chat]
        assert most_within(times, float(burst)) <= burst
        assert chat > 0 or most_within(times, 60.0) <= GROUP_PER_MINUTE


def test_without_pacing_the_same_queue_passes_every_budget() -> None:
    class Unpaced(Pacing):
        def room(self, now_s: float, is_reply: bool) -> int:
            return 1000

        def held(self, now_s: float) -> set[int]:
            return set()

    queue = Queue(Unpaced(30))
    for number in range(100):
        queue.put(-1 if number % 2 else number + 1, REPLY)
    queue.drains(most_s=1.0)
    assert most_within([at_s for at_s, _, _ in queue.sent], 1.0) == 100
    assert most_within([at_s for at_s, chat, _ in queue.sent if chat == -1], 60.0) == 50


def test_a_chat_gets_a_short_burst_and_then_one_a_second_on_average() -> None:
    queue = Queue(Pacing(30, chat_burst=3))
    for _ in range(7):
        queue.put(1, REPLY)
    queue.drains(most_s=10.0)
    assert [round(at_s - 1000.0) for at_s, _, _ in queue.sent] == [0, 0, 0, 3, 3, 3, 6]


def test_a_group_gets_twenty_a_minute() -> None:
    queue = Queue(Pacing(1000, chat_burst=1000))
    for _ in range(41):
        queue.put(-1, REPLY)
    queue.drains(most_s=130.0)
    assert [sum(round(at_s - 1000.0) == s for at_s, _, _ in queue.sent) for s in (0, 60, 120)] == [20, 20, 1]


def test_a_chat_that_was_told_to_wait_waits_and_the_others_go_on() -> None:
    pacing = Pacing()
    pacing.hold(1, 7.0, 100.0)
    assert pacing.held(106.9) == {1}
    assert pacing.free_s(106.9) == pytest.approx(0.1)
    assert pacing.room(106.9, is_reply=True) == 30
    assert (pacing.held(107.0), pacing.free_s(107.0)) == (set(), None)


def test_a_longer_wait_is_not_made_shorter_by_another() -> None:
    pacing = Pacing()
    pacing.hold(1, 30.0, 100.0)
    pacing.hold(1, 1.0, 101.0)
    pacing.rest(1, 2.0, 102.0)
    assert pacing.held(129.9) == {1}


@pytest.mark.parametrize("is_reply", [True, False])
def test_when_two_chats_are_told_to_wait_everything_does(is_reply: bool) -> None:
    pacing = Pacing()
    pacing.hold(1, 3.0, 100.0)
    pacing.hold(2, 4.0, 101.0)
    assert pacing.room(104.9, is_reply) == 0
    assert pacing.next_s(104.5, is_reply) == pytest.approx(0.5)
    assert pacing.room(105.0, is_reply) > 0


def test_one_chat_that_is_told_twice_or_another_much_later_holds_nobody_else() -> None:
    pacing = Pacing()
    pacing.hold(1, 3.0, 100.0)
    pacing.hold(1, 3.0, 101.0)
    assert pacing.room(101.0, is_reply=True) == 30
    pacing.hold(2, 3.0, 101.1 + SPREAD_S)
    assert pacing.room(101.1 + SPREAD_S, is_reply=True) == 30


def test_a_rest_after_a_failure_says_nothing_about_the_others() -> None:
    pacing = Pacing()
    for chat in (1, 2, 3):
        pacing.rest(chat, 60.0, 100.0)
    assert (pacing.room(100.0, is_reply=True), pacing.held(100.0)) == (30, {1, 2, 3})


def test_a_million_chats_do_not_stay_in_memory() -> None:
    pacing = Pacing(per_second=1000)
    for number in range(30_000):
        now_s = number / 250
        ticket = pacing.go(number + 1, now_s, is_reply=True)
        pacing.answered(number + 1, ticket, now_s)
        if not number % 250:
            pacing.held(now_s)
    assert len(pacing._chats) < 25_000
    assert len(pacing.budget._over_s) < 3000
