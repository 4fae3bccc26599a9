"""kill -9 at any moment, and two schedulers at once: still one digest for each owner."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from tests.database import SQLITE
from tests.processes.keeper import keeper
from tests.processes.schedulers import MONDAY, address, fill, is_being_written, schedulers, until
from tests.smtp import HOST, MailServer
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.mail.queries import backlog
from tracker.reminders.models import Entry, Slot

BATCH = 20
LEASE = 200
OWNERS = 500
ADDRESSES = {address(number) for number in range(OWNERS)}


def rows(app: Flask, *models: type[Message | Slot | Entry]) -> list[int]:
    with app.app_context():
        return [db.session.scalar(select(func.count()).select_from(model)) or 0 for model in models]


def is_empty(app: Flask) -> bool:
    with app.app_context():
        return backlog().queued == 0


def received(smtp: MailServer) -> dict[str, list[str]]:
    """Message-IDs by recipient, as the server took them."""
    taken: dict[str, list[str]] = {}
    for mail in list(smtp.received):
        taken.setdefault(mail.to[0], []).append(str(mail.message["Message-ID"]))
    return taken


@pytest.mark.slow
def test_each_owner_has_one_digest_however_often_the_process_is_killed(
    app: Flask, settings: Settings, database_url: str, smtp: MailServer, tmp_path: Path
) -> None:
    """Each scheduler is a process of its own, forked from one that stands ready: starting five anew says no more."""
    with app.app_context():
        fill(OWNERS)
        for engine in db.engines.values():
            engine.dispose()
    log = tmp_path / "log"
    log.touch()
    with keeper(on_monday(settings, smtp)) as scheduler:
        scheduler.start()
        until(lambda: is_being_written(database_url), log)
        scheduler.kill()
        assert rows(app, Message, Slot, Entry) == [0, 0, 0], "killed while queueing: all or nothing"

        kills = (7, 150, 383)
        for number in kills:
            scheduler.start(ahead=LEASE * (1 + kills.index(number)))
            until(lambda number=number: len(smtp.received) >= number, log)  # type: ignore[misc]  # bound now
            scheduler.kill()
            assert len(received(smtp)) < OWNERS, "killed too late to prove anything"

        scheduler.start(ahead=LEASE * (1 + len(kills)))
        until(lambda: is_empty(app) and set(received(smtp)) == ADDRESSES, log)

    taken = received(smtp)
    assert all(len(set(ids)) == 1 for ids in taken.values()), "a second mail that is not the same message"
    repeated = sum(len(ids) - 1 for ids in taken.values())
    assert repeated <= BATCH * len(kills)
    assert rows(app, Message, Slot, Entry) == [OWNERS, 1, OWNERS]


def on_monday(settings: Settings, smtp: MailServer) -> Settings:
    """The schedulers' settings on Monday morning, 13 October 2025."""
    return replace(
        settings,
        mail_server=HOST,
        mail_port=smtp.port,
        mail_lease=LEASE,
        mail_batch=BATCH,
        tick_seconds=1,
        delivery_seconds=1,
        clock_offset=int((MONDAY - datetime.now(UTC)).total_seconds()),
    )


@pytest.mark.slow
def test_two_schedulers_at_once_send_one_digest_each(
    app: Flask, database_url: str, smtp: MailServer, tmp_path: Path
) -> None:
    owners = 60
    with app.app_context():
        fill(owners)
    with schedulers(database_url, tmp_path, smtp, lease=120) as running:
        running.start()
        running.start()
        until(lambda: is_empty(app) and len(smtp.received) >= owners, running.log)
        with app.app_context():
            queued = set(db.session.scalars(select(Message.message_id)))

    taken = Counter(str(mail.message["Message-ID"]) for mail in smtp.received)
    assert set(taken) == queued
    assert set(taken.values()) == {1}
    assert sorted(received(smtp)) == sorted(address(number) for number in range(owners))


@pytest.mark.databases(SQLITE)
def test_a_scheduler_told_to_stop_ends_cleanly(
    app: Flask, database_url: str, smtp: MailServer, tmp_path: Path
) -> None:
    with app.app_context():
        fill(1)
    with schedulers(database_url, tmp_path, smtp, lease=120) as running:
        process = running.start()
        until(lambda: len(smtp.received) == 1 and is_empty(app), running.log)
        process.terminate()

        assert process.wait(timeout=20) == 0
        log = running.log.read_text()
    assert "scheduler stopped" in log
    assert "Traceback" not in log
