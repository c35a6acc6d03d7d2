"""The demo's clock only moves forward."""

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from bot.playground.demo_clock import MOST_STRIDES, DemoClock, WalkingClock

ROME = ZoneInfo("Europe/Rome")


def test_the_clock_goes_with_the_true_time_and_its_lead() -> None:
    with time_machine.travel("2026-11-22T17:00:00Z", tick=False) as traveller:
        clock = DemoClock()
        clock.forward(90)
        traveller.shift(10)
        assert clock.now().isoformat() == "2026-11-22T17:01:40+00:00"


@pytest.mark.parametrize(
    ("now", "goal", "reached"),
    [
        ("2026-11-22T16:00:00Z", "18:00", "2026-11-22T18:00:00+01:00"),
        ("2026-11-22T17:00:00Z", "18:00", "2026-11-23T18:00:00+01:00"),
        ("2026-03-28T22:00:00Z", "09:30", "2026-03-29T09:30:00+02:00"),
        ("2026-10-25T00:45:00Z", "02:30", "2026-10-26T02:30:00+01:00"),
    ],
)
def test_the_next_time_the_citys_clock_shows_it(now: str, goal: str, reached: str) -> None:
    with time_machine.travel(now, tick=False):
        clock = DemoClock()
        clock.to(goal, ROME)
        assert clock.now().astimezone(ROME).isoformat() == reached


def test_listeners_hear_every_jump_and_never_a_step_back() -> None:
    clock, heard = DemoClock(), []
    clock.listeners.append(lambda: heard.append(clock.now()))
    before = clock.now()
    clock.forward(3600)
    for wrong in (-1, float("nan")):
        with pytest.raises(ValueError, match="never goes backwards"):
            clock.forward(wrong)
    assert len(heard) == 1
    assert heard[0] - before >= timedelta(hours=1)


async def test_a_walking_clock_passes_every_half_hour_with_its_companion() -> None:
    clock, passed = WalkingClock(), []

    async def look() -> None:
        await asyncio.sleep(0)
        passed.append(clock.now())

    clock.companion = look
    before = clock.now()
    clock.forward(3600)
    clock.forward(2700)
    assert not clock.has_arrived.is_set()
    await clock.has_arrived.wait()
    minutes = [round((now - before).total_seconds() / 60) for now in passed]
    assert minutes == [30, 60, 90, 105]


async def test_a_walk_of_years_takes_longer_strides() -> None:
    clock, strides = WalkingClock(), []
    clock.listeners.append(lambda: strides.append(clock.now()))
    clock.forward(3650 * 86400)
    await clock.has_arrived.wait()
    assert len(strides) <= MOST_STRIDES + 1


async def test_a_walk_can_be_stopped_and_nobody_waits_on() -> None:
    clock = WalkingClock()
    clock.companion = asyncio.Event().wait
    before = clock.now()
    clock.forward(7200)
    await asyncio.sleep(0)
    await clock.stop()
    assert clock.has_arrived.is_set()
    assert timedelta(minutes=30) <= clock.now() - before < timedelta(minutes=31)
