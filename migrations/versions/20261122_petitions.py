"""Petitions of owners, ratification by a forum, waived evidence, and what is to be looked at again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ASKED = sa.text("state = 'asked'")
RATIFIED = sa.text("ratified_forum_id IS NOT NULL")
AGAIN = sa.text("look_again_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "petitions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("commitment_id", BIG, nullable=False),
        sa.Column("update_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("ground", sa.String(length=32), nullable=True),
        sa.Column("proposed_post_id", sa.Integer(), nullable=True),
        sa.Column("proposed_words", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_petitions_commitment_id")
        ),
        sa.ForeignKeyConstraint(["update_id"], ["updates.id"], name=op.f("fk_petitions_update_id")),
        sa.ForeignKeyConstraint(
            ["proposed_post_id"], ["posts.id"], name=op.f("fk_petitions_proposed_post_id")
        ),
        sa.ForeignKeyConstraint(["answered_by_id"], ["tenures.id"], name=op.f("fk_petitions_answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petitions")),
        sa.UniqueConstraint("update_id", name=op.f("uq_petitions_update_id")),
    )
    with op.batch_alter_table("petitions", schema=None) as batch_op:
        batch_op.create_index("ix_petitions_commitment_id", ["commitment_id"], unique=False)
        batch_op.create_index(
            "uq_petitions_one_asked",
            ["commitment_id"],
            unique=True,
            sqlite_where=ASKED,
            postgresql_where=ASKED,
        )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("without_evidence", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("waived", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("look_again_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ratified_forum_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_commitments_ratified_forum_id"), "forums", ["ratified_forum_id"], ["id"]
        )
        batch_op.create_index(
            "ix_commitments_ratified",
            ["ratified_forum_id", "id"],
            unique=False,
            sqlite_where=RATIFIED,
            postgresql_where=RATIFIED,
        )
        batch_op.create_index(
            "ix_commitments_look_again",
            ["region_id", "id"],
            unique=False,
            sqlite_where=AGAIN,
            postgresql_where=AGAIN,
        )


def downgrade() -> None:
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.drop_index("ix_commitments_look_again")
        batch_op.drop_index("ix_commitments_ratified")
        batch_op.drop_constraint(batch_op.f("fk_commitments_ratified_forum_id"), type_="foreignkey")
        for name in ("ratified_forum_id", "look_again_at", "waived", "without_evidence"):
            batch_op.drop_column(name)
    op.drop_table("petitions")
