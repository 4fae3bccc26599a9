"""`python -m benchmarks.digests`: a Monday's digests, queued and delivered to a local SMTP sink.

`delivery_per_second` is the outbox to the sink by one scheduler, `messages_per_second` the whole run, ledger included,
by `--schedulers` of them that share the regions (as many as there are processors, at most four), and
`one_scheduler_per_second` the same by one; all stand beside smtplib sending ready messages of 6 kB over one connection
to the same sink, before, between and after.
`queue_ms` is what one message costs until it lies in the outbox, beside the same commitments read by plain SQL, put
into words by string formatting and inserted into a bare table. `peak_memory_mib` stands beside the peak of a run of
1,000 digests in a process of its own.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import psutil
from flask import current_app
from sqlalchemy import func, select

from benchmarks import servers
from benchmarks.database import migrated, settings_for
from benchmarks.plain_digests import queue_plainly, send_ready
from benchmarks.report import Measured, arguments, tell
from benchmarks.schedulers import clock_from, forget, together
from benchmarks.sink import sink
from config import ROOT, Settings
from tracker import clock
from tracker.extensions import db
from tracker.mail.delivery import deliver_due
from tracker.mail.models import MessageBody
from tracker.regions.queries import calendar
from tracker.regions.rules import moment, monday_of
from tracker.reminders.actions import queue_due

MESSAGES = 2_000
FEW = 1_000
"""Digests of the run beside whose memory that of the measured one stands."""

SCHEDULERS = min(4, os.cpu_count() or 1)

READY = 3_000
"""Ready messages that are sent before, between and after the runs."""

PER_REGION = 57
"""Who gets a digest in a region of the data set: 54 owners and three reviewers."""

PER_OWNER = 8
"""Commitments of each owner: about three of them are late or soon due."""

MEBIBYTE = 1024 * 1024
MEMORY = "peak_memory_mib"
Result = TypeVar("Result")


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument(
        "--n", type=int, default=MESSAGES, help=f"how many digests, about (default: {MESSAGES})"
    )
    parser.add_argument("--database", metavar="URL", help="an empty database, such as one of PostgreSQL")
    parser.add_argument(
        "--schedulers",
        type=int,
        default=SCHEDULERS,
        help=f"how many share the whole run (default: {SCHEDULERS})",
    )
    wanted = parser.parse_args()
    few = [] if wanted.database else alone(FEW, 1)
    tell(beside(alone(wanted.n, wanted.schedulers, wanted.database), few), as_json=wanted.json)


def alone(n: int, schedulers: int, database_url: str | None = None) -> list[Measured]:
    """Measures in a process of its own, whose memory is the run's alone."""
    with (
        tempfile.TemporaryDirectory(prefix="benchmark-digests-") as folder,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
    ):
        return pool.submit(measured, Path(folder), n, schedulers, database_url).result()


def beside(found: list[Measured], few: list[Measured]) -> list[Measured]:
    """The figures, with the peak of the small run, where there was one, as the limit of this one's."""
    peaks = {figure.name: figure.value for figure in few}
    return [
        replace(figure, limit=peaks[figure.name], note=f"limit: a run of {FEW:,}")
        if figure.name == MEMORY and figure.name in peaks
        else figure
        for figure in found
    ]


def measured(folder: Path, n: int, schedulers: int, database_url: str | None = None) -> list[Measured]:
    """Fills the database in another process, then measures."""
    at = slot()
    settings = replace(settings_for(database_url, folder), mail_server=servers.HOST)
    _fill(settings, n, at)
    with sink(folder / "sink.log") as (name, port):
        app = migrated(replace(settings, mail_port=port))
        with app.app_context():
            return _run(name, port, at, schedulers)


def slot() -> datetime:
    """Noon in Jakarta of the next day on which digests are planned, when they are due in every zone."""
    today = clock.now().date()
    monday, days = monday_of(today), calendar([today.year, today.year + 1])
    while not (day := days.slot_day(monday + timedelta(days=7))):
        monday += timedelta(days=7)
    return moment(day, 12, "Asia/Jakarta")


def _fill(settings: Settings, n: int, at: datetime) -> None:
    regions = max(1, round(n / PER_REGION))
    command = [sys.executable, "-m", "benchmarks.fill", "--regions", str(regions)]
    command += ["--commitments", str(regions * 54 * PER_OWNER), "--today", at.date().isoformat()]
    env = {**os.environ, **servers.environment(settings)}
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


def _run(sink_name: str, port: int, at: datetime, schedulers: int) -> list[Measured]:
    before = psutil.Process().memory_info().rss / MEBIBYTE
    ticked, queueing = timed(lambda: queue_due(at, commit=db.session.commit))
    assert not ticked.failed, "some regions' digests could not be queued"
    ready = [READY / timed(lambda: send_ready(port, READY))[1]]
    delivered, delivering = timed(lambda: deliver_due(clock_from(at)))
    assert delivered.sent == ticked.queued, f"not all was sent: {delivered}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEBIBYTE

    ready.append(READY / timed(lambda: send_ready(port, READY))[1])
    plain = timed(lambda: queue_plainly(db.engine, at))
    size = (
        db.session.scalar(select(func.avg(func.length(MessageBody.text) + func.length(MessageBody.html))))
        or 0
    )
    count = f"{ticked.queued} of {size / 1000:.0f} kB to {sink_name}"
    forget()
    shared, seconds = together(current_app.config["SETTINGS"], at, schedulers)
    assert shared == ticked.queued, f"{schedulers} schedulers queued {shared}"
    ready.append(READY / timed(lambda: send_ready(port, READY))[1])
    limit = sum(ready) / len(ready)
    return [
        Measured("delivery_per_second", ticked.queued / delivering, limit, "messages/s", count),
        Measured("messages_per_second", shared / seconds, limit, "messages/s", _by(schedulers)),
        Measured(
            "one_scheduler_per_second", ticked.queued / (queueing + delivering), limit, "messages/s", _by(1)
        ),
        Measured("queue_ms", 1000 * queueing / ticked.queued, 1000 * plain[1] / plain[0], "ms/message", ""),
        Measured(MEMORY, peak, before, "MiB", "limit: before the run"),
    ]


def _by(schedulers: int) -> str:
    return f"whole run, by {schedulers} scheduler{'s' if schedulers > 1 else ''}"


def timed(act: Callable[[], Result]) -> tuple[Result, float]:
    """What it gave, and the seconds it took."""
    started = perf_counter()
    result = act()
    return result, perf_counter() - started


if __name__ == "__main__":
    main()
