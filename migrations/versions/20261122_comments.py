"""Comments that came by mail, their files, and the mails that came in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "received_mails",
        sa.Column("id", BIG, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("doubt", sa.String(length=32), nullable=True),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.Column("sender", sa.String(length=320), nullable=False),
        sa.Column("sender_name", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("tenure_id", sa.Integer(), nullable=True),
        sa.Column("commitment_id", BIG, nullable=True),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_received_mails_region_id")),
        sa.ForeignKeyConstraint(["tenure_id"], ["tenures.id"], name=op.f("fk_received_mails_tenure_id")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_received_mails_commitment_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["tenures.id"], name=op.f("fk_received_mails_settled_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_mails")),
        sa.UniqueConstraint("key", name=op.f("uq_received_mails_key")),
    )
    with op.batch_alter_table("received_mails", schema=None) as batch_op:
        batch_op.create_index("ix_received_mails_region_id", ["region_id", "outcome", "id"], unique=False)

    op.create_table(
        "comments",
        sa.Column("id", BIG, nullable=False),
        sa.Column("commitment_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenure_id", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mail_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_comments_commitment_id")
        ),
        sa.ForeignKeyConstraint(["tenure_id"], ["tenures.id"], name=op.f("fk_comments_tenure_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["received_mails.id"], name=op.f("fk_comments_mail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.create_index("ix_comments_commitment_id", ["commitment_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comments_mail_id"), ["mail_id"], unique=False)

    op.create_table(
        "comment_files",
        sa.Column("id", BIG, nullable=False),
        sa.Column("comment_id", BIG, nullable=True),
        sa.Column("mail_id", BIG, nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_files_comment_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["received_mails.id"], name=op.f("fk_comment_files_mail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_files")),
    )
    with op.batch_alter_table("comment_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_files_comment_id"), ["comment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_files_mail_id"), ["mail_id"], unique=False)


def downgrade() -> None:
    op.drop_table("comment_files")
    op.drop_table("comments")
    op.drop_table("received_mails")
