"""A thousand mails, a server in a bad mood, a scheduler killed twenty times: each has its mail, none is lost."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings
from tests.database import SQLITE, settings_for
from tests.processes.keeper import keeper
from tests.processes.moody import MOODS, UNKNOWN, MoodyServer
from tests.smtp import HOST
from tracker import clock
from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.compose import Composed
from tracker.mail.models import Message
from tracker.mail.outbox import Queued
from tracker.mail.rules import MessageState

RECIPIENTS, KILLS, BATCH, CONNECTIONS = 1_000, 20, 20, 2
ADDRESSES = [f"penerima{number}@buton.example" for number in range(RECIPIENTS)]
SEED = 4
TIMEOUT = 1
LEASE = 10


@pytest.fixture
def server() -> Iterator[MoodyServer]:
    server = MoodyServer(ADDRESSES, seed=SEED, silence=1.5 * TIMEOUT)
    with server:
        yield server


@pytest.fixture
def settings(database_url: str, tmp_path: Path, server: MoodyServer) -> Settings:
    return replace(
        settings_for(database_url, tmp_path / "instance"),
        mail_server=HOST,
        mail_port=server.port,
        mail_timeout=TIMEOUT,
        mail_batch=BATCH,
        mail_lease=LEASE,
        mail_connections=CONNECTIONS,
        mail_retry=1,
        delivery_seconds=1,
    )


def fill_outbox() -> None:
    words = Composed("Tindak lanjut pekan ini", "Yth. Ibu\n.\nsatu titik\n", "<p>Yth. Ibu</p>" * 200)
    mails = [Queued(address, "test", "2025-W42", address, "Ibu", words) for address in ADDRESSES]
    outbox.queue_all(mails, at=clock.now())
    db.session.commit()


def states() -> dict[str, MessageState]:
    db.session.rollback()
    found = {row.to_email: row.state for row in db.session.execute(select(Message.to_email, Message.state))}
    db.session.rollback()
    return found


def until(condition: Callable[[], bool], *, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not (met := condition()) and time.monotonic() < end:
        time.sleep(0.01)
    return met


def unrecorded(server: MoodyServer) -> set[str]:
    """Who has the mail though the outbox does not know it."""
    recorded = states()
    return {mail.to[0] for mail in list(server.received) if recorded[mail.to[0]] is not MessageState.SENT}


def settled() -> bool:
    return not {MessageState.QUEUED, MessageState.SENDING} & set(states().values())


@pytest.mark.slow
@pytest.mark.databases(SQLITE)
def test_each_has_the_mail_in_the_end_and_repeats_are_of_what_was_in_flight(
    app: Flask, settings: Settings, server: MoodyServer
) -> None:
    chance = random.Random(SEED)
    in_flight: set[str] = set()
    most_in_flight = 0
    with app.app_context(), keeper(settings) as scheduler:
        fill_outbox()
        for _ in range(KILLS):
            scheduler.start()
            wanted = len(server.received) + chance.randrange(5, 45)
            until(lambda wanted=wanted: len(server.received) >= wanted, seconds=5)  # type: ignore[misc]  # bound now
            scheduler.kill()
            time.sleep(0.05)  # for what the server had in hand when the process died
            now_in_flight = unrecorded(server)
            most_in_flight = max(most_in_flight, len(now_in_flight - in_flight))
            in_flight = now_in_flight
        assert len(server.received) < RECIPIENTS, "killed too late to prove anything"

        scheduler.start(ahead=6 * LEASE)
        assert until(settled, seconds=90), Counter(states().values())
        scheduler.kill()
        found = states()

    ids: dict[str, list[str]] = {}
    for mail in server.received:
        ids.setdefault(mail.to[0], []).append(str(mail.message["Message-ID"]))

    deliverable = set(ADDRESSES) - server.unknown
    assert set(ids) == deliverable
    assert {address for address, state in found.items() if state is MessageState.SENT} == deliverable
    assert {address for address, state in found.items() if state is MessageState.DEAD} == server.unknown
    assert {*MOODS, UNKNOWN} == set(server.met), "a mood that was never met proves nothing"

    repeats = sum(len(found) - 1 for found in ids.values())
    assert all(len(set(found)) == 1 for found in ids.values()), "a second mail that is not the same message"
    assert 0 < repeats <= BATCH * CONNECTIONS * KILLS
    assert 0 < most_in_flight <= BATCH * CONNECTIONS
