"""The database can be taken to today's shape and back to nothing, and its shape is the one the models describe."""

from __future__ import annotations

from datetime import UTC, date, datetime

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from tests.cast import Cast, cast
from tests.one_of_each import one_of_each
from tracker.commitments.models import Commitment, Event
from tracker.commitments.rules import EventKind, Status
from tracker.extensions import db
from tracker.people.rules import Door

__all__ = ["cast"]

SEARCH = "commitment_words"
"""The full-text index and what SQLite keeps beside it: no model describes them."""


@pytest.fixture
def tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.metadata.tables)


def _tables_there(app: Flask) -> set[str]:
    with app.app_context():
        names = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
        return {name for name in names if not name.startswith(SEARCH)}


def test_the_migrations_make_what_the_models_describe(app: Flask, tables: set[str]) -> None:
    assert _tables_there(app) == tables
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, *_: not (name or "").startswith((SEARCH, f"ix_{SEARCH}")),
            },
        )
        assert compare_metadata(context, db.metadata) == []


def test_indexes_of_a_part_of_a_table_are_the_same_part(app: Flask) -> None:
    """Alembic compares names and columns of indexes only; a lost condition would make one too large or too strict."""
    wanted = {
        index.name
        for table in db.metadata.tables.values()
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'",
        "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '% WHERE %'",
    }
    with app.app_context():
        assert set(db.session.scalars(text(query[db.engine.dialect.name]))) == wanted
    assert wanted


def test_the_migrations_go_down_to_nothing_and_up_again(app: Flask, tables: set[str]) -> None:
    with app.app_context():
        flask_migrate.downgrade(revision="base")
    assert _tables_there(app) == set()

    with app.app_context():
        flask_migrate.upgrade()
    assert _tables_there(app) == tables
    with app.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM regions")) == 553


def test_rows_survive_the_rebuilding_of_commitments_and_instances_get_decisions(
    app: Flask, cast: Cast
) -> None:
    """SQLite writes the table anew: what refers to it stays, and what was accepted learns its day of doing."""
    made = one_of_each(app, cast)
    at = datetime(2025, 8, 20, 20, tzinfo=UTC)
    with app.app_context():
        first = db.session.get_one(Commitment, made["commitment_id"])
        first.status, first.done_on, first.period = Status.VERIFIED, None, "2025-07-01/1"
        again = Commitment(
            region_id=first.region_id, forum_id=first.forum_id, decision_id=first.decision_id, period="2025-08-01/1",
            action="Lagi", owner_post_id=first.owner_post_id, owner_office_id=first.owner_office_id, due_on=None,
            status=Status.NOT_STARTED, made_at=at,
        )  # fmt: skip
        step = Event(
            commitment_id=first.id, at=at, kind=EventKind.PROPOSED_DONE, door=Door.PAGE,
            status_after=Status.PROPOSED_DONE, due_after=first.due_on,
        )  # fmt: skip
        db.session.add_all([again, step])
        db.session.commit()
        db.session.remove()
        flask_migrate.downgrade(revision="0010")
        rows = db.session.execute(text("SELECT decision_id FROM commitments")).all()
        db.session.remove()  # what is still being read would keep the tables from being changed
        assert len(set(rows)) == 2, "before, each commitment had a decision of its own"
        flask_migrate.upgrade()
        db.session.expire_all()
        assert db.session.scalar(text("SELECT count(*) FROM updates")) == 1
        kept = db.session.get_one(Commitment, made["commitment_id"])
        assert kept.done_on == date(2025, 8, 21), "20:00 UTC is the next morning in Buton"
        if db.engine.dialect.name == "sqlite":
            assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
            assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
