"""Starts the product: `python run.py [all|web|scheduler]`; settings come from the environment and `.env`."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import flask_migrate
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy.exc import OperationalError
from waitress.server import create_server

from config import ROOT, Settings, SettingsError
from tracker import clock, create_app, schedule
from tracker.extensions import db
from tracker.people.actions import first_link

THREADS = 8
WRONG_SETTINGS = 2


def main(arguments: list[str] | None = None) -> int:
    """The exit status; a start that cannot work ends with one line that says why."""
    parser = argparse.ArgumentParser(description="Tindak Lanjut")
    parser.add_argument("part", nargs="?", choices=sorted(PARTS), default="all")
    part = parser.parse_args(arguments).part
    try:
        settings = Settings.from_env()
        app = create_app(settings)
        upgrade(app)
    except SettingsError as fault:
        stop(str(fault))
    except OSError as fault:
        stop(f"The data folder cannot be used: {fault}")
    except OperationalError as fault:
        stop(f"The database cannot be reached (DATABASE_URL): {str(fault.orig).splitlines()[0]}")
    PARTS[part](app)
    return 0


def upgrade(app: Flask) -> None:
    """Brings the database up to date; of several starts at once one does it, the others wait."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with app.app_context():
        if _is_behind():
            print("Bringing the database up to date", flush=True)
            flask_migrate.upgrade(directory=str(ROOT / "migrations"))


def _is_behind() -> bool:
    with db.engine.connect() as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
    return set(heads) != set(ScriptDirectory(str(ROOT / "migrations")).get_heads())


def serve_all(app: Flask) -> None:
    """Pages and timetable in one process, for one machine."""
    server = _server(app)
    scheduler = schedule.build(app)
    scheduler.start()
    _serve(server, app)
    schedule.shut_down(scheduler)


def serve_web(app: Flask) -> None:
    """Pages only."""
    _serve(_server(app), app)


def _server(app: Flask) -> Any:
    """The server, bound to its address; what proxies say is judged by PROXIES, not by the server."""
    settings: Settings = app.config["SETTINGS"]
    try:
        return create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=THREADS,
            ident=None,
            clear_untrusted_proxy_headers=not settings.proxies,
        )
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            stop(
                f"Port {settings.port} on {settings.host} is taken by another program. Choose another: PORT=8001."
            )
        stop(f"Cannot listen on {settings.host}, port {settings.port}: {fault.strerror or fault}")


def _serve(server: Any, app: Flask) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"Tindak Lanjut: {app.config['SETTINGS'].public_url}", flush=True)
    _invite_first_operator(app)
    server.run()
    server.close()


def _invite_first_operator(app: Flask) -> None:
    with app.app_context():
        link = first_link(at=clock.now())
        db.session.commit()
    if link:
        print(f"Nobody can sign in yet. Make the first operator here, once:\n  {link}", flush=True)


def stop(reason: str) -> NoReturn:
    """Ends the start with one line for the operator."""
    print(f"Tindak Lanjut did not start. {reason}", file=sys.stderr)
    raise SystemExit(WRONG_SETTINGS)


PARTS: dict[str, Callable[[Flask], None]] = {
    "all": serve_all,
    "web": serve_web,
    "scheduler": schedule.run_forever,
}

if __name__ == "__main__":
    status = main()
    logging.shutdown()
    sys.stdout.flush()
    os._exit(
        status
    )  # without waiting for a mail server that hangs: what was claimed is free when its lease ends
