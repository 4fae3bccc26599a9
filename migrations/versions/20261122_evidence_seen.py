"""What was done to a photo before it was kept, what a file seems to hold, and how large its preview is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


TABLES = ("evidence", "comment_files")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("place", sa.String(length=32), nullable=True))
            batch_op.add_column(
                sa.Column("personal", sa.Boolean(), server_default=sa.false(), nullable=False)
            )
            batch_op.add_column(sa.Column("preview_width", sa.Integer(), nullable=True))
            batch_op.add_column(sa.Column("preview_height", sa.Integer(), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in ("preview_height", "preview_width", "personal", "place"):
                batch_op.drop_column(name)
