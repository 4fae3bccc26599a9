"""Questions about the timetable's own health: its jobs, and the rounds they made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from tracker.extensions import db
from tracker.reminders.models import JobRun, Slot


def job_runs() -> Sequence[JobRun]:
    """The last run of every job, by name."""
    return db.session.scalars(select(JobRun).order_by(JobRun.job)).all()


def rounds_since(at: datetime) -> tuple[int, int]:
    """How many rounds of regions there were, and how many mails they queued."""
    rounds, queued = db.session.execute(
        select(func.count(Slot.id), func.coalesce(func.sum(Slot.queued), 0)).where(Slot.ran_at > at)
    ).one()
    return rounds, queued
