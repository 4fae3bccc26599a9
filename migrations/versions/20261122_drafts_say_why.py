"""Drafts say why they were proposed, where they are told again, what they taught and what they were noted down as."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("also", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("because", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("learned", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("told_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(op.f("fk_drafts_told_id"), "events", ["told_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_drafts_told_id"), type_="foreignkey")
        batch_op.drop_column("told_id")
        batch_op.drop_column("learned")
        batch_op.drop_column("because")
        batch_op.drop_column("also")
