"""Brings a database to the shape of `tables/`, step by step, and knows when it is too new."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.database import Database, DatabaseUnusable, Transaction

SCRIPTS = Path(__file__).with_name("migrations")


def config(tx: Transaction) -> Config:
    """How Alembic finds our migrations, and the transaction to make them in."""
    alembic = Config(attributes={"connection": tx})
    alembic.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return alembic


def version(tx: Transaction) -> str | None:
    """The step a database stands at; None for an empty one."""
    return MigrationContext.configure(tx).get_current_revision()


def newest() -> str:
    """The newest step this program knows."""
    head = ScriptDirectory(str(SCRIPTS)).get_current_head()
    assert head is not None, "the wheel carries its migrations"
    return head


def refuse_newer(step: str | None) -> None:
    """Raises DatabaseUnusable for a step that only a newer program knows."""
    known = {script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions()}
    if step is not None and step not in known:
        raise DatabaseUnusable(
            f"the database is newer than this program (it stands at step {step}, "
            f"this program knows up to {newest()}): install the newer version"
        )


def migrate(database: Database) -> tuple[str | None, str]:
    """Bring the database to the newest step: (where it stood, where it stands).

    Raises DatabaseUnusable when it is newer than this program.
    """
    database.reach()
    with database.rebuilding() as tx:
        database.wait_for_others(tx)
        before, after = version(tx), newest()
        if before == after:
            return before, after
        refuse_newer(before)
        command.upgrade(config(tx), "head")
    return before, after
