"""Parts of supporting offices and their answers, delegates, and words that were typed in for somebody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("tenures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("named_by_id", sa.Integer(), nullable=True))
        batch_op.create_index("ix_tenures_named_by_id", ["named_by_id"], unique=False)
        batch_op.create_foreign_key("fk_tenures_named_by_id", "tenures", ["named_by_id"], ["id"])
    with op.batch_alter_table("supports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.add_column(sa.Column("said_by", sa.String(length=160), server_default="", nullable=False))
        batch_op.add_column(sa.Column("said_on", sa.Date(), nullable=True))
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parts", sa.JSON(), server_default="{}", nullable=False))
    _create_answers()
    op.create_table(
        "delegations",
        sa.Column("tenure_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commitment_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_delegations_commitment_id")
        ),
        sa.ForeignKeyConstraint(["tenure_id"], ["tenures.id"], name=op.f("fk_delegations_tenure_id")),
        sa.PrimaryKeyConstraint("tenure_id", name=op.f("pk_delegations")),
    )


def _create_answers() -> None:
    op.create_table(
        "part_answers",
        sa.Column("id", BIG, nullable=False),
        sa.Column("support_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenure_id", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=32), nullable=False),
        sa.Column("said", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["support_id"], ["supports.id"], name=op.f("fk_part_answers_support_id")),
        sa.ForeignKeyConstraint(["tenure_id"], ["tenures.id"], name=op.f("fk_part_answers_tenure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_answers")),
    )
    with op.batch_alter_table("part_answers", schema=None) as batch_op:
        batch_op.create_index("ix_part_answers_support_id", ["support_id", "id"], unique=False)
    op.create_table(
        "part_files",
        sa.Column("id", BIG, nullable=False),
        sa.Column("answer_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=True),
        sa.Column("personal", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("preview_width", sa.Integer(), nullable=True),
        sa.Column("preview_height", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["part_answers.id"], name=op.f("fk_part_files_answer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_files")),
    )
    with op.batch_alter_table("part_files", schema=None) as batch_op:
        batch_op.create_index("ix_part_files_answer_id", ["answer_id"], unique=False)


def downgrade() -> None:
    op.drop_table("delegations")
    op.drop_table("part_files")
    op.drop_table("part_answers")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_column("parts")
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.drop_column("said_on")
        batch_op.drop_column("said_by")
    with op.batch_alter_table("supports", schema=None) as batch_op:
        batch_op.drop_column("part")
    # Reports of delegates stay; without the columns that limit it their tenure must give them nothing.
    op.execute(
        "UPDATE tenures SET kind = 'plh', from_on = '1900-01-01', until_on = '1900-01-01' WHERE kind = 'delegate'"
    )
    with op.batch_alter_table("tenures", schema=None) as batch_op:
        batch_op.drop_constraint("fk_tenures_named_by_id", type_="foreignkey")
        batch_op.drop_index("ix_tenures_named_by_id")
        batch_op.drop_column("named_by_id")
