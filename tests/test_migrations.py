"""The database can be taken to today's shape and back to nothing, and its shape is the one the models describe."""

from __future__ import annotations

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from tracker.extensions import db

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
