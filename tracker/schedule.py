"""The timetable, on one page: what is due is asked of the database every few minutes, so nothing missed is lost."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from tracker import clock
from tracker.extensions import db
from tracker.mail.delivery import deliver_due
from tracker.mail.retention import drop_old_words
from tracker.reminders import runs
from tracker.reminders.actions import queue_due
from tracker.reminders.queries import OUTBOX, TICK

PATIENCE = 25.0
"""Seconds a stop waits for the work in hand; the database's leases make it safe to leave after that."""

RETENTION = "retention"
DAY = 24 * 3600

logger = logging.getLogger(__name__)


def build(app: Flask) -> BackgroundScheduler:
    """All jobs, the first runs at once; start it in one thread of as many processes as you like."""
    settings = app.config["SETTINGS"]
    scheduler = BackgroundScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(2)},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    for name, job, seconds in (
        (TICK, _tick, settings.tick_seconds),
        (OUTBOX, _outbox, settings.delivery_seconds),
        (RETENTION, _retention, DAY),
    ):
        now = datetime.now(UTC)
        scheduler.add_job(
            _run, "interval", seconds=seconds, args=(app, name, job), id=name, next_run_time=now
        )
    return scheduler


def _tick() -> dict[str, Any]:
    return queue_due(clock.now(), commit=db.session.commit)._asdict()


def _outbox() -> dict[str, Any]:
    return deliver_due(clock.now)._asdict()


def _retention() -> dict[str, Any]:
    return {"dropped": drop_old_words(clock.now())}


def _run(app: Flask, name: str, job: Callable[[], dict[str, Any]]) -> None:
    """One run in a session of its own; a fault is logged and the next run tries again."""
    with app.app_context():
        try:
            runs.started(name, clock.now())
            db.session.commit()
            done = job()
            runs.ended(name, clock.now(), done)
            db.session.commit()
        except Exception:
            db.session.rollback()
            logger.exception("job %s failed", name)


def run_forever(app: Flask) -> None:
    """The scheduler's own process, until SIGTERM or Ctrl-C."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    scheduler = build(app)
    scheduler.start()
    logger.info("scheduler started")
    stop.wait()
    shut_down(scheduler)
    logger.info("scheduler stopped")


def shut_down(scheduler: BackgroundScheduler) -> None:
    """Lets the work in hand end, but not for ever."""
    ending = threading.Thread(target=scheduler.shutdown, daemon=True)
    ending.start()
    ending.join(PATIENCE)
