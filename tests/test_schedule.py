"""The timetable: jobs, run at once and then every so often, whose faults stop nothing."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from config import Settings
from tests.cast import Cast, cast
from tests.database import SQLITE
from tests.smtp import HOST, MailServer
from tracker import clock, schedule
from tracker.extensions import db
from tracker.reminders import runs
from tracker.reminders.models import JobRun
from tracker.reminders.queries import last_run, last_tick_at

__all__ = ["cast"]

MONDAY = datetime(2025, 10, 13, 0, 5, tzinfo=UTC)


@pytest.fixture
def settings(settings: Settings, smtp: MailServer) -> Settings:
    return replace(settings, mail_server=HOST, mail_port=smtp.port, tick_seconds=3600, delivery_seconds=3600)


@pytest.fixture(autouse=True)
def _on_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


def ended(app: Flask) -> dict[str, JobRun]:
    with app.app_context():
        return {run.job: run for run in db.session.query(JobRun) if run.ended_at}


def wait_for(app: Flask, *jobs: str) -> dict[str, JobRun]:
    end = time.monotonic() + 30
    while set(found := ended(app)) != set(jobs):
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return found


def test_the_jobs_run_at_once_after_the_start_and_say_what_they_did(app: Flask, cast: Cast) -> None:
    scheduler = schedule.build(app)
    scheduler.start()
    try:
        found = wait_for(app, "tick", "outbox", "channels", "retention", "meetings")
    finally:
        schedule.shut_down(scheduler)

    assert found["tick"].done["regions"] == 2
    assert found["outbox"].done["trouble"] is None
    assert found["channels"].done == {"sent": 0, "failed": 0, "dead": 0, "left": 0}
    with app.app_context():
        assert last_tick_at() == MONDAY


@pytest.mark.databases(SQLITE)
def test_jobs_that_were_missed_run_once_and_never_twice_at_a_time(app: Flask) -> None:
    scheduler = schedule.build(app)
    scheduler.start(paused=True)
    jobs = scheduler.get_jobs()
    scheduler.shutdown()

    assert {job.id: job.trigger.interval for job in jobs} == {
        "tick": timedelta(hours=1),
        "outbox": timedelta(hours=1),
        "channels": timedelta(hours=1),
        "retention": timedelta(days=1),
        "meetings": timedelta(hours=1),
    }
    for job in jobs:
        assert (job.coalesce, job.misfire_grace_time, job.max_instances) == (True, None, 1)


@pytest.mark.databases(SQLITE)
def test_with_an_address_to_ping_a_job_does_so_every_minute(app: Flask) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], ping_url="https://ping.example.org/kunci")
    assert schedule.build(app).get_job("ping").trigger.interval == timedelta(minutes=1)


@pytest.mark.databases(SQLITE)
def test_a_fault_is_logged_and_leaves_nothing_half_done(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def half_a_tick(*_: object, **__: object) -> None:
        db.session.add(JobRun(job="half", started_at=MONDAY))
        db.session.flush()
        raise RuntimeError("the disk is full\nsee postgresql://tracker:sandi@db/tracker")

    monkeypatch.setattr(schedule, "queue_due", half_a_tick)
    scheduler = schedule.build(app)
    with caplog.at_level(logging.ERROR):
        scheduler.start()
        try:
            wait_for(app, "outbox", "channels", "retention", "meetings")
        finally:
            schedule.shut_down(scheduler)

    assert "job tick failed" in caplog.text
    assert "the disk is full" in caplog.text
    with app.app_context():
        assert last_run("half") is None
        tick, outbox = last_run("tick"), last_run("outbox")
        assert tick is not None
        assert tick.is_failing
        assert tick.failed_at == MONDAY
        assert tick.error == "RuntimeError: the disk is full see postgresql://tracker:…@db/tracker"
        assert outbox is not None
        assert not outbox.is_failing


def test_a_good_run_ends_the_alarm(app: Flask) -> None:
    with app.app_context():
        runs.started("tick", MONDAY)
        runs.failed("tick", MONDAY + timedelta(seconds=1), "x" * 1000)
        db.session.commit()
        [run] = db.session.query(JobRun)
        assert run.is_failing
        assert len(run.error or "") == 300
        runs.ended("tick", MONDAY + timedelta(minutes=5), {})
        db.session.commit()
        assert not run.is_failing


def test_a_job_has_one_line_however_many_schedulers_run_it(app: Flask) -> None:
    with app.app_context():
        for minutes in range(3):
            runs.started("tick", MONDAY + timedelta(minutes=minutes))
            db.session.commit()
        runs.ended("tick", MONDAY + timedelta(minutes=3), {"queued": 4})
        db.session.commit()

        [run] = db.session.query(JobRun)
        assert run.started_at == MONDAY + timedelta(minutes=2)
        assert (run.ended_at, run.done) == (MONDAY + timedelta(minutes=3), {"queued": 4})
