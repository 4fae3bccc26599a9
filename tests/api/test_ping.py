"""The watcher elsewhere hears from us while reminders and mail run well, and from then on silence."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from flask import Flask

from config import Settings
from tracker.api.ping import PING, ping
from tracker.extensions import db
from tracker.reminders import runs
from tracker.reminders.models import JobRun
from tracker.reminders.queries import OUTBOX, TICK

pytestmark = pytest.mark.databases("sqlite")

AT = datetime(2025, 10, 13, 1, tzinfo=UTC)


class Watcher:
    """Hears what is fetched; away when it is told to be."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.status = 200
        watcher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                watcher.heard.append(self.path)
                self.send_response(watcher.status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                return None

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    made = Watcher()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def settings(settings: Settings, watcher: Watcher) -> Settings:
    return replace(settings, ping_url=f"http://127.0.0.1:{watcher.server.server_port}/rahasia")


@pytest.fixture
def house(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        for job in (TICK, OUTBOX):
            ran(job, AT)
        yield app


def ran(job: str, at: datetime, **done: Any) -> None:
    runs.started(job, at)
    runs.ended(job, at, done)
    db.session.commit()


def pinged(at: datetime) -> dict[str, Any]:
    """One run of the job, as the timetable makes it."""
    runs.started(PING, at)
    db.session.commit()
    done = ping(at)
    runs.ended(PING, at, done)
    db.session.commit()
    return done


def test_each_tick_that_ended_well_is_told_once(house: Flask, watcher: Watcher) -> None:
    assert pinged(AT)["pinged"] == "/"
    assert pinged(AT + timedelta(minutes=1))["pinged"] is None
    ran(TICK, AT + timedelta(minutes=5))
    ran(OUTBOX, AT + timedelta(minutes=5))
    pinged(AT + timedelta(minutes=6))
    assert watcher.heard == ["/rahasia", "/rahasia"]


@pytest.mark.parametrize("job", [TICK, OUTBOX])
def test_silence_when_a_job_is_late_or_failed_or_never_ran(house: Flask, watcher: Watcher, job: str) -> None:
    late = AT + timedelta(minutes=16)
    ran({TICK: OUTBOX, OUTBOX: TICK}[job], late)
    pinged(late)

    ran(TICK, late)
    ran(OUTBOX, late)
    runs.failed(job, late + timedelta(seconds=1), "OperationalError: disk")
    db.session.commit()
    pinged(late + timedelta(seconds=2))

    db.session.delete(db.session.get_one(JobRun, job))
    db.session.commit()
    pinged(late + timedelta(seconds=3))
    assert watcher.heard == []


def test_silence_while_the_mail_server_is_in_trouble(house: Flask, watcher: Watcher) -> None:
    ran(OUTBOX, AT, trouble="Connection refused")
    pinged(AT)
    assert watcher.heard == []
    ran(OUTBOX, AT, trouble=None)
    pinged(AT)
    assert watcher.heard == ["/rahasia"]


def test_an_outbox_long_at_work_is_no_trouble(house: Flask, watcher: Watcher) -> None:
    runs.started(OUTBOX, AT + timedelta(minutes=1))
    ran(TICK, AT + timedelta(minutes=20))
    pinged(AT + timedelta(minutes=20))
    assert watcher.heard == ["/rahasia"]


def test_a_watcher_that_is_away_is_said_once_without_its_address_and_heard_again(
    house: Flask, watcher: Watcher, caplog: pytest.LogCaptureFixture
) -> None:
    watcher.status = 500
    caplog.set_level(logging.WARNING)
    for minute in range(3):
        assert pinged(AT + timedelta(minutes=minute))["pinged"] is None
    assert len(caplog.records) == 1
    assert "rahasia" not in caplog.text
    watcher.status = 200
    assert pinged(AT + timedelta(minutes=3))["pinged"] == "/"


def test_start_and_each_fault_are_signalled_where_that_is_wanted(house: Flask, watcher: Watcher) -> None:
    house.config["SETTINGS"] = replace(house.config["SETTINGS"], ping_signals=True)
    pinged(AT)
    pinged(AT)
    runs.failed("channels", AT, "x")
    runs.failed(OUTBOX, AT + timedelta(seconds=1), "x")
    db.session.commit()
    for second in (2, 3):
        pinged(AT + timedelta(seconds=second))
    ran(OUTBOX, AT + timedelta(seconds=4))
    ran(TICK, AT + timedelta(seconds=4))
    pinged(AT + timedelta(seconds=5))
    assert watcher.heard == ["/rahasia/start", "/rahasia", "/rahasia/fail", "/rahasia"]
