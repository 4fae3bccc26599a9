"""A post office for tests: a moving clock, an application that speaks to a real SMTP server, letters to put in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader
from sqlalchemy import select

from config import Settings
from tests.cast import cast, sign_in
from tests.database import settings_for
from tests.smtp import HOST, MailServer
from tracker.extensions import db
from tracker.mail import claims, outbox
from tracker.mail.claims import Claimed
from tracker.mail.compose import Composed
from tracker.mail.delivery import Delivered, deliver_due
from tracker.mail.models import Message
from tracker.mail.rules import Fault, MessageState, Verdict

__all__ = ["cast", "sign_in"]

MONDAY = datetime(2025, 10, 13, 0, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)
LATER = Fault(Verdict.LATER, "451 try later")
REFUSED = Fault(Verdict.REFUSED, "550 no such user")


class Now:
    """The time, which passes when the test says so."""

    def __init__(self) -> None:
        self.at = MONDAY

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **duration: float) -> datetime:
        self.at += timedelta(**duration)
        return self.at


class PostOffice:
    """Puts letters in, has them delivered, and looks at what became of them."""

    def __init__(self, now: Now) -> None:
        self.now = now

    def put(self, *names: str, **given: Any) -> None:
        """Queues and commits one letter for each name, to <name>@buton.example."""
        for name in names:
            put_without_commit(name, self.now(), **given)
        db.session.commit()

    def deliver(self) -> Delivered:
        return deliver_due(self.now)

    def letter(self, name: str) -> Message:
        db.session.rollback()
        return db.session.scalars(select(Message).where(Message.key == key_of(name))).one()

    def states(self) -> dict[str, MessageState]:
        db.session.rollback()
        found: Sequence[Message] = db.session.scalars(select(Message)).all()
        states = {message.to_name: message.state for message in found}
        db.session.rollback()
        return states


def key_of(name: str) -> str:
    return f"weekly-digest/2025-W42/{name}"


def put_without_commit(name: str, at: datetime, **given: Any) -> Message | None:
    values: dict[str, Any] = {
        "key": key_of(name),
        "kind": "weekly-digest",
        "period": "2025-W42",
        "to_email": f"{name}@buton.example",
        "to_name": name,
        "composed": Composed(f"Untuk {name}", f"Yth. {name}\n", f"<p>Yth. {name}</p>"),
        "at": at,
    }
    return outbox.queue(**values | given)


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def settings(database_url: str, tmp_path: Path, smtp: MailServer) -> Settings:
    return replace(
        settings_for(database_url, tmp_path / "instance"),
        mail_server=HOST,
        mail_port=smtp.port,
        mail_timeout=2,
        mail_sender="tindak-lanjut@buton.example",
        public_url="https://tindaklanjut.example.go.id",
    )


@pytest.fixture
def office(app: Flask, now: Now) -> Iterator[PostOffice]:
    with app.app_context():
        yield PostOffice(now)


@pytest.fixture
def with_sample(app: Flask) -> Flask:
    """The application, knowing the sample mail of this folder as well."""
    samples = FileSystemLoader(Path(__file__).parent / "templates")
    assert app.jinja_env.loader is not None
    app.jinja_env.loader = ChoiceLoader([app.jinja_env.loader, samples])
    return app


@pytest.fixture(params=["one by one", "in groups"])
def either_server(request: pytest.FixtureRequest) -> Iterator[MailServer]:
    """A server of either kind: one that takes command after command, and one that takes them in groups."""
    with MailServer(pipelining=request.param == "in groups") as server:
        yield server


def recipients(smtp: MailServer) -> list[str]:
    return [mail.to[0].partition("@")[0] for mail in smtp.received]


def set_up(app: Flask, **changes: object) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **changes)


def taken(who: str, now: Now, limit: int = 10) -> list[Claimed]:
    messages = claims.claim(now(), limit=limit, lease=LEASE, claimed_by=who)
    db.session.commit()
    return messages


def race(app: Flask, run: Callable[[int], list[str]], racers: int = 4) -> list[str]:
    """What several threads brought home that did the same at once, each with a context of its own."""
    start = Barrier(racers)

    def racer(number: int) -> list[str]:
        with app.app_context():
            start.wait()
            return run(number)

    with ThreadPoolExecutor(racers) as pool:
        return list(chain.from_iterable(pool.map(racer, range(racers))))
