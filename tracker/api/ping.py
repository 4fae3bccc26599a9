"""The dead man's switch: a watcher elsewhere hears from us while all goes well, so that silence means trouble."""

from __future__ import annotations

import logging
import urllib.request
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from config import Settings
from tracker.api.rules import runs_well
from tracker.extensions import db
from tracker.reminders import queries
from tracker.reminders.models import JobRun
from tracker.reminders.queries import OUTBOX, TICK

PING = "ping"
"""The job's name in the timetable."""

TIMEOUT = 5.0
START, FAIL = "/start", "/fail"

logger = logging.getLogger(__name__)


def ping(at: datetime) -> dict[str, Any]:
    """Fetches PING_URL once for each tick that ended well, if mail runs well too; returns what was done.

    With PING_SIGNALS it also says that the scheduler started, and, once for each fault, that a job failed. Signals
    that did not get through are said again the next time. Commits before it speaks, so that nobody's writing waits.
    """
    settings: Settings = current_app.config["SETTINGS"]
    runs = {run.job: run for run in queries.job_runs()}
    before = dict(runs[PING].done) if PING in runs else {}
    signal, mark = _signal(settings, runs, before, at)
    db.session.commit()
    if signal is None or not _fetched(settings.ping_url + signal):
        return before | {"pinged": None}
    current_app.extensions["ping-start-said"] = True
    return before | mark | {"pinged": signal or "/"}


def _signal(
    settings: Settings, runs: dict[str, JobRun], before: dict[str, Any], at: datetime
) -> tuple[str | None, dict[str, Any]]:
    """What is to be said now, None for nothing, and what to remember once it is said."""
    if settings.ping_signals and not current_app.extensions.get("ping-start-said"):
        return START, {}
    fault = max((run.failed_at for run in runs.values() if run.failed_at and run.is_failing), default=None)
    if settings.ping_signals and fault and before.get("fault") != fault.isoformat():
        return FAIL, {"fault": fault.isoformat()}
    tick, outbox = runs.get(TICK), runs.get(OUTBOX)
    ended = tick.ended_at.isoformat() if tick and tick.ended_at else None
    if ended == before.get("tick") or not (
        _well(tick, settings.tick_seconds, at) and _well(outbox, settings.delivery_seconds, at)
    ):
        return None, {}
    return "", {"tick": ended}


def _well(run: JobRun | None, seconds: int, at: datetime) -> bool:
    """A mail server in trouble is a fault of the run too, which by itself ends as it should."""
    return (
        run is not None
        and not run.done.get("trouble")
        and runs_well(
            started_at=run.started_at,
            ended_at=run.ended_at,
            failed_at=run.failed_at,
            at=at,
            every=timedelta(seconds=seconds),
        )
    )


def _fetched(address: str) -> bool:
    """Whether the watcher answered; a watcher that is away is said once, without its address, which is a secret."""
    try:
        with urllib.request.urlopen(address, timeout=TIMEOUT):  # noqa: S310 -- http(s) only: the settings refuse others
            said = None
    except (OSError, ValueError) as error:
        said = type(error).__name__
    if said and current_app.extensions.get("ping-trouble-said") != said:
        logger.warning("the address of PING_URL does not answer: %s", said)
    current_app.extensions["ping-trouble-said"] = said
    return said is None
