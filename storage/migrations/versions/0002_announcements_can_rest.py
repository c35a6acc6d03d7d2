"""Announcements can rest, carry files, and tell how they go; whoever delivers has a number."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_IS_COPY = sa.text("announcement_id IS NOT NULL")


def _states(*values: str) -> str:
    return f"state IN ({', '.join(repr(value) for value in values)})"


def _either(column: str, *values: str) -> str:
    return " OR ".join(f"{column} = '{value}'" for value in values)


_WAS_NEWS = _states("draft", "scheduled", "planning", "sending", "done", "cancelled")
_IS_NEWS = _states("draft", "scheduled", "planning", "sending", "paused", "done", "cancelled")
_ENDS = ("leased", "sent", "unreachable", "rejected", "unknown", "expired", "cancelled")
_KINDS = ("reply", "reminder", "notice", "announcement")
_WAS_OUTBOX = {"state": _states("queued", *_ENDS), "kind": f"kind IN ({', '.join(map(repr, _KINDS))})"}
_IS_OUTBOX = {"state": _either("state", "queued", "held", *_ENDS), "kind": _either("kind", *_KINDS)}


def _allow(table: str, known: dict[str, str]) -> None:
    """Change which values columns may hold; SQLite makes the table anew for it."""
    with op.batch_alter_table(table) as batch_op:
        for column, check in known.items():
            batch_op.drop_constraint(op.f(f"ck_{table}_{column}_known"), type_="check")
            batch_op.create_check_constraint(op.f(f"ck_{table}_{column}_known"), sa.text(check))


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_table(
        "announcement_media",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('photo', 'voice', 'document')", name=op.f("ck_announcement_media_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name=op.f("fk_announcement_media_announcement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("announcement_id", "language", name=op.f("pk_announcement_media")),
    )
    op.add_column("announcements", sa.Column("rests_for", sa.String(length=12), nullable=True))
    op.add_column("announcements", sa.Column("moved_at", Moment(timezone=True), nullable=True))
    op.add_column("announcements", sa.Column("told", sa.String(length=200), nullable=True))
    _allow("announcements", {"state": _IS_NEWS})
    # When what is under way last moved is not known: without a moment nobody would ever look at it.
    op.execute("UPDATE announcements SET moved_at = due_at WHERE state IN ('planning', 'sending')")
    op.drop_index("uq_outbox_copy", "outbox")
    op.drop_index("ix_outbox_person_id_message_id", "outbox")
    op.create_index("uq_outbox_copy", "outbox", ["person_id", "announcement_id"], unique=True)
    _allow("outbox", _IS_OUTBOX)


def downgrade() -> None:
    op.execute("UPDATE outbox SET state = 'queued' WHERE state = 'held'")
    op.execute("UPDATE announcements SET state = 'cancelled' WHERE state = 'paused'")
    _allow("outbox", _WAS_OUTBOX)
    op.drop_index("uq_outbox_copy", "outbox")
    op.create_index("ix_outbox_person_id_message_id", "outbox", ["person_id", "message_id"])
    op.create_index(
        "uq_outbox_copy",
        "outbox",
        ["announcement_id", "person_id"],
        unique=True,
        sqlite_where=_IS_COPY,
        postgresql_where=_IS_COPY,
    )
    _allow("announcements", {"state": _WAS_NEWS})
    for column in ("told", "moved_at", "rests_for"):
        op.drop_column("announcements", column)
    op.drop_table("announcement_media")
    op.drop_table("duty")
