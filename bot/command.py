"""What the commands share: `--config`, trouble that is said in one sentence, the database as it stands.

It must not know what any of them does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.config import Config, ConfigError
from bot.reporting import Unreportable
from bot.telegram.port import Taken, TelegramDown, TokenRefused
from storage.database import DatabaseUnusable

if TYPE_CHECKING:
    from storage.database import Database, Transaction

ConfigFile = Annotated[Path | None, typer.Option("--config", help="Another file than ./bot.toml.")]


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Expected trouble is said plainly; the token is in none of these sentences."""
    try:
        yield
    except* (ConfigError, DatabaseUnusable, Unreportable) as group:
        give_up(str(_first(group)))
    except* TokenRefused:
        give_up("Telegram does not know this token: copy it again from BotFather into PASSAPAROLA_TOKEN")
    except* (TelegramDown, Taken) as group:
        give_up(f"Telegram does not answer: {_first(group)}")


def _first(group: BaseException) -> BaseException:
    while isinstance(group, BaseExceptionGroup):
        group = group.exceptions[0]
    return group


def give_up(sentence: str, code: int = 2) -> None:
    """Say what is wrong, and end with this exit code."""
    typer.echo(f"passaparola: {sentence}", err=True)
    raise typer.Exit(code)


def is_none_yet(database: "Database") -> bool:
    """Whether it is a file that nobody has made."""
    file = database.url.database
    return database.is_sqlite and not (file and Path(file).exists())


@contextmanager
def reading(config: Config) -> Iterator["Transaction"]:
    """The database as it stands, which must be there and at the newest step. Raises DatabaseUnusable."""
    from storage.database import Database
    from storage.migration import newest, refuse_newer, version

    database = Database(config.storage.url)
    try:
        if is_none_yet(database):
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
