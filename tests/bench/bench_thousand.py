"""A budget of 1,000 messages a second on loopback: how much of it is filled, on how much of one core.

The stand-in answers at once and refuses the 1,001st message in any second. CPU is that of the bot's own
process, all its threads, while it sends: from the first sample after it has begun to the last before it ends.
"""

import asyncio
from pathlib import Path

from tests.bench import processes
from tests.bench.crowd import crowd
from tests.bench.figures import show

PEOPLE, PER_SECOND = 25_000, 1000
SAMPLE_S = 0.5
WITHIN_S = 240.0


async def bench_a_thousand_a_second(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bench.db"
    samples: list[tuple[int, float, float]] = []
    async with processes.telegram(people=PEOPLE, per_second=PER_SECOND, latency_s=0.0) as at:
        with crowd(url, PEOPLE) as told:
            fast = {"delivery__per_second": PER_SECOND, "telegram__driver": "aiogram"}
            async with asyncio.timeout(WITHIN_S), processes.bot(at, url, tmp_path, **fast) as process:
                while not told.is_told:
                    await asyncio.sleep(SAMPLE_S)
                    tally, cpu = await at.ask("tally"), process.cpu_times()
                    if 0 < tally["accepted"] < PEOPLE * 0.95:
                        samples.append((tally["accepted"], tally["seconds"], cpu.user + cpu.system))
            counts = told.counts()
        tally = await at.ask("tally")
    (first, began_s, cpu_before), (last, ended_s, cpu_after) = samples[0], samples[-1]
    seconds, copies, cpu_s = ended_s - began_s, last - first, cpu_after - cpu_before
    settled = counts.get("sent", 0) + counts.get("unreachable", 0)
    show(
        f"An announcement for {PEOPLE:,} people, {PER_SECOND:,} a second allowed (SQLite, aiogram)",
        ("messages a second, sustained", f"{copies / seconds:,.0f}", f"{PER_SECOND:,}"),
        ("CPU of the bot, of one core", f"{cpu_s / seconds:.0%}", "100%"),
        ("CPU a message", f"{1000 * cpu_s / copies:.2f} ms", "1 ms"),
        ("429s, lost, doubled", f"{tally['refusals']}, {tally['lost']}, {tally['doubled']}", "0, 0, 0"),
        ("results recorded", f"{settled:,} of {PEOPLE:,}", "all"),
    )
