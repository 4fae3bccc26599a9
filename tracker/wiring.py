"""Puts the product together: extensions, slices, commands."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy.pool import NullPool
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from config import ROOT, Settings
from tracker import clock, commands, navigation
from tracker.api import views as api
from tracker.commitments import views as commitments
from tracker.extensions import csrf, db, mail, migrate, read_alone
from tracker.forums import views as forums
from tracker.mail import views as mailbox
from tracker.mail.channels import views as channels
from tracker.meetings import views as meetings
from tracker.minutes import views as minutes
from tracker.people import access, security
from tracker.people import views as people
from tracker.regions import views as regions
from tracker.reminders import views as reminders
from tracker.review import views as review
from tracker.shell import web
from tracker.shell.addresses import LARGEST
from tracker.shell.printing import PageEnvironment

SLICES = (api, people, regions, forums, minutes, commitments, reminders, review, meetings, channels)


def make_app(settings: Settings) -> Flask:
    """The product for these settings; LookupError when a view names no audience."""
    settings.instance_path.mkdir(parents=True, exist_ok=True)
    app = Flask("tracker", root_path=str(ROOT), static_folder=None, instance_path=str(settings.instance_path))
    app.jinja_environment = PageEnvironment  # type: ignore[assignment]  # Flask types the name by its own class
    app.config.from_mapping(_flask_config(settings))
    app.url_map.converters["int"] = RowNumber
    if settings.proxies:
        _believe_proxies(app, settings.proxies)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    csrf.init_app(app)
    mail.init_app(app)
    web.init_app(app)
    app.before_request(read_alone)
    security.init_app(app)
    _register(app, settings)
    _set_clock(settings)
    access.check(app)
    return app


class RowNumber(IntegerConverter):
    """The number of a row in an address; one beyond what PostgreSQL's integer can hold is no page at all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": LARGEST} | kwargs)


def _believe_proxies(app: Flask, count: int) -> None:
    """What the last `count` proxies say about the reader's address, the scheme and the host."""
    believing = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
    app.wsgi_app = believing  # type: ignore[method-assign]  # the way Flask documents


def _register(app: Flask, settings: Settings) -> None:
    for slice_views in SLICES:
        app.register_blueprint(slice_views.pages)
    app.register_blueprint(mailbox.outbox)
    if settings.demo:
        app.register_blueprint(mailbox.pages)
    navigation.init_app(app)
    commands.init_app(app)


def _flask_config(settings: Settings) -> dict[str, Any]:
    secure = settings.public_url.startswith("https://")
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.testing,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(settings),
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": secure,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SECURE": secure,
        "REMEMBER_COOKIE_DURATION": timedelta(days=30),
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
        "MAIL_SERVER": settings.mail_server,
        "MAIL_PORT": settings.mail_port,
        "MAIL_USERNAME": settings.mail_username or None,
        "MAIL_PASSWORD": settings.mail_password or None,
        "MAIL_USE_TLS": settings.mail_use_tls,
        "MAIL_USE_SSL": settings.mail_use_ssl,
        "MAIL_DEFAULT_SENDER": settings.mail_sender,
    }


def _engine_options(settings: Settings) -> dict[str, Any]:
    """What people typed stays out of the log when a statement fails."""
    quietly: dict[str, Any] = {"hide_parameters": True}
    if settings.testing:
        return quietly | {"poolclass": NullPool}
    if settings.database_url.startswith("sqlite"):
        return quietly
    return quietly | {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 10}


def _set_clock(settings: Settings) -> None:
    """The demo's today began on the Monday of its story and goes on from there; a rehearsal may choose its own."""
    kept = settings.instance_path / "demo-clock.json"
    if settings.demo and kept.exists():
        clock.shift(timedelta(seconds=float(json.loads(kept.read_text())["offset_seconds"])))
    elif settings.clock_offset:
        clock.shift(timedelta(seconds=settings.clock_offset))
