"""Health, for whoever watches the machine."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from tracker import clock
from tracker.api.rules import health
from tracker.extensions import db
from tracker.mail import queries as mail
from tracker.people import access
from tracker.reminders import queries as reminders

pages = Blueprint("api", __name__)


@pages.get("/healthz")
@access.anyone
def healthz() -> ResponseReturnValue:
    """Database, age of the scheduler's last tick, and the outbox's backlog; 503 when the database is away.

    A scheduler that is late is said in the body but answers 200: restarting the web process would not help it.
    """
    at = clock.now()
    try:
        report = health(at=at, last_tick_at=reminders.last_tick_at(), **mail.backlog()._asdict())
    except SQLAlchemyError:
        db.session.rollback()
        return jsonify(status="down", database="away"), 503
    return jsonify(report)
