"""What a reviewer did with several commitments at once, and what each was before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "oversights",
        sa.Column("id", BIG, nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenure_id", sa.Integer(), nullable=True),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_oversights_region_id")),
        sa.ForeignKeyConstraint(["tenure_id"], ["tenures.id"], name=op.f("fk_oversights_tenure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oversights")),
    )
    with op.batch_alter_table("oversights", schema=None) as batch_op:
        batch_op.create_index("ix_oversights_region_id", ["region_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("oversights", schema=None) as batch_op:
        batch_op.drop_index("ix_oversights_region_id")
    op.drop_table("oversights")
