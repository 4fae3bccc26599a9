"""A message's words lie beside it, so that they can be dropped after a while and delivery does not rewrite them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_bodies",
        sa.Column(
            "message_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_message_bodies_message_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_bodies")),
    )
    op.execute("INSERT INTO message_bodies (message_id, text, html) SELECT id, text, html FROM messages")
    # In place: a table made anew, as a batch would on SQLite, would take the rows that refer to it with the old one.
    op.drop_column("messages", "html")
    op.drop_column("messages", "text")


def downgrade() -> None:
    for name in ("text", "html"):
        op.add_column("messages", sa.Column(name, sa.Text(), nullable=False, server_default=""))
        op.execute(
            f"UPDATE messages SET {name} = coalesce("  # noqa: S608 -- two names of ours
            f"(SELECT {name} FROM message_bodies WHERE message_id = messages.id), '')"
        )
    op.drop_table("message_bodies")
