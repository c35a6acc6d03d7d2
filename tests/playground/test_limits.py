"""The accounting of 429, alone and over HTTP."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.limits import Limits
from bot.playground.server import Playground
from tests.playground.conftest import AMINA, GIORGIO, SQUARE, Caller, Seconds

steps = st.lists(st.tuples(st.floats(0, 2), st.integers(1, 40)), min_size=1, max_size=200)


def let_through(limits: Limits, asked: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """Which of these (pause in seconds, chat) pass, as (when, chat)."""
    now_s, passed = 0.0, []
    for pause_s, chat in asked:
        now_s += pause_s
        if limits.take(chat, now_s) == 0:
            passed.append((now_s, chat))
    return passed


def most_within(times: list[float], window_s: float) -> int:
    """How many fall into the fullest window, its end not counted."""
    return max((sum(1 for t in times if start <= t and t - start < window_s) for start in times), default=0)


@given(steps, st.integers(1, 30))
def test_no_second_lets_more_than_the_budget_through(asked: list[tuple[float, int]], budget: int) -> None:
    hurried = [(pause_s / 20, chat) for pause_s, chat in asked]
    passed = let_through(Limits(per_second=budget), hurried)
    assert most_within([when for when, _ in passed], 0.999999) <= budget


@given(steps)
def test_no_group_gets_more_than_twenty_a_minute(asked: list[tuple[float, int]]) -> None:
    passed = let_through(Limits(), [(pause_s, -1 - chat % 2) for pause_s, chat in asked])
    for group in (-1, -2):
        assert most_within([when for when, chat in passed if chat == group], 59.999999) <= 20


@given(steps)
def test_no_person_gets_more_than_the_burst_and_one_a_second(asked: list[tuple[float, int]]) -> None:
    times = [when for when, _ in let_through(Limits(burst=3), [(pause_s / 4, 1) for pause_s, _ in asked])]
    for window_s in (1, 5, 20):
        assert most_within(times, window_s - 0.000001) <= 3 + window_s


@given(steps)
def test_who_waits_as_told_is_let_through(asked: list[tuple[float, int]]) -> None:
    limits, now_s = Limits(per_second=2), 0.0
    for pause_s, chat in asked:
        now_s += pause_s / 10
        where = chat % 3 - 1
        wait_s = limits.take(where, now_s)
        if wait_s:
            now_s += wait_s + 0.000001
            assert limits.take(where, now_s) == 0


@given(st.lists(st.tuples(st.floats(0, 0.2), st.booleans()), min_size=1, max_size=200))
def test_paid_and_free_messages_have_each_their_own_budget(asked: list[tuple[float, bool]]) -> None:
    limits, now_s = Limits(per_second=3, can_pay=True, paid_per_second=5), 0.0
    sent: dict[bool, list[float]] = {True: [], False: []}
    for chat, (pause_s, is_paid) in enumerate(asked, 1):
        now_s += pause_s
        if limits.take(chat, now_s, is_paid) == 0:
            sent[is_paid].append(now_s)
    assert most_within(sent[False], 0.999999) <= 3
    assert most_within(sent[True], 0.999999) <= 5


def test_what_is_paid_goes_beyond_thirty_a_second_for_a_tenth_of_a_star_each() -> None:
    limits = Limits(can_pay=True)
    assert sum(limits.take(chat, 0.0, is_paid=True) == 0 for chat in range(1, 1200)) == 1000
    assert (limits.charged, limits.stars) == (970, 97.0)
    assert sum(limits.take(chat, 0.5) == 0 for chat in range(2000, 2100)) == 30
    assert limits.stars == 97.0
    assert limits.take(1, 0.9, is_paid=True) == 1


def test_a_bot_that_cannot_pay_stays_at_thirty() -> None:
    limits = Limits()
    assert sum(limits.take(chat, 0.0, is_paid=True) == 0 for chat in range(1, 100)) == 30
    assert limits.stars == 0


def test_budgets_can_be_switched_off() -> None:
    limits = Limits.off()
    assert all(limits.take(1, 0.0) == 0 for _ in range(1000))


@pytest.mark.asyncio
async def test_haste_is_answered_with_429_and_how_long_to_wait(
    call: Caller, playground: Playground, seconds: Seconds
) -> None:
    playground.limits.is_on = True
    sent = [await call("sendMessage", chat_id=AMINA, text=f"{n}") for n in range(3)]
    edit = {"chat_id": AMINA, "message_id": sent[0]["message_id"], "text": "edited"}
    async with call.session.post(call.url("editMessageText"), json=edit) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "1")
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }
    assert playground.limits.refusals == 1
    await call("sendMessage", chat_id=GIORGIO, text="another chat")
    await call("sendChatAction", chat_id=AMINA, action="typing")
    seconds.now_s += 1
    assert (await call("editMessageText", **edit))["text"] == "edited"


@pytest.mark.asyncio
async def test_a_full_group_is_told_to_wait_for_its_minute(
    call: Caller, playground: Playground, seconds: Seconds
) -> None:
    playground.limits.is_on = True
    for number in range(20):
        await call("sendMessage", chat_id=SQUARE, text=f"{number}")
    seconds.now_s += 10
    words = await call.refused("sendMessage", chat_id=SQUARE, text="one more")
    assert words == "Too Many Requests: retry after 50"


@pytest.mark.asyncio
async def test_a_paid_message_says_so_in_the_request(call: Caller, playground: Playground) -> None:
    playground.limits.is_on = True
    playground.limits.can_pay = True
    for number in range(31):
        playground.world.add_person(5000 + number, "Somebody", has_started=True)
        await call("sendMessage", chat_id=5000 + number, text="x", allow_paid_broadcast=True)
    assert playground.limits.stars == 0.1
