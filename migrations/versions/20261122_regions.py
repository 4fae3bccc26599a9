"""All provinces, kabupaten and kota with their Kemendagri codes and zones."""

from __future__ import annotations

import csv
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REGIONS = Path(__file__).parents[2] / "tracker" / "regions" / "data" / "regions.csv"

regions = sa.table(
    "regions",
    sa.column("id", sa.Integer),
    sa.column("code", sa.String),
    sa.column("name", sa.String),
    sa.column("level", sa.String),
    sa.column("zone", sa.String),
    sa.column("parent_id", sa.Integer),
)


def upgrade() -> None:
    with REGIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ids = {row["code"]: number for number, row in enumerate(rows, 1)}
    for tier in ("nation", "province", "regency", "city"):
        op.bulk_insert(regions, [_row(row, ids) for row in rows if row["level"] == tier])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval(pg_get_serial_sequence('regions', 'id'), (SELECT max(id) FROM regions))")


def _row(row: dict[str, str], ids: dict[str, int]) -> dict[str, object]:
    return {
        "id": ids[row["code"]],
        "code": row["code"],
        "name": row["name"],
        "level": row["level"],
        "zone": row["zone"],
        "parent_id": ids.get(row["parent"]),
    }


def downgrade() -> None:
    op.execute("UPDATE regions SET parent_id = NULL")
    op.execute("DELETE FROM regions")
