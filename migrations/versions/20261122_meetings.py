"""Reviews held in the room: their agenda, their log, what was newly promised."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("chair", sa.String(length=200), nullable=False),
        sa.Column("attendance", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("current_id", BIG, nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_as", sa.String(length=200), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("minutes_text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name=op.f("fk_meetings_forum_id")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_meetings_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index("ix_meetings_region_id", "meetings", ["region_id", "held_on", "id"])
    op.create_table(
        "meeting_items",
        sa.Column("id", BIG, nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("commitment_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_meeting_items_commitment_id")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_items_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_items")),
    )
    op.create_index(
        "uq_meeting_items_meeting_id_number", "meeting_items", ["meeting_id", "number"], unique=True
    )
    op.create_index(
        "uq_meeting_items_meeting_id_commitment_id",
        "meeting_items",
        ["meeting_id", "commitment_id"],
        unique=True,
    )
    op.create_table(
        "meeting_entries",
        sa.Column("id", BIG, nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", BIG, nullable=False),
        sa.Column("choice", sa.String(length=32), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("tenure_id", sa.Integer(), nullable=True),
        sa.Column("acted_as", sa.String(length=200), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_meeting_entries_commitment_id")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_entries_meeting_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_meeting_entries_post_id")),
        sa.ForeignKeyConstraint(["tenure_id"], ["tenures.id"], name=op.f("fk_meeting_entries_tenure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_entries")),
    )
    op.create_index("ix_meeting_entries_meeting_id", "meeting_entries", ["meeting_id", "id"])
    op.create_table(
        "meeting_promises",
        sa.Column("id", BIG, nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("owner_post_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("acted_as", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_promises_meeting_id")),
        sa.ForeignKeyConstraint(
            ["owner_post_id"], ["posts.id"], name=op.f("fk_meeting_promises_owner_post_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_promises")),
    )
    op.create_index("ix_meeting_promises_meeting_id", "meeting_promises", ["meeting_id", "id"])


def downgrade() -> None:
    for table in ("meeting_promises", "meeting_entries", "meeting_items", "meetings"):
        op.drop_table(table)
