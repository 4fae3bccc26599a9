"""Whoever watches the machine learns in one answer whether it works."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.client import PageClient
from tracker import clock
from tracker.api.rules import health
from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.compose import Composed
from tracker.reminders.models import JobRun
from tracker.reminders.queries import TICK

AT = datetime(2025, 10, 13, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "state", "status"),
    [
        (None, "never", "degraded"),
        (60, "ok", "ok"),
        (900, "ok", "ok"),
        (901, "late", "degraded"),
        (-5, "ok", "ok"),
    ],
)
def test_the_age_of_the_last_tick_decides(ago: int | None, state: str, status: str) -> None:
    last = None if ago is None else AT - timedelta(seconds=ago)
    report = health(at=AT, last_tick_at=last, queued=2, oldest_queued_at=AT - timedelta(seconds=90), dead=1)
    assert report["status"] == status
    assert report["scheduler"] == {"state": state, "last_tick_seconds": None if ago is None else max(ago, 0)}
    assert report["outbox"] == {"queued": 2, "oldest_queued_seconds": 90, "dead": 1}


def test_a_fresh_machine_answers(client: PageClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["database"] == "ok"
    assert answer.json["scheduler"]["state"] == "never"
    assert answer.json["outbox"] == {"queued": 0, "oldest_queued_seconds": None, "dead": 0}


def test_a_tick_and_a_waiting_mail_are_seen(app: Flask, client: PageClient) -> None:
    now = clock.now()
    with app.app_context():
        db.session.add(JobRun(job=TICK, started_at=now - timedelta(minutes=2), ended_at=now))
        outbox.queue(
            key="k", kind="test", period="2025", to_email="a@b.example", to_name="A",
            composed=Composed("S", "T", "<p>T</p>"), at=now - timedelta(minutes=3),
        )  # fmt: skip
        db.session.commit()
    report = client.get("/healthz").json
    assert report is not None
    assert report["status"] == "ok"
    assert 120 <= report["scheduler"]["last_tick_seconds"] < 300
    assert report["outbox"]["queued"] == 1
    assert report["outbox"]["oldest_queued_seconds"] >= 180


def test_without_its_database_it_says_so(app: Flask, client: PageClient) -> None:
    with app.app_context():
        db.metadata.drop_all(db.engine, tables=[db.metadata.tables["job_runs"]])
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json == {"status": "down", "database": "away"}
