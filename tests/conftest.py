"""Every test gets the product on a migrated database of its own, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from hypothesis import settings as property_settings

from config import Settings
from tests.browser.launched import browser
from tests.client import PageClient
from tests.database import (
    POSTGRESQL,
    SQLITE,
    Databases,
    PostgresqlDatabases,
    SqliteDatabases,
    postgresql_server,
    settings_for,
)
from tests.houses import lend
from tests.smtp import MailServer
from tracker.shell.catalogues import compile_all

__all__ = ["browser"]

# A busy machine is no fault of the example at hand; and in CI the same commit gives the same answer.
property_settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
property_settings.load_profile("house")


def pytest_sessionstart() -> None:
    """Tests read the catalogues as they are now, also when started without make."""
    compile_all()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that uses the database, even by way of a fixture, runs on each of them or on those it names."""
    if "database_url" in metafunc.fixturenames:
        named = metafunc.definition.get_closest_marker("databases")
        metafunc.parametrize("database_kind", named.args if named else (SQLITE, POSTGRESQL))


LONGEST = (
    "simulation",
    "test_every_page_reviewer",
    "test_bad_day",
    "test_every_page",
    "test_story",
    "test_kill",
)
"""Files that take longest; they go first, so that no process is left alone with one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(
        key=lambda item: next((n for n, name in enumerate(LONGEST) if name in item.nodeid), len(LONGEST))
    )
    for item in items:
        if item.get_closest_marker("patient") and not os.environ.get("PATIENT"):
            item.add_marker(pytest.mark.skip(reason="takes minutes: PATIENT=1 runs it"))
        callspec = getattr(item, "callspec", None)
        if callspec is not None and callspec.params.get("database_kind") == POSTGRESQL:
            item.add_marker(pytest.mark.postgres)


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with postgresql_server() as server_url:
        databases = PostgresqlDatabases(server_url, tmp_path_factory.mktemp("postgresql"))
        yield databases
        databases.close()


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated, empty database of this test's own."""
    databases: Databases = request.getfixturevalue(f"{database_kind}_databases")
    with databases.fresh() as url:
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Override this fixture in a module to change settings there: `return replace(settings, demo=True)`."""
    return settings_for(database_url, tmp_path / "instance")


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The product. No context is open: use `with app.app_context():` to prepare and look, and close it for requests."""
    with lend(settings) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser of one person: keeps cookies, and complains about pages that are not in order."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """Runs `flask --app tracker …` commands."""
    return app.test_cli_runner()


@pytest.fixture
def smtp() -> Iterator[MailServer]:
    """A real SMTP server on this machine that keeps what it accepts and refuses what it is told to."""
    with MailServer() as server:
        yield server
