"""Prints how often the report's intervals hold what was true, world by world: `make calibrate`."""

import argparse
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

import numpy as np
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from tests.calibrate.growing import World
from tests.calibrate.trial import Trial, trial

WORLDS = (
    World(0.3, 0.5),
    World(0.6, 0.1),
    World(0.6, 0.3),
    World(0.6, 2.0),
    World(0.6, 0.3, lost=0.2),
    World(0.8, 0.5, lost=0.4),
    World(0.6, 0.3, leaders=8, leader_mean=8.0, leader_dispersion=2.0),
    World(0.6, 0.3, leaders=200, cut=20.0),
    World(0.8, 0.3, leaders=20, cut=6.0, begin=4.0),
    World(0.9, 0.5, leaders=20),
    World(1.0, 0.5, leaders=20),
    World(1.2, 0.3, leaders=20),
)
HEAD = ("world", "grown", "people", "R", "naive", "k", "R 95%", "k 95%")
SAID = ("week 80%", "week 90%", "last 80%", "last 90%", "guess 90%", "naive 90%")


def main() -> None:
    """Reads the sizes, grows the forests, prints the table."""
    asked = argparse.ArgumentParser(prog="make calibrate", description=__doc__)
    asked.add_argument("--trials", type=int, default=200, help="forests of each world (200)")
    asked.add_argument("--draws", type=int, default=300, help="draws of each forecast (300)")
    asked.add_argument("--seed", type=int, default=1, help="another seed grows other forests (1)")
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="at a time (one a core)")
    asked.add_argument("--world", type=int, action="append", help="only this row, from 0; may be repeated")
    sizes = asked.parse_args()
    console = Console(width=150)
    table = Table(box=SIMPLE, title="What the report says, next to what was true", title_justify="left")
    for name in (*HEAD, *SAID):
        table.add_column(name, no_wrap=name == "world", min_width=len(name.split()[0]))
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    chosen = sizes.world or range(len(WORLDS))
    with ProcessPoolExecutor(sizes.jobs) as pool, bar:
        task = bar.add_task("forests", total=len(chosen) * sizes.trials)
        for number in chosen:
            seeds = [(sizes.seed, number, one) for one in range(sizes.trials)]
            made: list[Trial] = []
            for one in pool.map(trial, repeat(WORLDS[number]), seeds, repeat(sizes.draws), chunksize=4):
                made += [one] if one else []
                bar.advance(task)
            table.add_row(*row(WORLDS[number], made))
    console.print(table)
    console.print(
        "R, naive (R as it is counted, uncensored) and k: medians, as multiples of what is true.\n"
        "R 95%, k 95%: the interval holds it. Week, last: the forecast holds what came.\n"
        "Guess: if the fit were taken for the truth. Naive: if what is counted were.\n"
        "Where R is 1 or more the fan is wide and R may change unseen: the report warns (near_one)."
    )


def row(world: World, made: list[Trial]) -> tuple[str, ...]:
    """One line of the table."""

    def share(one: Callable[[Trial], bool]) -> str:
        return f"{np.mean([one(each) for each in made]):.0%}"

    def median(one: Callable[[Trial], float]) -> str:
        return f"{np.median([one(each) for each in made]):.2f}"

    if not made:
        return (world.name, "0")
    return (
        world.name,
        str(len(made)),
        f"{np.median([one.people for one in made]):.0f}",
        median(lambda one: one.mean),
        median(lambda one: one.naive_mean),
        median(lambda one: one.dispersion),
        share(lambda one: one.has_mean),
        share(lambda one: one.has_dispersion),
        share(lambda one: one.said.week80),
        share(lambda one: one.said.week90),
        share(lambda one: one.said.last80),
        share(lambda one: one.said.last90),
        share(lambda one: one.plugged.last90),
        share(lambda one: one.naive.last90),
    )


if __name__ == "__main__":
    main()
