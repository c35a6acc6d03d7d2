"""Shows a simulation while it runs, and what came of it.

It must not know how it is done.
"""

import asyncio
import signal
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.log import start_logging
from bot.reporting import require_writable, save
from bot.simulation.account import account
from bot.simulation.city import City
from bot.simulation.clock import BEGINS
from bot.simulation.run import Result, simulate


def show(city: City, out: Path | None, keep: Path | None = None) -> bool:
    """Simulate a city, say what came of it, and write it to `out`; whether all is as it must be.

    Its database is kept in `keep`, a new file. Raises Unreportable where one of them cannot be written.
    """
    if out is not None:
        require_writable(out)
    if keep is not None:
        require_writable(keep, is_new=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # nothing is left lying about
    start_logging("error")
    console = Console()
    columns = (BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=console) as progress:
        bar = progress.add_task("the bot starts", total=city.days * 24)

        def tell(hour: int, what: str) -> None:
            progress.update(bar, completed=hour, description=what)

        result = asyncio.run(simulate(city, tell, keep))
    _tell(console, result)
    if out is not None:
        save(account(result, _options(city)), out)
    if keep is not None:
        last = (BEGINS + timedelta(days=city.days)).date()
        console.print(
            f"PASSAPAROLA_STORAGE__URL=sqlite:///{keep} passaparola report --to {last}", soft_wrap=True
        )
    return not result.comparison.wrong and bool(result.control.wrong)


def _tell(console: Console, result: Result) -> None:
    compared = result.comparison
    table = Table("figure", "", "true", "reported", "agrees")
    for line in compared.lines:
        if line.how != "exact" or line.agrees is not True:
            agrees = {True: "yes", False: "NO", None: "not told"}[line.agrees]
            table.add_row(line.part, line.name, line.true, line.reported, agrees)
    console.print(table)
    exact = compared.of("exact")
    console.print(f"{len(exact) - len(compared.wrong)} of {len(exact)} exact figures are equal.")
    console.print(f"With one arrival taken out of the truth, {len(result.control.wrong)} of them differ.")


def _options(city: City) -> str:
    """What was given that is not so by itself, as on the command line."""
    usual = City()
    named = {name: getattr(city, name) for name in ("people", "days", "leaders", "R", "k", "seed")}
    given = {name: value for name, value in named.items() if value != getattr(usual, name)}
    return "".join(f" --{name} {value}" for name, value in given.items())
