"""One simulation from beginning to end: a story is drawn, played, reported and compared.

It must not know the command line.
"""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.simulation.city import City
from bot.simulation.comparison import Comparison, compare
from bot.simulation.play import Play
from bot.simulation.stage import DATABASE, Stage, stage
from bot.simulation.truth import Truth
from bot.simulation.word import draw
from dialogs.reach.report import Report

IN_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it
SMALLEST = 1
"""Nobody lives in this city, so nothing is withheld: every figure can be compared."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a simulation; `control`: the comparison with a truth that is wrong by one arrival."""

    city: City
    truth: Truth
    report: Report
    comparison: Comparison
    control: Comparison
    messages: int
    took_s: float


async def simulate(city: City, tell: Callable[[int, str], None], keep: Path | None = None) -> Result:
    """Play a city; `tell` hears how many hours of it are over, and what is happening. Raises NotSeen.

    `keep`: a file to which its database is copied at the end.
    """
    began_s = time.perf_counter()
    story = draw(city)
    half_hour = story.hours // 2
    with contextlib.ExitStack() as clean:
        folder = clean.enter_context(tempfile.TemporaryDirectory(prefix="passaparola-", dir=_memory()))
        async with stage(Path(folder), city.days) as playing:
            play = Play(playing, story, city.seed)
            half: Report | None = None
            async for hour in play.hours():
                tell(hour, f"day {hour // 24}: {len(play.truth.people)} people have come")
                if half is None and hour >= half_hour:
                    half = await _report(playing, is_over=False)
            tell(story.hours, "reading the report")
            assert half is not None
            end = await _report(playing, is_over=True)
            messages = sum(len(playing.world.from_bot(chat)) for chat in playing.world.chats.ids())
        if keep is not None:
            shutil.copyfile(Path(folder) / DATABASE, keep)  # the last to let go has put everything into it
    compared = compare(city, play.truth, end, half)
    control = compare(city, play.truth.without_one(), end, half)
    took_s = time.perf_counter() - began_s
    return Result(city, play.truth, end, compared, control, messages, took_s)


def _memory() -> Path | None:
    """Where files are quicker than on a disk, and may be lost."""
    return IN_MEMORY if IN_MEMORY.is_dir() else None


async def _report(playing: Stage, is_over: bool) -> Report:
    """As of now, if it is over; else of the last midnight, so that a day ahead is a day of the city."""
    from dialogs.reach.reading import report  # brings scipy along

    now, city = playing.clock.now(), playing.app.host.city

    def read() -> Report:
        with playing.database.reading() as tx:
            return report(tx, now, city, until=now if is_over else None, smallest=SMALLEST)

    return await playing.app.lanes.run(0, read)
