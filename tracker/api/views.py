"""Health and metrics, for whoever watches the machine."""

from __future__ import annotations

import hmac

from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tracker import clock
from tracker.api.metrics import exposition
from tracker.api.rules import Health, health
from tracker.api.watching import seen
from tracker.extensions import db
from tracker.people import access

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"

pages = Blueprint("api", __name__)


@pages.get("/healthz")
@access.anyone
def healthz() -> ResponseReturnValue:
    """503 only for what should wake somebody up: database away, scheduler silent, a planned round missed, mail stuck.

    What can wait for the morning is `degraded` in the body of a 200. A watcher that would restart the web process
    should ask `?of=web`, which looks at the database alone: a new start would not mend the rest.
    """
    at = clock.now()
    try:
        if request.args.get("of") == "web":
            db.session.execute(text("SELECT 1"))
            return jsonify(status=Health.OK.value, database="ok")
        verdict, report = health(seen(at), at=at)
    except SQLAlchemyError:
        db.session.rollback()
        return jsonify(status=Health.DOWN.value, database="away"), Health.DOWN.code
    return jsonify(report), verdict.code


@pages.get("/metrics")
@access.anyone
def metrics() -> ResponseReturnValue:
    """For Prometheus, which shows METRICS_TOKEN; where none is set there is no such page."""
    token = str(current_app.config["SETTINGS"].metrics_token) or abort(404)
    shown = request.headers.get("Authorization", "").encode()
    if not hmac.compare_digest(shown, f"Bearer {token}".encode()):
        abort(Response("", 401, {"WWW-Authenticate": "Bearer"}, mimetype="text/plain"))
    try:
        return Response(exposition(clock.now()), content_type=PROMETHEUS)
    except SQLAlchemyError:
        db.session.rollback()
        abort(503)
