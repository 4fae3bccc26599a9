"""The door to delivery: sends what is due, or says why it cannot."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import NamedTuple

from flask import Flask, current_app

from config import Settings
from tracker.extensions import db
from tracker.mail.headers import named_mailbox
from tracker.mail.queries import due_count
from tracker.mail.sending import Run

logger = logging.getLogger(__name__)


class Delivered(NamedTuple):
    """What one run did; `left` are due still, `trouble` is why the run stopped early, in one line."""

    sent: int = 0
    failed: int = 0
    dead: int = 0
    left: int = 0
    trouble: str | None = None


def deliver_due(now: Callable[[], datetime]) -> Delivered:
    """Sends all that is due and commits in batches; call it with no work of your own uncommitted.

    Stops early when the server is in trouble or this minute's share is used up; the next run goes on.
    A crash repeats at most the batch in flight of each connection, under the same Message-IDs, once its lease has
    run out.
    """
    settings: Settings = current_app.config["SETTINGS"]
    due = _due(now())
    if not due:
        return Delivered()
    if trouble := _trouble_with(settings):
        _say_once(trouble, due)
        return Delivered(left=due, trouble=trouble)

    runs = [Run(settings, now) for _ in range(_connections(settings, due))]
    _work(runs)
    return Delivered(
        sent=sum(run.sent for run in runs),
        failed=sum(run.failed for run in runs),
        dead=sum(run.dead for run in runs),
        left=_due(now()),
        trouble=next((run.trouble for run in runs if run.trouble), None),
    )


def _connections(settings: Settings, due: int) -> int:
    """As many as are allowed and have a batch to send."""
    return max(1, min(settings.mail_connections, -(-due // settings.mail_batch)))


def _work(runs: Sequence[Run]) -> None:
    """The first run here, each other in a thread with a session of its own; an error is raised when all have ended."""
    first, *others = runs
    if not others:
        return first.work()
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # what the proxy stands for
    with ThreadPoolExecutor(len(others)) as pool:
        at_work = [pool.submit(_work_in, app, run) for run in others]
        try:
            first.work()
        except BaseException:
            for run in others:
                run.is_stopped = True
            raise
    for work in at_work:
        work.result()
    return None


def _work_in(app: Flask, run: Run) -> None:
    with app.app_context():
        run.work()


def _due(at: datetime) -> int:
    """How many are due; ends its transaction, which on SQLite would keep all others from writing."""
    count = due_count(at)
    db.session.commit()
    return count


def _trouble_with(settings: Settings) -> str | None:
    """Why nothing can be sent with these settings: found here, lest every message be blamed for it."""
    if not settings.mail_server and not settings.demo:
        return "MAIL_SERVER is not set"
    try:
        named_mailbox(settings.mail_sender)
    except ValueError as error:
        return f"MAIL_SENDER is {error}"
    return None


def _say_once(trouble: str, due: int) -> None:
    """One line per process; the health page tells the rest."""
    if current_app.extensions.get("mail-trouble-said") != trouble:
        current_app.extensions["mail-trouble-said"] = trouble
        logger.warning("%s: %d messages stay in the outbox until it is mended", trouble, due)
