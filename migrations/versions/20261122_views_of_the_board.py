"""When each owner was last heard, an index over all regions, and filters of the board kept under a name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OWED = sa.text("status IN ('not started', 'in progress', 'sent back')")


def upgrade() -> None:
    op.add_column("commitments", sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE commitments SET heard_at = (SELECT at FROM updates WHERE updates.id = commitments.last_update_id) "
        "WHERE last_update_id IS NOT NULL"
    )
    op.create_index(
        "ix_commitments_owed_anywhere",
        "commitments",
        ["due_on", "id", "region_id"],
        unique=False,
        sqlite_where=OWED,
        postgresql_where=OWED,
    )
    op.create_table(
        "kept_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_kept_views_region_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_kept_views_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_views")),
    )
    op.create_index(
        "uq_kept_views_region_id_person_id_name",
        "kept_views",
        ["region_id", "person_id", "name"],
        unique=True,
    )
    op.create_index("ix_kept_views_person_id", "kept_views", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("kept_views")
    op.drop_index("ix_commitments_owed_anywhere", table_name="commitments")
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.drop_column("heard_at")
