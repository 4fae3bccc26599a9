"""The product on a database of the benchmark's own."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path

import flask_migrate
from flask import Flask

from config import ROOT, Settings
from tracker import create_app
from tracker.extensions import db


def settings_for(database_url: str | None, folder: Path) -> Settings:
    """Settings of a production start; without a database, one in the folder."""
    return Settings(
        secret_key=secrets.token_urlsafe(48),
        database_url=database_url or f"sqlite:///{folder / 'benchmark.db'}",
        instance_path=folder / "instance",
    )


def migrated(settings: Settings) -> Flask:
    """The product on a database that is up to date."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        for engine in db.engines.values():
            engine.dispose()
    return app
