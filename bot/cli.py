"""The command `passaparola`: run, demo, check, migrate, invite; and those of `bot.cli_reports`.

What goes wrong is said in one sentence, with exit code 2; 1 is `check`'s, for a database that is newer.
"""

import asyncio
import signal
from datetime import timedelta
from typing import Annotated

import typer

from bot import cli_reports
from bot.command import ConfigFile, give_up, in_one_sentence, is_none_yet
from bot.config import Config, load
from storage.database import DatabaseUnusable

app = typer.Typer(
    name="passaparola",
    help="The word of mouth of a city's community labs, on Telegram.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(cli_reports.privacy, name="privacy")
STOPS_WITHIN_S = 4.0
INVITE_LASTS = timedelta(days=7)


def main() -> None:
    """What the installed command calls."""
    app()


def _start(config: Config) -> None:
    from bot.log import start_logging

    start_logging(config.log.level, config.log.format)


@app.command()
def run(config: ConfigFile = None) -> None:
    """Run the bot until it is told to stop (SIGTERM or Ctrl-C)."""
    with in_one_sentence():
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
        with in_one_sentence():
            asyncio.run(show(port, seconds, typer.echo))
    except OSError as error:
        give_up(f"the demo cannot run on port {port}: {error.strerror or error}")


@app.command()
def check(config: ConfigFile = None) -> None:
    """Look at the settings, the site, the catalogs and the database, without a token and without Telegram."""
    from dialogs.passaparola import build
    from dialogs.text import Catalogs
    from storage.database import Database
    from storage.migration import newest, refuse_newer, version

    with in_one_sentence():
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
            if is_none_yet(database):
                typer.echo(f"database: none yet; `passaparola run` makes it (step {newest()})")
                return
            database.reach()
            with database.reading() as tx:
                step = version(tx)
            try:
                refuse_newer(step)
            except DatabaseUnusable as newer:
                give_up(str(newer), code=1)
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

    with in_one_sentence():
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
        give_up("--role is coordinator or leader")
    with in_one_sentence():
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


for command in (cli_reports.report, cli_reports.simulate):
    app.command()(command)
