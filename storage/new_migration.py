"""Writes the next migration: what `tables/` has and the migrations before have not.

For `make migration`; the running bot never comes here. What Alembic wrote is to be read before it is kept.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import Script

from storage.database import Database, Transaction
from storage.migration import config, migrate, newest
from storage.tables import Table


def differences(tx: Transaction) -> list[Any]:
    """What `tables/` says and a database has not, or the other way round, in Alembic's words."""
    return list(compare_metadata(MigrationContext.configure(tx), Table.metadata))


def write(message: str) -> Path | None:
    """The file of the next migration; None where the tables are as the last one leaves them."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/empty.db")
        try:
            migrate(database)
            with database.transaction() as tx:
                if not differences(tx):
                    return None
                number = f"{int(newest()) + 1:04}"
                made = command.revision(config(tx), message, autogenerate=True, rev_id=number)
        finally:
            database.close()
    assert isinstance(made, Script)
    return Path(made.path)


def main() -> None:
    """`python -m storage.new_migration "labs have a colour"`; Alembic prints the file it writes."""
    message = " ".join(sys.argv[1:]).strip()
    if not message:
        sys.exit('Say what changes: make migration MESSAGE="labs have a colour"')
    if write(message) is None:
        print("The tables have not changed: nothing to write.")


if __name__ == "__main__":
    main()
