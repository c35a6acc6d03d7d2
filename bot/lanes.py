"""Database threads: each lane does one thing after the other, so what belongs together keeps its order.

SQLite has one lane, its one writer; PostgreSQL several, and a chat always takes the same.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Lanes:
    """So many threads, each with a queue of its own."""

    def __init__(self, count: int) -> None:
        self._lanes = [ThreadPoolExecutor(1, f"database-{n}") for n in range(count)]

    async def run(self, key: int, work: Callable[[], T]) -> T:
        """Do this in the lane of `key`, after all that was given to it before."""
        lane = self._lanes[key % len(self._lanes)]
        return await asyncio.get_running_loop().run_in_executor(lane, work)

    def close(self) -> None:
        """Finish what is in hand."""
        for lane in self._lanes:
            lane.shutdown(wait=True, cancel_futures=True)
