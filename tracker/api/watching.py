"""Reads what health and metrics say: a fixed number of small questions, whatever the size of the house."""

from __future__ import annotations

from datetime import datetime

from tracker.api.rules import Seen
from tracker.mail import queries as mail
from tracker.reminders import queries as reminders
from tracker.reminders import watch

STATES = {None: "ok", watch.Kind.NEVER: "never", watch.Kind.SILENT: "late", watch.Kind.MISSED: "missed"}


def seen(at: datetime) -> Seen:
    """How reminders and mail stand at this moment."""
    trouble = watch.trouble(at)
    jobs = reminders.job_runs()
    return Seen(
        scheduler=STATES[trouble.kind if trouble else None],
        last_tick_at=next((run.started_at for run in jobs if run.job == reminders.TICK), None),
        missed_regions=len(trouble.regions) if trouble else 0,
        failing_jobs=[run.job for run in jobs if run.is_failing],
        **mail.backlog()._asdict(),
        **mail.trouble(at)._asdict(),
    )
