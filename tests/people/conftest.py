"""The cast, a clock that a test can move, and a look into the outbox, for tests about people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tests.cast import Held, cast, sign_in
from tracker import clock
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.people.rules import Actor, Door

__all__ = ["cast", "sign_in"]


class Now:
    """The time, which passes when the test says so."""

    def __init__(self) -> None:
        self.at = datetime(2025, 10, 13, 1, 0, tzinfo=UTC)

    def pass_by(self, **how_long: float) -> None:
        self.at += timedelta(**how_long)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Now:
    moving = Now()
    monkeypatch.setattr(clock, "now", lambda: moving.at)
    return moving


def mails(app: Flask) -> list[Message]:
    """The outbox, oldest first."""
    with app.app_context():
        return list(
            db.session.scalars(select(Message).options(joinedload(Message.body)).order_by(Message.id))
        )


def as_operator(held: Held) -> Actor:
    return Actor(held.person_id, held.tenure_id, "Administrator Sistem", Door.PAGE)
