"""Limits on extensions, routines with their instances, the day of doing, and how a due date was worked out."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "extension_caps",
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_extension_caps_region_id")),
        sa.PrimaryKeyConstraint("region_id", name=op.f("pk_extension_caps")),
    )
    op.create_table(
        "routines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("owner_post_id", sa.Integer(), nullable=False),
        sa.Column("owner_office_id", sa.Integer(), nullable=False),
        sa.Column("cadence", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("next_from", sa.Date(), nullable=False),
        sa.Column("make_on", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=False),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_routines_decision_id")),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name=op.f("fk_routines_forum_id")),
        sa.ForeignKeyConstraint(
            ["owner_office_id"], ["offices.id"], name=op.f("fk_routines_owner_office_id")
        ),
        sa.ForeignKeyConstraint(["owner_post_id"], ["posts.id"], name=op.f("fk_routines_owner_post_id")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_routines_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routines")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_routines_decision_id")),
    )
    with op.batch_alter_table("routines", schema=None) as batch_op:
        batch_op.create_index("ix_routines_make_on", ["make_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_routines_forum_id"), ["forum_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_routines_region_id"), ["region_id"], unique=False)
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recurs", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("period", sa.String(length=16), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("due_how", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("done_on", sa.Date(), nullable=True))
        batch_op.drop_constraint("uq_commitments_decision_id", type_="unique")
        batch_op.create_index("uq_commitments_decision_id_period", ["decision_id", "period"], unique=True)
    _fill_done_on()


def _fill_done_on() -> None:
    """What was accepted before: the region's day of the first proposal since it was last sent back."""
    connection = op.get_bind()
    meta = sa.MetaData()
    commitments = sa.Table(
        "commitments", meta, sa.Column("id", BIG), sa.Column("status", sa.String), sa.Column("region_id", sa.Integer),
        sa.Column("done_on", sa.Date),
    )  # fmt: skip
    regions = sa.Table("regions", meta, sa.Column("id", sa.Integer), sa.Column("zone", sa.String))
    events = sa.Table(
        "events", meta, sa.Column("id", BIG), sa.Column("commitment_id", BIG), sa.Column("kind", sa.String),
        sa.Column("at", MOMENT), sa.Column("status_after", sa.String),
    )  # fmt: skip
    rows = connection.execute(
        sa.select(events.c.commitment_id, events.c.at, events.c.status_after, regions.c.zone)
        .join(commitments, commitments.c.id == events.c.commitment_id)
        .join(regions, regions.c.id == commitments.c.region_id)
        .where(commitments.c.status.in_(["verified", "ratified"]))
        .order_by(events.c.commitment_id, events.c.at, events.c.id)
    )
    proposed: dict[int, object] = {}
    before: dict[int, str] = {}
    for number, at, status, zone in rows.all():
        if status == "proposed done" and before.get(number) != status:
            moment = at if at.tzinfo else at.replace(tzinfo=ZoneInfo("UTC"))
            proposed[number] = moment.astimezone(ZoneInfo(zone)).date()
        before[number] = status
    for number, on in proposed.items():
        connection.execute(commitments.update().where(commitments.c.id == number).values(done_on=on))


def downgrade() -> None:
    _decide_each()
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.drop_index("uq_commitments_decision_id_period")
        batch_op.create_unique_constraint("uq_commitments_decision_id", ["decision_id"])
        batch_op.drop_column("done_on")
        batch_op.drop_column("due_how")
        batch_op.drop_column("period")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_column("recurs")
    op.drop_table("routines")
    op.drop_table("extension_caps")


def _decide_each() -> None:
    """Instances of a routine share a decision; before, each commitment had one of its own."""
    connection = op.get_bind()
    meta = sa.MetaData()
    commitments = sa.Table("commitments", meta, sa.Column("id", BIG), sa.Column("decision_id", sa.Integer))
    decisions = sa.Table(
        "decisions", meta, sa.Column("id", sa.Integer, primary_key=True), sa.Column("forum_id", sa.Integer),
        sa.Column("number", sa.Integer), sa.Column("quote", sa.Text), sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer), sa.Column("made_at", MOMENT),
    )  # fmt: skip
    first = sa.select(sa.func.min(commitments.c.id)).group_by(commitments.c.decision_id)
    later = connection.execute(
        sa.select(commitments.c.id, decisions)
        .join(decisions, decisions.c.id == commitments.c.decision_id)
        .where(commitments.c.id.not_in(first))
        .order_by(commitments.c.id)
    ).all()
    for row in later:
        last = connection.scalar(
            sa.select(sa.func.max(decisions.c.number)).where(decisions.c.forum_id == row.forum_id)
        )
        made: Any = connection.execute(
            decisions.insert().values(
                forum_id=row.forum_id,
                number=last + 1,
                quote=row.quote,
                start=row.start,
                end=row.end,
                made_at=row.made_at,
            )
        ).inserted_primary_key
        connection.execute(commitments.update().where(commitments.c.id == row[0]).values(decision_id=made[0]))
