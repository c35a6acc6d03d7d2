"""The commands that tell figures: report, simulate, privacy report.

They must not know how anything is counted. `bot.cli` puts them beside the others.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.command import ConfigFile, in_one_sentence, reading
from bot.config import load
from bot.reporting import Asked, save, write

privacy = typer.Typer(no_args_is_help=True, help="What is held about people.")


def report(
    config: ConfigFile = None,
    lab: Annotated[int | None, typer.Option(help="The number of one lab; all of them, if not given.")] = None,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day; else yesterday.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="The city's, if not given.")] = None,
    out: Annotated[Path | None, typer.Option(help="The file; else report.html, JSON is printed.")] = None,
    is_json: Annotated[bool, typer.Option("--json", help="For a machine.")] = False,
    of_language: Annotated[str | None, typer.Option(help="Of people who read it, as it, en, ar.")] = None,
    of_district: Annotated[str | None, typer.Option(help="Of people who live there, by its name.")] = None,
) -> None:
    """Write how far the word went, as a page that may be published: nothing of fewer than ten people."""
    from bot.app import utc_now

    days = (first and first.date(), last and last.date())
    with in_one_sentence():
        settings = load(config)
        with reading(settings) as tx:
            asked = Asked(lab, *days, language, is_json, of_language, of_district)
            text = write(tx, settings.city("passaparola"), utc_now(), asked)
        if is_json and out is None:
            typer.echo(text, nl=False)
            return
        out = out or Path("report.html")
        save(text, out)
        typer.echo(f"report: {out}")


def simulate(
    people: Annotated[int, typer.Option(min=20, max=20_000, help="So many come, on average.")] = 300,
    days: Annotated[int, typer.Option(min=14, max=365, help="So long it lasts.")] = 56,
    leaders: Annotated[int | None, typer.Option(min=1, help="As many as it takes, unless given.")] = None,
    mean: Annotated[float, typer.Option("--R", min=0.0, max=0.8, help="How many each brings.")] = 0.6,
    dispersion: Annotated[float, typer.Option("--k", min=0.05, max=10.0, help="How unequally.")] = 0.3,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same story.")] = 1,
    out: Annotated[Path | None, typer.Option(help="A file for what came of it, in Markdown.")] = None,
    keep: Annotated[Path | None, typer.Option(help="A new SQLite file for the city's database.")] = None,
) -> None:
    """Play a city whose word of mouth is known, and hold the report against what was true.

    300 people take some minutes, 2,000 some ten. Exit code 1 where a figure that must be equal is not.
    """
    from bot.simulation.city import City
    from bot.simulation.command import show

    city = City(people=people, days=days, leaders=leaders, R=mean, k=dispersion, seed=seed)
    with in_one_sentence():
        is_as_it_must_be = show(city, out, keep)
    if not is_as_it_must_be:
        raise typer.Exit(1)


@privacy.command("report")
def held(
    config: ConfigFile = None,
    is_json: Annotated[bool, typer.Option("--json", help="For a machine.")] = False,
) -> None:
    """Print what is held, kind by kind: how much, since when, for how long, how late. Nobody is named."""
    from bot import privacy as figures
    from bot.app import utc_now

    with in_one_sentence():
        settings = load(config)
        with reading(settings) as tx:
            lines = figures.report(tx, settings.city("passaparola"), utc_now())
        if is_json:
            typer.echo(figures.as_json(lines))
        else:
            figures.show(lines)
