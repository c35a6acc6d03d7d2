"""Alembic's way in: the transaction comes from `storage.migration`, or a new one for `make migration`."""

from alembic import context
from sqlalchemy import Connection

from storage.tables import Table


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        render_as_batch=True,
        compare_type=True,
        user_module_prefix="",
        transactional_ddl=True,
    )
    context.run_migrations()


_run(context.config.attributes["connection"])
