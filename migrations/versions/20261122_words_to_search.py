"""The words of each commitment, in the database's own full-text index."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE commitment_words (commitment_id bigint PRIMARY KEY, words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_commitment_words ON commitment_words USING gin (words)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE commitment_words USING fts5(words, tokenize = 'unicode61', prefix = '2 3')"
        )


def downgrade() -> None:
    op.execute("DROP TABLE commitment_words")
