"""The database can be taken to today's shape and back to nothing, and its shape is the one the models describe."""

from __future__ import annotations

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import inspect

from tracker.extensions import db


@pytest.fixture
def tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.metadata.tables)


def _tables_there(app: Flask) -> set[str]:
    with app.app_context():
        return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_the_migrations_make_what_the_models_describe(app: Flask, tables: set[str]) -> None:
    assert _tables_there(app) == tables
    with app.app_context():
        flask_migrate.check()


def test_the_migrations_go_down_to_nothing_and_up_again(app: Flask, tables: set[str]) -> None:
    with app.app_context():
        flask_migrate.downgrade(revision="base")
    assert _tables_there(app) == set()

    with app.app_context():
        flask_migrate.upgrade()
    assert _tables_there(app) == tables
