"""Several schedulers at once, each a process as `run.py scheduler` is one, sharing a Monday's digests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from time import perf_counter

from sqlalchemy import delete

from benchmarks.database import migrated
from config import Settings
from tracker.commitments.models import CommitmentMessage
from tracker.extensions import db
from tracker.mail.channels.models import ChannelMessage
from tracker.mail.delivery import deliver_due
from tracker.mail.models import Message, MessageBody
from tracker.reminders.actions import queue_due
from tracker.reminders.models import Entry, RungTold, Slot

WRITTEN = (CommitmentMessage, Entry, RungTold, Slot, ChannelMessage, MessageBody, Message)
"""What a Monday writes."""

WAIT = 600


def clock_from(at: datetime) -> Callable[[], datetime]:
    """A clock that shows `at` now and goes on."""
    started = perf_counter()
    return lambda: at + timedelta(seconds=perf_counter() - started)


def forget() -> None:
    """As if it had not been Monday yet."""
    for table in WRITTEN:
        db.session.execute(delete(table))
    db.session.commit()


def together(settings: Settings, at: datetime, processes: int) -> tuple[int, float]:
    """How many messages so many schedulers queued and sent, and the seconds from their start to the last end."""
    context = get_context("spawn")
    ready = context.Barrier(processes + 1)
    answers: Queue[tuple[int, int]] = context.Queue()
    schedulers = [
        context.Process(target=_work, args=(settings, at, ready, answers), daemon=True)
        for _ in range(processes)
    ]
    for scheduler in schedulers:
        scheduler.start()
    ready.wait(WAIT)
    started = perf_counter()
    done = [answers.get(timeout=WAIT) for _ in schedulers]
    seconds = perf_counter() - started
    for scheduler in schedulers:
        scheduler.join(WAIT)
    queued, sent = (sum(counts) for counts in zip(*done, strict=True))
    assert queued == sent, f"{queued} queued, {sent} sent"
    return queued, seconds


def _work(settings: Settings, at: datetime, ready: Barrier, answers: Queue[tuple[int, int]]) -> None:
    app = migrated(settings)
    with app.app_context():
        ready.wait(WAIT)
        ticked = queue_due(at, commit=db.session.commit)
        sent = deliver_due(clock_from(at)).sent
        answers.put((ticked.queued, sent))
