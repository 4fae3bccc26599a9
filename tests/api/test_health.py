"""Whoever watches the machine learns in one answer whether it works, and is woken up only when it does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.client import PageClient
from tests.queries import count_queries
from tracker import clock
from tracker.api.rules import Health, Seen, health, runs_well
from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.compose import Composed
from tracker.mail.models import Message
from tracker.mail.rules import MessageState
from tracker.reminders.models import JobRun
from tracker.reminders.queries import OUTBOX, TICK

AT = datetime(2025, 10, 13, 1, tzinfo=UTC)
WELL = Seen(
    scheduler="ok",
    last_tick_at=AT - timedelta(seconds=60),
    missed_regions=0,
    queued=0,
    oldest_queued_at=None,
    oldest_due_at=None,
    dead=0,
    dead_lately=0,
    failing_jobs=(),
)


@pytest.mark.parametrize(
    ("change", "verdict", "why"),
    [
        ({}, Health.OK, []),
        ({"scheduler": "never"}, Health.DEGRADED, ["the scheduler never ran"]),
        ({"dead": 3}, Health.OK, []),
        ({"dead": 3, "dead_lately": 1}, Health.DEGRADED, ["mails were given up"]),
        ({"failing_jobs": ("ping",)}, Health.DEGRADED, ["a job's last run failed"]),
        ({"oldest_due_at": AT - timedelta(hours=1)}, Health.OK, []),
        ({"oldest_queued_at": AT - timedelta(days=2), "queued": 1}, Health.OK, []),
        ({"oldest_due_at": AT - timedelta(hours=1, seconds=1)}, Health.FAILING, ["mail is stuck"]),
        ({"scheduler": "late"}, Health.FAILING, ["the scheduler is silent"]),
        (
            {"scheduler": "missed", "missed_regions": 2, "dead_lately": 1},
            Health.FAILING,
            ["a planned round did not take place", "mails were given up"],
        ),
    ],
)
def test_who_is_woken_up_by_what(change: dict[str, Any], verdict: Health, why: list[str]) -> None:
    found, report = health(WELL._replace(**change), at=AT)
    assert (found, report["status"], report["why"]) == (verdict, verdict.value, why)
    assert found.code == (503 if verdict is Health.FAILING else 200)


def test_clocks_of_two_machines_may_differ_a_little() -> None:
    _, report = health(WELL._replace(last_tick_at=AT + timedelta(seconds=5)), at=AT)
    assert report["scheduler"]["last_tick_seconds"] == 0


@pytest.mark.parametrize(
    ("started", "ended", "failed", "well"),
    [
        (None, None, None, False),
        (60, 50, None, True),
        (1000, 901, None, False),
        (60, 50, 500, True),
        (60, 500, 50, False),
        (60, None, 50, False),
        (3000, None, None, True),
        (3000, 4000, None, True),
        (3601, 4000, None, False),
    ],
)
def test_a_job_ran_well_when_it_ended_lately_without_a_fault_or_is_at_work(
    started: int | None, ended: int | None, failed: int | None, well: bool
) -> None:
    """Seconds ago; the job runs every five minutes."""
    started_at, ended_at, failed_at = (
        None if ago is None else AT - timedelta(seconds=ago) for ago in (started, ended, failed)
    )
    every = timedelta(minutes=5)
    assert (
        runs_well(started_at=started_at, ended_at=ended_at, failed_at=failed_at, at=AT, every=every) is well
    )


def letter(key: str, at: datetime) -> Message:
    made = outbox.queue(
        key=key, kind="test", period="2025", to_email="a@b.example", to_name="A",
        composed=Composed("S", "T", "<p>T</p>"), at=at,
    )  # fmt: skip
    assert made is not None
    return made


def test_a_fresh_machine_answers(client: PageClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert (answer.json["status"], answer.json["database"]) == ("degraded", "ok")
    assert answer.json["scheduler"]["state"] == "never"
    assert answer.json["outbox"] == {
        "queued": 0,
        "oldest_queued_seconds": None,
        "oldest_due_seconds": None,
        "dead": 0,
        "dead_lately": 0,
    }


def test_a_tick_a_waiting_mail_and_a_dead_one_are_seen_in_few_questions(
    app: Flask, client: PageClient
) -> None:
    now = clock.now()
    with app.app_context():
        db.session.add(JobRun(job=TICK, started_at=now - timedelta(minutes=2), ended_at=now))
        db.session.add(JobRun(job=OUTBOX, started_at=now, ended_at=None, failed_at=now, error="x"))
        letter("k", now - timedelta(minutes=3))
        for key, queued in (("lama", now - timedelta(days=9)), ("baru", now - timedelta(days=1))):
            dead = letter(key, queued)
            dead.state, dead.next_try_at = MessageState.DEAD, None
        db.session.commit()
    with count_queries() as counted:
        report = client.get("/healthz").json
    assert report is not None
    assert report["status"] == "degraded"
    assert 120 <= report["scheduler"]["last_tick_seconds"] < 300
    assert report["scheduler"]["failing_jobs"] == ["outbox"]
    assert (report["outbox"]["queued"], report["outbox"]["dead"], report["outbox"]["dead_lately"]) == (
        1,
        2,
        1,
    )
    assert report["outbox"]["oldest_due_seconds"] >= 180
    assert len(counted) == 7


def test_a_silent_scheduler_wakes_somebody_up_but_restarts_nothing(app: Flask, client: PageClient) -> None:
    with app.app_context():
        long_ago = clock.now() - timedelta(hours=3)
        db.session.add(JobRun(job=TICK, started_at=long_ago, ended_at=long_ago))
        db.session.commit()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["why"] == ["the scheduler is silent"]
    assert client.get("/healthz?of=web").status_code == 200


def test_without_its_database_it_says_so(app: Flask, client: PageClient) -> None:
    with app.app_context():
        db.metadata.drop_all(db.engine, tables=[db.metadata.tables["job_runs"]])
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json == {"status": "down", "database": "away"}
