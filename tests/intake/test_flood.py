"""Flood: what one chat may send at once and in the long run, and that it is told so once."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.intake.flood import Flood

AMINA, KOFI = 1, 2
gaps_s = st.lists(st.floats(0.0, 3.0), max_size=200)


def verdicts(flood: Flood, moments_s: list[float], chat_id: int = AMINA) -> list[str]:
    return [flood.judge(chat_id, now_s) for now_s in moments_s]


def moments(gaps: list[float]) -> list[float]:
    now_s = 100.0
    return [now_s := now_s + gap for gap in gaps]


def test_a_hundred_in_a_second_are_twenty_heard_one_calm_word_and_nothing_more() -> None:
    found = verdicts(Flood(), [n / 100 for n in range(100)])
    assert found[:20] == ["heard"] * 20
    assert found[20:] == ["hurried"] + ["dropped"] * 79


def test_whoever_keeps_on_is_never_told_twice_and_never_heard() -> None:
    found = verdicts(Flood(), [n / 100 for n in range(6000)])
    assert Counter(found[30:]) == {"dropped": 5970}


def test_whoever_slows_down_is_heard_again_within_seconds() -> None:
    flood = Flood()
    verdicts(flood, [0.0] * 100)
    assert flood.judge(AMINA, 1.4) == "dropped"
    assert flood.judge(AMINA, 3.0) == "heard"


def test_whoever_goes_on_once_a_second_is_heard_again_too() -> None:
    flood = Flood()
    verdicts(flood, [0.0] * 100)
    found = verdicts(flood, [float(n) for n in range(1, 8)])
    assert found == ["dropped", "heard", "heard", "heard", "heard", "heard", "heard"]


def test_the_calm_word_comes_again_only_after_a_whole_rest() -> None:
    flood = Flood()
    assert verdicts(flood, [0.0] * 40).count("hurried") == 1
    assert verdicts(flood, [5.0] * 40).count("hurried") == 0
    assert verdicts(flood, [16.0] * 40).count("hurried") == 1


def test_another_chat_is_heard_all_the_while() -> None:
    flood = Flood()
    for n in range(500):
        flood.judge(AMINA, n / 100)
        if n % 50 == 0:
            assert flood.judge(KOFI, n / 100) == "heard"


def test_what_could_not_be_handled_does_not_count_when_it_comes_again() -> None:
    flood = Flood(burst=5)
    for _ in range(50):  # the database is gone, and Telegram sends the same five again and again
        assert verdicts(flood, [0.0] * 5) == ["heard"] * 5
        for _ in range(5):
            flood.forgive(AMINA)
    flood.forgive(KOFI)
    assert len(flood) == 1


@given(gaps_s, st.integers(1, 30), st.floats(0.1, 20.0))
def test_no_stretch_of_time_hears_more_than_the_burst_and_the_rate(
    gaps: list[float], burst: int, per_second: float
) -> None:
    when = moments(gaps)
    found = verdicts(Flood(burst, per_second), when)
    heard = [now_s for now_s, verdict in zip(when, found, strict=True) if verdict == "heard"]
    for first in range(len(heard)):
        for last in range(first, len(heard)):
            most = burst + (heard[last] - heard[first]) * per_second
            assert last - first + 1 <= most + 1e-6


@given(gaps_s, st.integers(1, 30), st.floats(0.1, 20.0))
def test_between_two_calm_words_lies_the_time_to_refill_the_burst(
    gaps: list[float], burst: int, per_second: float
) -> None:
    when = moments(gaps)
    found = verdicts(Flood(burst, per_second), when)
    told = [now_s for now_s, verdict in zip(when, found, strict=True) if verdict == "hurried"]
    rests = [later - sooner for sooner, later in pairwise(told)]
    assert all(rest >= (burst - 1) / per_second - 1e-6 for rest in rests)


@given(st.lists(st.tuples(st.floats(0.0, 0.5), st.integers(1, 50)), max_size=300))
def test_whoever_stays_within_the_rate_is_always_heard_and_memory_is_bounded(
    steps: list[tuple[float, int]],
) -> None:
    flood, now_s = Flood(chats=10), 0.0
    for gap, chat_id in steps:
        now_s += 0.5 + gap
        assert flood.judge(chat_id, now_s) == "heard"
        assert len(flood) <= 10


def test_time_that_goes_back_gives_no_room_twice() -> None:
    found = verdicts(Flood(burst=2), [10.0, 5.0, 5.0, 10.0, 5.0, 10.0, 11.5])
    assert found == ["heard", "heard", "hurried", "dropped", "dropped", "dropped", "heard"]
