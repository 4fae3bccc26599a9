"""Migrated databases: a template of each kind and worker, copied for every test, so that commits are real."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Protocol

import flask_migrate
import psycopg
from psycopg import sql
from sqlalchemy import make_url

from config import ROOT, Settings
from tracker import create_app
from tracker.extensions import db

SQLITE = "sqlite"
POSTGRESQL = "postgresql"


class Databases(Protocol):
    """A source of fresh databases. A name is used again when its database is gone, so that an app for it can be too."""

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The URL of a migrated, empty database of one's own; gone afterwards."""


def settings_for(database_url: str, instance_path: Path) -> Settings:
    """What every test starts from: no mail server, passwords kept plain because argon2 takes its time on purpose."""
    return Settings(
        secret_key="a key that only tests use, long enough to be one",
        database_url=database_url,
        instance_path=instance_path,
        testing=True,
        password_hash="plaintext",
    )


def migrate(settings: Settings) -> None:
    """Brings the database of those settings up to date the way an operator does."""
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        for engine in db.engines.values():
            engine.dispose()


class SqliteDatabases:
    """Files below a folder, copied from a template."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        self._free, self._numbers = list[int](), count(1)
        migrate(settings_for(f"sqlite:///{self._template}", folder))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        number = self._free.pop() if self._free else next(self._numbers)
        path = self._folder / f"test-{number}.db"
        shutil.copyfile(self._template, path)
        yield f"sqlite:///{path}"
        for file in self._folder.glob(f"{path.name}*"):
            file.unlink()
        self._free.append(number)


class PostgresqlDatabases:
    """Databases of one server, copied from a template by the server itself."""

    def __init__(self, server_url: str, folder: Path) -> None:
        self._server_url = make_url(server_url).set(drivername="postgresql+psycopg")
        self._name = f"tindak_lanjut_{os.getpid()}"
        self._free, self._numbers = list[int](), count(1)
        self._run("CREATE DATABASE {}", self._name)
        migrate(settings_for(self._url(self._name), folder))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        number = self._free.pop() if self._free else next(self._numbers)
        name = f"{self._name}_{number}"
        self._run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, self._name)
        yield self._url(name)
        self._run("DROP DATABASE {} WITH (FORCE)", name)
        self._free.append(number)

    def close(self) -> None:
        self._run("DROP DATABASE {} WITH (FORCE)", self._name)

    def _url(self, name: str) -> str:
        return self._server_url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str, *names: str) -> None:
        address = self._server_url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The URL of a server: TEST_DATABASE_URL, or one started here, which ends with this process however that ends."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    keeper = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.postgresql_keeper"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
        start_new_session=True,
    )
    with keeper:
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        yield keeper.stdout.readline().strip() or _failed(keeper)
        keeper.stdin.close()


def _failed(keeper: subprocess.Popen[str]) -> str:
    raise RuntimeError(
        f"PostgreSQL did not start (status {keeper.wait()}); see above, or set TEST_DATABASE_URL"
    )


def with_database(settings: Settings, database_url: str) -> Settings:
    """The same settings on another database, for tests that run several processes."""
    return replace(settings, database_url=database_url)
