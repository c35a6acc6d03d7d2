"""What every test would make anew, and all alike, is made once a worker: compiled statements, catalogs.

Each test has a database and a bot of its own; without this most of a run goes into compiling the same SQL
for each new engine and reading the same `.po` files for each new bot. It must not share anything that a
test could change.
"""

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from sqlalchemy import Dialect, Engine, create_engine

import dialogs.text
import storage.database


class Statements(dict[Any, Any]):
    """SQLAlchemy's `compiled_cache`, for all engines of one dialect alike, not for one."""

    def get(self, key: Any, default: Any = None) -> Any:
        """What was compiled for this statement."""
        return super().get(_alike(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        """Keep it."""
        super().__setitem__(_alike(key), compiled)


def _alike(key: tuple[Dialect, *tuple[Any, ...]]) -> tuple[Any, ...]:
    return (key[0].name, *key[1:])


def share() -> None:
    """From now on, in this process."""
    vars(storage.database)["create_engine"] = _sharing(create_engine, Statements())
    vars(dialogs.text)["read_po"] = lambda file, locale: _read(
        Path(file.name), Path(file.name).stat().st_mtime_ns
    )


def _sharing(create: Callable[..., Engine], statements: Statements) -> Callable[..., Engine]:
    @wraps(create)
    def made(*how: Any, **options: Any) -> Engine:
        return create(*how, execution_options={"compiled_cache": statements}, **options)

    return made


@cache
def _read(path: Path, written_ns: int) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=None)
