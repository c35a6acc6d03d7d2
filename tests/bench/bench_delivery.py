"""One announcement for 900 people against Telegram's own limits: ours, and others at the same work.

The stand-in refuses the 31st message in any second, answers after 30 ms, and every fiftieth person has
blocked the bot. Ours is the whole bot: rows in a database, copies written one by one, results recorded.
"""

import asyncio
from pathlib import Path

from bot.playground.server import TOKEN
from tests.bench import processes
from tests.bench.crowd import crowd
from tests.bench.figures import compare
from tests.bench.peers import PEERS
from tests.bench.standin import FIRST, MARK

PEOPLE = 900
WITHIN_S = 300.0
HEAD = ("", "messages a second", "of them accepted", "429s", "lost", "doubled", "results recorded")
GOAL = ("the goal", "29.4", "", "0", "0", "0", f"{PEOPLE} of {PEOPLE}")
NAMES = {
    "the_usual_loop": "the usual loop with sleep (aiogram)",
    "aiogram_broadcast": "aiogram-broadcast",
    "aiogram_broadcaster": "aiogram-broadcaster",
    "rate_limiter": "AIORateLimiter",
    "rate_limiter_retrying": "AIORateLimiter, retrying",
}


async def _row(name: str, at: processes.Telegram, recorded: str) -> tuple[str, ...]:
    tally = await at.ask("tally")
    rate = f"{(PEOPLE - tally['lost']) / tally['seconds']:.1f}"
    accepted = f"{tally['accepted'] / tally['seconds']:.1f}"
    return name, rate, accepted, str(tally["refusals"]), str(tally["lost"]), str(tally["doubled"]), recorded


async def _ours(driver: str, folder: Path) -> tuple[str, ...]:
    url = f"sqlite:///{folder}/{driver}.db"
    async with processes.telegram(people=PEOPLE) as at:
        with crowd(url, PEOPLE) as told:
            async with asyncio.timeout(WITHIN_S), processes.bot(at, url, folder, telegram__driver=driver):
                await processes.until(lambda: told.is_told)
            counts = told.counts()
        settled = counts.get("sent", 0) + counts.get("unreachable", 0)
        return await _row(f"Passaparola, {driver}", at, f"{settled} of {PEOPLE}")


async def _peer(name: str, all_ready: asyncio.Barrier) -> tuple[str, ...]:
    work = (TOKEN, str(FIRST), str(PEOPLE), MARK)
    async with processes.telegram(people=PEOPLE) as at, processes.peer(name, at.url, *work) as peer:
        assert await peer.hear(processes.STARTS_WITHIN_S) == "ready"
        await all_ready.wait()
        peer.tell("go")
        assert await peer.hear(WITHIN_S) == "done"
        return await _row(NAMES[name], at, "")


async def bench_an_announcement_for_many(tmp_path: Path) -> None:
    ours = [await _ours(driver, tmp_path) for driver in processes.DRIVERS]
    all_ready = asyncio.Barrier(len(PEERS))
    peers = await asyncio.gather(*(_peer(name, all_ready) for name in PEERS))
    compare(f"An announcement for {PEOPLE} people, 30 a second allowed", HEAD, GOAL, *ours, *peers)
