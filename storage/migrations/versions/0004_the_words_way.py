"""The word's way."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_IS_KIND = "kind IN ('friend', 'copy', 'inline', 'poster', 'place', 'group')"
_WAS_KIND = "kind IN ('friend', 'copy')"
_IS_ROLE = "role IN ('leader', 'coordinator', 'host', 'group')"
_WAS_ROLE = "role IN ('leader', 'coordinator', 'host')"
_IS_SOURCE = "source IN ('friend', 'leader', 'coordinator', 'group', 'centre', 'poster')"
_ROLE = "CASE role WHEN 'person' THEN 'friend' ELSE role END"
_THROUGH = "SELECT {what} FROM shares JOIN people ON people.id = shares.person_id WHERE shares.id = share_id"
_KNOWN_SO_FAR = (  # nothing in it comes from outside
    "UPDATE arrivals SET lab_id = (SELECT lab_id FROM shares WHERE shares.id = share_id),"  # noqa: S608
    f" source = COALESCE(({_THROUGH.format(what=_ROLE)}), 'friend'),"
    f" wave = COALESCE(({_THROUGH.format(what='wave')}), 0) + 1",
    # Only origins never run in a circle: of further arrivals at a lab that was not looked at.
    "UPDATE arrivals SET is_first = true WHERE lab_id IS NOT NULL AND is_origin",
    "UPDATE people SET source ="
    " (SELECT source FROM arrivals WHERE arrivals.person_id = people.id AND is_origin)",
)
"""What the arrivals so far tell of whose link it was, and how far it had come."""


def upgrade() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("district", sa.String(length=40), nullable=True),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("closed_at", Moment(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('centre', 'school', 'shop', 'other')", name=op.f("ck_places_kind_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
    )
    op.create_table(
        "errands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_errands_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errands")),
        sa.UniqueConstraint("person_id", "address", name=op.f("uq_errands_person_id_address")),
    )
    with op.batch_alter_table("arrivals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lab_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("source", sa.String(length=12), nullable=False, server_default="friend")
        )
        batch_op.add_column(sa.Column("wave", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("is_first", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column("share_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.drop_constraint(batch_op.f("fk_arrivals_share_id"), type_="foreignkey")
        batch_op.create_foreign_key(
            batch_op.f("fk_arrivals_share_id"), "shares", ["share_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_arrivals_lab_id"), "labs", ["lab_id"], ["id"], ondelete="CASCADE"
        )

    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("brought_at", Moment(timezone=True), nullable=True))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "uq_outbox_group_copy",
            ["group_id", "announcement_id"],
            unique=True,
            sqlite_where=sa.text("group_id IS NOT NULL"),
            postgresql_where=sa.text("group_id IS NOT NULL"),
        )

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("said_source", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("opened_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("shows_figures", sa.Boolean(), nullable=False, server_default=sa.false())
        )

    with op.batch_alter_table("shares", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("place_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("spoken", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("opened", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("posted", sa.Integer(), nullable=False, server_default="0"))
        for column in ("group_id", "place_id", "spoken"):
            batch_op.create_index(
                f"ix_shares_{column}",
                [column],
                unique=column == "spoken",
                sqlite_where=sa.text(f"{column} IS NOT NULL"),
                postgresql_where=sa.text(f"{column} IS NOT NULL"),
            )
        batch_op.create_foreign_key(
            batch_op.f("fk_shares_place_id"), "places", ["place_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_shares_group_id"), "groups", ["group_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("signups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("brought_by", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_signups_brought_by"), ["brought_by"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_signups_brought_by"), "people", ["brought_by"], ["id"], ondelete="SET NULL"
        )

    for statement in _KNOWN_SO_FAR:
        op.execute(statement)
    with op.batch_alter_table("arrivals") as batch_op:
        for column in ("source", "wave", "is_first"):
            batch_op.alter_column(column, server_default=None)
        batch_op.create_check_constraint(batch_op.f("ck_arrivals_source_known"), _IS_SOURCE)
        batch_op.create_index(
            "uq_arrivals_first",
            ["lab_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("is_first"),
            postgresql_where=sa.text("is_first"),
        )
    with op.batch_alter_table("people") as batch_op:
        batch_op.alter_column("shows_figures", server_default=None)
    with op.batch_alter_table("shares") as batch_op:
        for column in ("opened", "posted"):
            batch_op.alter_column(column, server_default=None)
        batch_op.drop_constraint(batch_op.f("ck_shares_kind_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_shares_kind_known"), _IS_KIND)
    with op.batch_alter_table("invites") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_invites_role_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_invites_role_known"), _IS_ROLE)


def downgrade() -> None:
    op.execute(
        "DELETE FROM arrivals WHERE share_id IS NULL OR share_id IN"
        " (SELECT id FROM shares WHERE kind IN ('place', 'group'))"
    )
    op.execute("DELETE FROM shares WHERE kind IN ('place', 'group')")
    op.execute("UPDATE shares SET kind = 'friend' WHERE kind IN ('inline', 'poster')")
    with op.batch_alter_table("shares") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_shares_kind_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_shares_kind_known"), _WAS_KIND)
    op.execute("DELETE FROM invites WHERE role = 'group'")
    with op.batch_alter_table("invites") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_invites_role_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_invites_role_known"), _WAS_ROLE)
    with op.batch_alter_table("arrivals") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_arrivals_source_known"), type_="check")
    with op.batch_alter_table("signups", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_signups_brought_by"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_signups_brought_by"))
        batch_op.drop_column("brought_by")

    with op.batch_alter_table("shares", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_shares_group_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_shares_place_id"), type_="foreignkey")
        for column in ("spoken", "place_id", "group_id"):
            batch_op.drop_index(f"ix_shares_{column}")
        batch_op.drop_column("posted")
        batch_op.drop_column("opened")
        batch_op.drop_column("spoken")
        batch_op.drop_column("place_id")
        batch_op.drop_column("group_id")

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("shows_figures")
        batch_op.drop_column("opened_id")
        batch_op.drop_column("said_source")
        batch_op.drop_column("source")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_outbox_group_copy",
            sqlite_where=sa.text("group_id IS NOT NULL"),
            postgresql_where=sa.text("group_id IS NOT NULL"),
        )

    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.drop_column("brought_at")

    with op.batch_alter_table("arrivals", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_arrivals_lab_id"), type_="foreignkey")
        batch_op.drop_index(
            "uq_arrivals_first", sqlite_where=sa.text("is_first"), postgresql_where=sa.text("is_first")
        )
        batch_op.alter_column("share_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_constraint(batch_op.f("fk_arrivals_share_id"), type_="foreignkey")
        batch_op.create_foreign_key(
            batch_op.f("fk_arrivals_share_id"), "shares", ["share_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.drop_column("is_first")
        batch_op.drop_column("wave")
        batch_op.drop_column("source")
        batch_op.drop_column("lab_id")

    op.drop_table("errands")
    op.drop_table("places")
