"""CPU a message takes with each driver, beside a bare loop of `Bot.send_message` with its library."""

import json
import statistics
import sys

from tests.bench import processes
from tests.bench.figures import compare
from tests.bench.senders import AT_ONCE, PEOPLE, SENDERS
from tests.bench.standin import FIRST

RUNS, WITHIN_S = 3, 120.0


async def _measure(name: str) -> tuple[float, float]:
    """Microseconds a message, one after another and many at once; Telegram is another process."""
    async with processes.telegram(people=PEOPLE, blocked_each=0, per_second=10**6, latency_s=0.0) as at:
        command = (sys.executable, "-m", "tests.bench.senders", name, at.url, str(FIRST))
        async with processes.spoken(*command) as sender:
            in_turn, at_once = json.loads(await sender.hear(WITHIN_S))
            return in_turn, at_once


async def bench_cpu_of_a_message() -> None:
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in SENDERS}
    for _ in range(RUNS):  # by turns, so that what else the machine does falls on all of them
        for name in SENDERS:
            found[name].append(await _measure(name))
    rows = []
    for name, figures in found.items():
        in_turn, at_once = (statistics.median(column) for column in zip(*figures, strict=True))
        rows.append((name.replace("_", " "), f"{in_turn:,.0f} µs", f"{at_once:,.0f} µs"))
    head = ("sender", "one after another", f"{AT_ONCE} at once")
    compare(f"CPU of a message with two buttons, median of {RUNS}", head, *rows)
