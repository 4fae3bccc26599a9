"""Ladders, plans, what persons chose about their mail, rungs that were told, and a region's own days off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holidays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_holidays_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holidays")),
    )
    with op.batch_alter_table("holidays", schema=None) as batch_op:
        batch_op.create_index("uq_holidays_region_id_day", ["region_id", "day"], unique=True)

    op.create_table(
        "reminder_plans",
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_reminder_plans_region_id")),
        sa.PrimaryKeyConstraint("region_id", name=op.f("pk_reminder_plans")),
    )
    op.create_table(
        "mail_preferences",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("hour", sa.Integer(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_mail_preferences_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_preferences")),
    )
    op.create_table(
        "ladder_rungs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("after_days", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_ladder_rungs_post_id")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_ladder_rungs_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder_rungs")),
    )
    with op.batch_alter_table("ladder_rungs", schema=None) as batch_op:
        batch_op.create_index(
            "uq_ladder_rungs", ["region_id", "after_days", "audience", "post_id"], unique=True
        )

    op.create_table(
        "rungs_told",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commitment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_rungs_told_commitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rungs_told")),
    )
    with op.batch_alter_table("rungs_told", schema=None) as batch_op:
        batch_op.create_index("uq_rungs_told", ["commitment_id", "due_on", "rung"], unique=True)

    with op.batch_alter_table("reminder_entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("reminder_entries", schema=None) as batch_op:
        batch_op.drop_column("planned_at")

    with op.batch_alter_table("rungs_told", schema=None) as batch_op:
        batch_op.drop_index("uq_rungs_told")

    op.drop_table("rungs_told")
    with op.batch_alter_table("ladder_rungs", schema=None) as batch_op:
        batch_op.drop_index("uq_ladder_rungs")

    op.drop_table("ladder_rungs")
    op.drop_table("mail_preferences")
    op.drop_table("reminder_plans")
    with op.batch_alter_table("holidays", schema=None) as batch_op:
        batch_op.drop_index("uq_holidays_region_id_day")

    op.drop_table("holidays")
