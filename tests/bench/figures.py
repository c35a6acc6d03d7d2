"""Prints figures: what was measured, how much, and what was aimed at."""

from rich.console import Console
from rich.table import Table


def show(title: str, *rows: tuple[str, str, str]) -> None:
    """A table of (what, measured, goal)."""
    table = Table("measured", "figure", "goal", title=title, title_justify="left")
    for row in rows:
        table.add_row(*row)
    _print(table)


def compare(title: str, head: tuple[str, ...], *rows: tuple[str, ...]) -> None:
    """A table with a row for each of several."""
    table = Table(*head, title=title, title_justify="left")
    for row in rows:
        table.add_row(*row)
    _print(table)


def _print(table: Table) -> None:
    console = Console(width=100)
    console.print()
    console.print(table)
