"""The command `passaparola`: run, demo, simulate, check, migrate, invite, report, privacy.

What goes wrong is said in one sentence, with exit code 2; 1 is `check`'s, for a database that is newer.
"""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.config import Config, ConfigError, load
from bot.reporting import Asked, Unreportable, save, write
from bot.telegram.port import Taken, TelegramDown, TokenRefused
from storage.database import DatabaseUnusable

if TYPE_CHECKING:
    from storage.database import Database, Transaction

app = typer.Typer(
    name="passaparola",
    help="The word of mouth of a city's community labs, on Telegram.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
privacy = typer.Typer(no_args_is_help=True, help="What is held about people.")
app.add_typer(privacy, name="privacy")
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Another file than ./bot.toml.")]
STOPS_WITHIN_S = 4.0
INVITE_LASTS = timedelta(days=7)


def main() -> None:
    """What the installed command calls."""
    app()


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    """Expected trouble is said plainly; the token is in none of these sentences."""
    try:
        yield
    except* (ConfigError, DatabaseUnusable, Unreportable) as group:
        _give_up(str(_first(group)))
    except* TokenRefused:
        _give_up("Telegram does not know this token: copy it again from BotFather into PASSAPAROLA_TOKEN")
    except* (TelegramDown, Taken) as group:
        _give_up(f"Telegram does not answer: {_first(group)}")


def _first(group: BaseException) -> BaseException:
    while isinstance(group, BaseExceptionGroup):
        group = group.exceptions[0]
    return group


def _give_up(sentence: str, code: int = 2) -> None:
    typer.echo(f"passaparola: {sentence}", err=True)
    raise typer.Exit(code)


def _is_none_yet(database: "Database") -> bool:
    file = database.url.database
    return database.is_sqlite and not (file and Path(file).exists())


@contextmanager
def _reading(config: Config) -> Iterator["Transaction"]:
    """The database as it stands, which must be there and at the newest step. Raises DatabaseUnusable."""
    from storage.database import Database
    from storage.migration import newest, refuse_newer, version

    database = Database(config.storage.url)
    try:
        if _is_none_yet(database):
            raise DatabaseUnusable("there is no database yet: `passaparola run` makes it")
        database.reach()
        with database.reading_twice() as tx:
            refuse_newer(version(tx))
            if version(tx) != newest():
                raise DatabaseUnusable(
                    "the database is older than this program: `passaparola migrate` brings it up"
                )
            yield tx
    finally:
        database.close()


def _start(config: Config) -> None:
    from bot.log import start_logging

    start_logging(config.log.level, config.log.format)


@app.command()
def run(config: ConfigFile = None) -> None:
    """Run the bot until it is told to stop (SIGTERM or Ctrl-C)."""
    with _in_one_sentence():
        settings = load(config)
        settings.checked_token()
        settings.checked_intake()
        _start(settings)
        asyncio.run(_run(settings))


async def _run(config: Config) -> None:
    """Until told to stop: then what is in hand is finished, and what takes too long is cut."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    stopped = asyncio.create_task(stop.wait())
    serving = asyncio.create_task(_serve(config, stopped))
    await asyncio.wait({stopped, serving}, return_when=asyncio.FIRST_COMPLETED)
    done, _ = await asyncio.wait({serving}, timeout=STOPS_WITHIN_S)
    stopped.cancel()
    if done:
        serving.result()
    else:
        serving.cancel()
        await asyncio.wait({serving}, timeout=0.5)


async def _serve(config: Config, stopped: asyncio.Task[bool]) -> None:
    from bot.app import running

    async with running(config) as bot:
        await asyncio.wait({stopped, bot.task}, return_when=asyncio.FIRST_COMPLETED)


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1; 0 takes any free one.")
    ] = 8200,
    seconds: Annotated[float, typer.Option(help="Stop by itself after so long; 0 runs on.")] = 0.0,
) -> None:
    """A city to click through: the real bot on a Telegram of its own, on this computer only."""
    from bot.playground.demo import show

    try:
        with _in_one_sentence():
            asyncio.run(show(port, seconds, typer.echo))
    except OSError as error:
        _give_up(f"the demo cannot run on port {port}: {error.strerror or error}")


@app.command()
def simulate(
    people: Annotated[int, typer.Option(min=20, max=20_000, help="So many come, on average.")] = 300,
    days: Annotated[int, typer.Option(min=14, max=365, help="So long it lasts.")] = 56,
    leaders: Annotated[int | None, typer.Option(min=1, help="As many as it takes, unless given.")] = None,
    mean: Annotated[float, typer.Option("--R", min=0.0, max=0.8, help="How many each brings.")] = 0.6,
    dispersion: Annotated[float, typer.Option("--k", min=0.05, max=10.0, help="How unequally.")] = 0.3,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same story.")] = 1,
    out: Annotated[Path | None, typer.Option(help="A file for what came of it, in Markdown.")] = None,
) -> None:
    """Play a city whose word of mouth is known, and hold the report against what was true.

    300 people take some minutes, 2,000 some ten. Exit code 1 where a figure that must be equal is not.
    """
    from bot.simulation.city import City
    from bot.simulation.command import show

    city = City(people=people, days=days, leaders=leaders, R=mean, k=dispersion, seed=seed)
    if not show(city, out):
        raise typer.Exit(1)


@app.command()
def check(config: ConfigFile = None) -> None:
    """Look at the settings, the site, the catalogs and the database, without a token and without Telegram."""
    from dialogs.passaparola import build
    from dialogs.text import Catalogs
    from storage.database import Database
    from storage.migration import newest, refuse_newer, version

    with _in_one_sentence():
        settings = load(config)
        settings.checked_intake()
        typer.echo(f"settings: good, for {settings.town.name}")
        if settings.delivery.warning:
            typer.echo(f"delivery: {settings.delivery.warning}")
        typer.echo(f"site: {len(build().pages)} pages, every address fits")
        catalogs = Catalogs()
        for language in catalogs.shipped[1:]:
            typer.echo(f"catalog {language}: {catalogs.written(language)} texts")
        database = Database(settings.storage.url)
        try:
            if _is_none_yet(database):
                typer.echo(f"database: none yet; `passaparola run` makes it (step {newest()})")
                return
            database.reach()
            with database.reading() as tx:
                step = version(tx)
            try:
                refuse_newer(step)
            except DatabaseUnusable as newer:
                _give_up(str(newer), code=1)
            typer.echo(
                f"database: at step {step}, newest is {newest()}"
                if step
                else f"database: empty; `passaparola run` brings it to step {newest()}"
            )
        finally:
            database.close()


@app.command()
def migrate(config: ConfigFile = None) -> None:
    """Bring the database to the newest step. `run` does it by itself."""
    from storage.database import Database
    from storage.migration import migrate as bring

    with _in_one_sentence():
        database = Database(load(config).storage.url)
        try:
            before, after = bring(database)
        finally:
            database.close()
        if before is None:
            typer.echo(f"database: new, at step {after}")
        elif before != after:
            typer.echo(f"database: from step {before} to {after}")
        else:
            typer.echo(f"database: at step {after}")


@app.command()
def invite(
    role: Annotated[str, typer.Option(help="coordinator or leader")] = "coordinator",
    config: ConfigFile = None,
) -> None:
    """Print a link that makes whoever opens it first a coordinator (or a leader); good for seven days."""
    if role not in ("coordinator", "leader"):
        _give_up("--role is coordinator or leader")
    with _in_one_sentence():
        settings = load(config)
        settings.checked_token()
        typer.echo(asyncio.run(_invite(settings, role)))


async def _invite(config: Config, role: str) -> str:
    from bot.app import gateway_for, new_code, utc_now
    from storage import invites
    from storage.database import Database
    from storage.migration import migrate as bring

    gateway = gateway_for(config)
    try:
        me = await gateway.open()
    finally:
        await gateway.close()
    database = Database(config.storage.url)
    try:
        bring(database)
        code = new_code()
        with database.transaction() as tx:
            invites.make(tx, code, role, utc_now() + INVITE_LASTS)
    finally:
        database.close()
    return config.city(me.username).link(f"i-{code}")


@app.command()
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
    with _in_one_sentence():
        settings = load(config)
        with _reading(settings) as tx:
            asked = Asked(lab, *days, language, is_json, of_language, of_district)
            text = write(tx, settings.city("passaparola"), utc_now(), asked)
        if is_json and out is None:
            typer.echo(text, nl=False)
            return
        out = out or Path("report.html")
        save(text, out)
        typer.echo(f"report: {out}")


@privacy.command("report")
def held(
    config: ConfigFile = None,
    is_json: Annotated[bool, typer.Option("--json", help="For a machine.")] = False,
) -> None:
    """Print what is held, kind by kind: how much, since when, for how long, how late. Nobody is named."""
    from bot import privacy as figures
    from bot.app import utc_now

    with _in_one_sentence():
        settings = load(config)
        with _reading(settings) as tx:
            lines = figures.report(tx, settings.city("passaparola"), utc_now())
        if is_json:
            typer.echo(figures.as_json(lines))
        else:
            figures.show(lines)
