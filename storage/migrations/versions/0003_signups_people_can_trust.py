"""Seats are offered, labs change, offer facilities and ask; who came and what they say is noted."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_WAS_STATE = "state IN ('seated', 'waiting', 'cancelled')"
_IS_STATE = "state IN ('waiting', 'offered', 'seated', 'cancelled', 'removed', 'expired', 'walked_in')"
_WAS_ROLE, _IS_ROLE = "role IN ('leader', 'coordinator')", "role IN ('leader', 'coordinator', 'host')"

_NUMBERS = """
    UPDATE signups SET number = numbered.number FROM (
        SELECT id, row_number() OVER (PARTITION BY lab_id ORDER BY joined_at, id) AS number FROM signups
    ) AS numbered WHERE numbered.id = signups.id
"""


def _allow(table: str, column: str, known: str) -> None:
    """Change which values a column may hold; SQLite makes the table anew for it."""
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{column}_known"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{column}_known"), sa.text(known))


def upgrade() -> None:
    op.create_table(
        "interests",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_interests_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "topic", name=op.f("pk_interests")),
    )
    with op.batch_alter_table("interests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interests_topic"), ["topic"], unique=False)

    op.create_table(
        "circles",
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["lab_id"], ["labs.id"], name=op.f("fk_circles_lab_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circles_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lab_id", "person_id", name=op.f("pk_circles")),
    )
    with op.batch_alter_table("circles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circles_person_id"), ["person_id"], unique=False)

    op.create_table(
        "facilities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('interpreter', 'childcare', 'step_free')", name=op.f("ck_facilities_kind_known")
        ),
        sa.CheckConstraint("places >= 0", name=op.f("ck_facilities_places_not_negative")),
        sa.ForeignKeyConstraint(
            ["lab_id"], ["labs.id"], name=op.f("fk_facilities_lab_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilities")),
        sa.UniqueConstraint("lab_id", "kind", "language", name=op.f("uq_facilities_lab_id_kind_language")),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("welcome", sa.Integer(), nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.CheckConstraint("again BETWEEN 1 AND 3", name=op.f("ck_feedback_again_1_to_3")),
        sa.CheckConstraint("useful BETWEEN 1 AND 3", name=op.f("ck_feedback_useful_1_to_3")),
        sa.CheckConstraint("welcome BETWEEN 1 AND 3", name=op.f("ck_feedback_welcome_1_to_3")),
        sa.ForeignKeyConstraint(["lab_id"], ["labs.id"], name=op.f("fk_feedback_lab_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_given_on"), ["given_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_lab_id"), ["lab_id"], unique=False)

    op.create_table(
        "fields",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "kind IN ('text', 'choice', 'yes_no', 'number')", name=op.f("ck_fields_kind_known")
        ),
        sa.ForeignKeyConstraint(["lab_id"], ["labs.id"], name=op.f("fk_fields_lab_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fields")),
    )
    with op.batch_alter_table("fields", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fields_lab_id"), ["lab_id"], unique=False)

    op.create_table(
        "lab_hosts",
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lab_id"], ["labs.id"], name=op.f("fk_lab_hosts_lab_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_lab_hosts_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lab_id", "person_id", name=op.f("pk_lab_hosts")),
    )
    with op.batch_alter_table("lab_hosts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lab_hosts_person_id"), ["person_id"], unique=False)

    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["lab_id"], ["labs.id"], name=op.f("fk_remarks_lab_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
    )
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remarks_given_on"), ["given_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_remarks_lab_id"), ["lab_id"], unique=False)

    op.create_table(
        "attendances",
        sa.Column("signup_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=12), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=True),
        sa.Column("marked_at", Moment(timezone=True), nullable=False),
        sa.CheckConstraint("(mark = 'attended') = (came > 0)", name=op.f("ck_attendances_who_attended_came")),
        sa.CheckConstraint(
            "mark IN ('attended', 'absent', 'excused')", name=op.f("ck_attendances_mark_known")
        ),
        sa.CheckConstraint(
            "reason IN ('work', 'children', 'transport', 'not_welcome', 'forgot', 'other')",
            name=op.f("ck_attendances_reason_known"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_attendances_meeting_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["signup_id"], ["signups.id"], name=op.f("fk_attendances_signup_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("signup_id", "meeting_id", name=op.f("pk_attendances")),
    )
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendances_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "field_answers",
        sa.Column("signup_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["field_id"], ["fields.id"], name=op.f("fk_field_answers_field_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["signup_id"], ["signups.id"], name=op.f("fk_field_answers_signup_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("signup_id", "field_id", name=op.f("pk_field_answers")),
    )
    with op.batch_alter_table("field_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_field_answers_field_id"), ["field_id"], unique=False)

    op.create_table(
        "field_texts",
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["field_id"], ["fields.id"], name=op.f("fk_field_texts_field_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("field_id", "language", name=op.f("pk_field_texts")),
    )
    op.create_table(
        "lab_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lab_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("was_starts_at", Moment(timezone=True), nullable=True),
        sa.Column("was_ends_at", Moment(timezone=True), nullable=True),
        sa.Column("was_place", sa.Text(), nullable=True),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "what IN ('moved', 'placed', 'added', 'dropped', 'cancelled')",
            name=op.f("ck_lab_changes_what_known"),
        ),
        sa.ForeignKeyConstraint(
            ["lab_id"], ["labs.id"], name=op.f("fk_lab_changes_lab_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_lab_changes_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lab_changes")),
    )
    with op.batch_alter_table("lab_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lab_changes_lab_id"), ["lab_id"], unique=False)

    op.create_table(
        "needs",
        sa.Column("signup_id", sa.Integer(), nullable=False),
        sa.Column("facility_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.CheckConstraint("places > 0", name=op.f("ck_needs_places_positive")),
        sa.ForeignKeyConstraint(
            ["facility_id"], ["facilities.id"], name=op.f("fk_needs_facility_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["signup_id"], ["signups.id"], name=op.f("fk_needs_signup_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("signup_id", "facility_id", name=op.f("pk_needs")),
    )
    with op.batch_alter_table("needs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_needs_facility_id"), ["facility_id"], unique=False)

    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counts", sa.Text(), nullable=True))

    with op.batch_alter_table("invites", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lab_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_invites_lab_id"), ["lab_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_invites_lab_id"), "labs", ["lab_id"], ["id"], ondelete="CASCADE"
        )

    with op.batch_alter_table("labs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lets_pass", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("cancelled_at", Moment(timezone=True), nullable=True))

    with op.batch_alter_table("signups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("name", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("offer_ends_at", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("pass_code", sa.String(length=12), nullable=True))
        batch_op.add_column(
            sa.Column("has_given_feedback", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.alter_column("person_id", existing_type=sa.INTEGER(), nullable=True)

    op.execute(_NUMBERS)
    with op.batch_alter_table("signups", schema=None) as batch_op:
        batch_op.alter_column("number", existing_type=sa.INTEGER(), nullable=False)
        batch_op.create_index(
            batch_op.f("ix_signups_lab_id_joined_at"), ["lab_id", "joined_at"], unique=False
        )
        batch_op.create_index(
            "ix_signups_offers",
            ["offer_ends_at"],
            unique=False,
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        )
        batch_op.create_index(batch_op.f("ix_signups_lab_id_number"), ["lab_id", "number"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_signups_pass_code"), ["pass_code"])

    for table, column in (("labs", "lets_pass"), ("meetings", "sequence"), ("signups", "has_given_feedback")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column(column, server_default=None)
    _allow("signups", "state", _IS_STATE)
    _allow("invites", "role", _IS_ROLE)


def _leave_what_was_understood() -> None:
    """Nothing stays that the older program would take for something else, or stumble over.

    References are not kept meanwhile on SQLite: what refers to a row is taken away with it here.
    """
    op.execute("DELETE FROM signups WHERE person_id IS NULL OR state = 'walked_in'")
    op.execute("UPDATE signups SET state = 'waiting' WHERE state = 'offered'")
    op.execute("UPDATE signups SET state = 'cancelled' WHERE state IN ('removed', 'expired')")
    # A lab without any date would be stumbled over: one of which all were dropped keeps them, cancelled.
    op.execute(
        "UPDATE labs SET status = 'cancelled' WHERE status <> 'draft' AND id IN (SELECT lab_id FROM meetings)"
        " AND id NOT IN (SELECT lab_id FROM meetings WHERE cancelled_at IS NULL)"
    )
    op.execute(
        "DELETE FROM meetings WHERE cancelled_at IS NOT NULL"
        " AND lab_id IN (SELECT lab_id FROM meetings WHERE cancelled_at IS NULL)"
    )
    op.execute(
        "DELETE FROM reminders WHERE signup_id NOT IN (SELECT id FROM signups)"
        " OR meeting_id NOT IN (SELECT id FROM meetings)"
    )
    # Who asked to hear of a lab's people is not known any more: what is not out yet stays here.
    op.execute(
        "DELETE FROM outbox WHERE state IN ('queued', 'held')"
        " AND announcement_id IN (SELECT id FROM announcements WHERE audience LIKE 'circle:%')"
    )
    op.execute(
        "UPDATE announcements SET state = 'cancelled', rests_for = NULL"
        " WHERE audience LIKE 'circle:%' AND state <> 'done'"
    )
    op.execute(
        "UPDATE announcements SET audience = 'lab' || substr(audience, 7) WHERE audience LIKE 'circle:%'"
    )
    op.execute("DELETE FROM drafts")  # forms have other steps
    op.execute("DELETE FROM invites WHERE role = 'host'")


def downgrade() -> None:
    _leave_what_was_understood()
    _allow("signups", "state", _WAS_STATE)
    _allow("invites", "role", _WAS_ROLE)
    with op.batch_alter_table("signups", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_signups_pass_code"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_signups_lab_id_number"))
        batch_op.drop_index(
            "ix_signups_offers",
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        )
        batch_op.drop_index(batch_op.f("ix_signups_lab_id_joined_at"))
        batch_op.alter_column("person_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("has_given_feedback")
        batch_op.drop_column("pass_code")
        batch_op.drop_column("offer_ends_at")
        batch_op.drop_column("name")
        batch_op.drop_column("number")

    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_column("cancelled_at")
        batch_op.drop_column("sequence")

    with op.batch_alter_table("labs", schema=None) as batch_op:
        batch_op.drop_column("lets_pass")

    with op.batch_alter_table("invites", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_invites_lab_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_invites_lab_id"))
        batch_op.drop_column("lab_id")

    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.drop_column("counts")

    with op.batch_alter_table("needs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_needs_facility_id"))

    op.drop_table("needs")
    with op.batch_alter_table("lab_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lab_changes_lab_id"))

    op.drop_table("lab_changes")
    op.drop_table("field_texts")
    with op.batch_alter_table("field_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_field_answers_field_id"))

    op.drop_table("field_answers")
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendances_meeting_id"))

    op.drop_table("attendances")
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remarks_lab_id"))
        batch_op.drop_index(batch_op.f("ix_remarks_given_on"))

    op.drop_table("remarks")
    with op.batch_alter_table("lab_hosts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lab_hosts_person_id"))

    op.drop_table("lab_hosts")
    with op.batch_alter_table("fields", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fields_lab_id"))

    op.drop_table("fields")
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_lab_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_given_on"))

    op.drop_table("feedback")
    op.drop_table("facilities")
    with op.batch_alter_table("circles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circles_person_id"))

    op.drop_table("circles")
    with op.batch_alter_table("interests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interests_topic"))

    op.drop_table("interests")
