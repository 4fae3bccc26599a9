"""The timetable, on one page: what is due is asked of the database every few minutes, so nothing missed is lost."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from tracker import clock
from tracker.api.ping import PING, ping
from tracker.commitments.actions import forget_mails, make_instances
from tracker.commitments.fetching import fetch_answers
from tracker.extensions import db
from tracker.mail.channels.delivery import CHANNELS, tell_due
from tracker.mail.delivery import deliver_due
from tracker.mail.headers import one_line
from tracker.mail.retention import drop_old_words
from tracker.meetings.actions import tell_of_left_open
from tracker.reminders import runs
from tracker.reminders.actions import queue_due
from tracker.reminders.queries import OUTBOX, TICK
from tracker.shell.log import scrubbed

INBOX = "inbox"
MEETINGS = "meetings"
PATIENCE = 25.0
"""Seconds a stop waits for the work in hand; the database's leases make it safe to leave after that."""

RETENTION = "retention"
DAY = 24 * 3600
FORGOTTEN_AFTER = timedelta(days=90)

PING_SECONDS = 60
"""At most one ping a minute."""

logger = logging.getLogger(__name__)


def build(app: Flask) -> BackgroundScheduler:
    """All jobs, each at once and with a thread of its own, so that none waits for another.

    Start it in one thread of as many processes as you like.
    """
    settings = app.config["SETTINGS"]
    jobs: list[tuple[str, Callable[[], dict[str, Any]], int]] = [
        (TICK, _tick, settings.tick_seconds),
        (OUTBOX, _outbox, settings.delivery_seconds),
        (CHANNELS, _channels, settings.delivery_seconds),
        (RETENTION, _retention, DAY),
        (MEETINGS, _meetings, settings.tick_seconds),
    ]
    if settings.mail_inbox and settings.imap_server:
        jobs.append((INBOX, _inbox, settings.inbox_seconds))
    if settings.ping_url:
        jobs.append((PING, _ping, PING_SECONDS))
    scheduler = BackgroundScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(len(jobs))},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    for name, job, seconds in jobs:
        now = datetime.now(UTC)
        scheduler.add_job(
            _run, "interval", seconds=seconds, args=(app, name, job), id=name, next_run_time=now
        )
    return scheduler


def _tick() -> dict[str, Any]:
    """What comes round is made first, so that this round's mails can tell of it."""
    made = make_instances(clock.now(), commit=db.session.commit)
    return queue_due(clock.now(), commit=db.session.commit)._asdict() | {"made": made}


def _outbox() -> dict[str, Any]:
    return deliver_due(clock.now)._asdict()


def _channels() -> dict[str, Any]:
    return tell_due(clock.now)._asdict()


def _ping() -> dict[str, Any]:
    return ping(clock.now())


def _retention() -> dict[str, Any]:
    """Old words of mails that went out, and the record of what machines sent in."""
    at = clock.now()
    forgotten = forget_mails(before=at - FORGOTTEN_AFTER)
    db.session.commit()
    return {"dropped": drop_old_words(at), "forgotten": forgotten}


def _meetings() -> dict[str, Any]:
    """Whom a meeting concerns that nobody closed."""
    queued = tell_of_left_open(clock.now())
    db.session.commit()
    return {"queued": queued}


def _inbox() -> dict[str, Any]:
    return fetch_answers(clock.now)._asdict()


def _run(app: Flask, name: str, job: Callable[[], dict[str, Any]]) -> None:
    """One run in a session of its own; a fault is logged and the next run tries again."""
    with app.app_context():
        try:
            runs.started(name, clock.now())
            db.session.commit()
            done = job()
            runs.ended(name, clock.now(), done)
            db.session.commit()
        except Exception as error:
            db.session.rollback()
            logger.exception("job %s failed", name)
            _note_fault(name, error)


def _note_fault(name: str, error: Exception) -> None:
    """Beside the job's last run, unless the database is the fault."""
    with suppress(SQLAlchemyError):
        runs.failed(name, clock.now(), one_line(scrubbed(f"{type(error).__name__}: {error}")))
        db.session.commit()


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
