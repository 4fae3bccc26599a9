"""Real scheduler processes on a region with many owners who owe something, at eight on Monday, 13 October 2025."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from config import ROOT
from tests.smtp import HOST, MailServer
from tracker.commitments.models import Commitment
from tracker.extensions import db
from tracker.forums.models import Decision, Forum, Series
from tracker.forums.rules import Rhythm
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Duty, TenureKind
from tracker.regions.models import Office, Region
from tracker.regions.rules import OfficeKind

MONDAY = datetime(2025, 10, 13, 0, 5, tzinfo=UTC)
LONG_AGO = datetime(2025, 5, 23, tzinfo=UTC)


def address(number: int) -> str:
    return f"pemilik{number}@buton.example"


def fill(owners: int) -> None:
    """One overdue commitment for each of so many owners of Buton; nobody reviews. Commits."""
    region = db.session.query(Region).filter_by(code="74.04").one()
    region.opened_at = LONG_AGO
    office = Office(
        region_id=region.id, name="Dinas Kesehatan", short="Dinkes", kind=OfficeKind.DINAS, aliases=[]
    )
    series = Series(region_id=region.id, name="Forum Kemitraan", rhythm=Rhythm.YEARLY)
    db.session.add_all([office, series])
    db.session.flush()
    forum = Forum(
        region_id=region.id, series_id=series.id, title="Forum Kemitraan", held_on=date(2025, 5, 22), made_at=LONG_AGO
    )  # fmt: skip
    posts = [Post(office_id=office.id, title=f"Kepala UPTD {n}", duty=Duty.OWNER) for n in range(owners)]
    persons = [
        Person(name=f"Pemilik {n}", email=address(n), fs_uniquifier=f"{n:032}", made_at=LONG_AGO)
        for n in range(owners)
    ]
    db.session.add_all([forum, *posts, *persons])
    db.session.flush()
    decisions = [
        Decision(forum_id=forum.id, number=n + 1, quote=f"Butir {n}.", start=0, end=8, made_at=LONG_AGO)
        for n in range(owners)
    ]
    db.session.add_all(decisions)
    db.session.flush()
    for post, person, decision in zip(posts, persons, decisions, strict=True):
        db.session.add(
            Tenure(post_id=post.id, person_id=person.id, kind=TenureKind.DEFINITIF, from_on=date(2024, 1, 1))
        )
        db.session.add(_owed(region, forum, office, post, decision))
    db.session.commit()


def _owed(region: Region, forum: Forum, office: Office, post: Post, decision: Decision) -> Commitment:
    return Commitment(
        region_id=region.id,
        forum_id=forum.id,
        decision_id=decision.id,
        action=f"Lengkapi obat: {decision.quote}",
        owner_post_id=post.id,
        owner_office_id=office.id,
        due_on=date(2025, 9, 30),
        original_due_on=date(2025, 9, 30),
        made_at=LONG_AGO,
        published_at=LONG_AGO,
    )


class Schedulers:
    """Starts `run.py scheduler` as often as asked and ends what is left at the end."""

    def __init__(self, database_url: str, folder: Path, smtp: MailServer, *, lease: int) -> None:
        self._started: list[subprocess.Popen[bytes]] = []
        self.log = folder / "scheduler.log"
        self._environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": database_url,
            "INSTANCE_PATH": str(folder / "instance"),
            "SECRET_KEY": "a key that only tests use, long enough to be one",
            "DEMO": "0",
            "MAIL_SERVER": HOST,
            "MAIL_PORT": str(smtp.port),
            "MAIL_LEASE": str(lease),
            "MAIL_BATCH": "20",
            "TICK_SECONDS": "1",
            "DELIVERY_SECONDS": "1",
            "CLOCK_OFFSET_SECONDS": str(int((MONDAY - datetime.now(UTC)).total_seconds())),
        }

    def start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "run.py", "scheduler"],
                cwd=ROOT,
                env=self._environment,
                stderr=log,
                stdout=log,
            )
        self._started.append(process)
        return process

    def end(self) -> None:
        for process in self._started:
            process.kill()
            process.wait()


@contextmanager
def schedulers(database_url: str, folder: Path, smtp: MailServer, *, lease: int) -> Iterator[Schedulers]:
    started = Schedulers(database_url, folder, smtp, lease=lease)
    try:
        yield started
    finally:
        started.end()


def until(condition: Callable[[], bool], log: Path, *, seconds: float = 120) -> None:
    """Waits for something that must happen."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s; the log:\n{log.read_text()[-3000:]}"
        time.sleep(0.02)


def is_being_written(database_url: str) -> bool:
    """Whether a round is being written: somebody holds SQLite's write lock for a while, or PostgreSQL's outbox."""
    if make_url(database_url).get_backend_name() == "postgresql":
        return _outbox_is_locked(database_url)
    for _ in range(4):
        if not _is_locked(make_url(database_url).database or ""):
            return False
        time.sleep(0.01)
    return True


def _is_locked(path: str) -> bool:
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as probe:
        try:
            probe.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
    return False


def _outbox_is_locked(database_url: str) -> bool:
    address = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as probe:
        found = probe.execute(
            "SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE a.datname = current_database()"
            " AND l.relation = 'message_bodies'::regclass AND l.mode = 'RowExclusiveLock' AND l.granted"
        )
        return found.fetchone() is not None
