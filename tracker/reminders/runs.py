"""The heartbeat of the timetable's jobs, so that a silent Monday shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tracker.extensions import db, insert_once
from tracker.reminders.models import JobRun
from tracker.reminders.queries import last_run

ERROR_LENGTH = 300


def started(job: str, at: datetime) -> None:
    """Notes that the job has begun; several schedulers share one line."""
    insert_once(JobRun, {"job": job, "started_at": at, "ended_at": None, "done": {}}, unique=["job"])
    run = last_run(job)
    if run is not None:
        run.started_at = at
    db.session.flush()


def failed(job: str, at: datetime, error: str) -> None:
    """Notes that the job ended in a fault; `error` is one line without secrets."""
    run = last_run(job)
    if run is not None:
        run.failed_at, run.error = at, error[:ERROR_LENGTH]
    db.session.flush()


def ended(job: str, at: datetime, done: dict[str, Any]) -> None:
    """Notes that the job has ended, and what it did."""
    run = last_run(job)
    if run is not None:
        run.ended_at, run.done = at, done
    db.session.flush()
