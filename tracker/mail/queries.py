"""Questions to the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from tracker.extensions import db
from tracker.mail.models import IS_DEAD, IS_WAITING, Message


class Backlog(NamedTuple):
    """What has not gone out: waiting messages, since when the oldest waits, and those given up."""

    queued: int
    oldest_queued_at: datetime | None
    dead: int


def by_key(key: str) -> Message | None:
    """The message with this ledger name; None: it was never queued."""
    return db.session.scalar(select(Message).where(Message.key == key))


def by_id(message_id: int) -> Message | None:
    """The message with this number; None when there is none."""
    return db.session.get(Message, message_id)


def newest(*, before: int | None = None, limit: int | None = 50) -> Sequence[Message]:
    """Messages from the newest on, without their bodies; `before` is the last id of the page already seen."""
    wanted = select(Message).order_by(Message.id.desc())
    if before is not None:
        wanted = wanted.where(Message.id < before)
    return db.session.scalars(wanted.limit(limit)).all()


def due_count(at: datetime) -> int:
    """How many messages may be tried now, those whose lease ran out among them."""
    return db.session.scalar(select(func.count()).where(Message.next_try_at <= at)) or 0


def backlog() -> Backlog:
    """The state of the outbox for the health page."""
    queued, oldest = db.session.execute(
        select(func.count(Message.id), func.min(Message.queued_at)).where(IS_WAITING)
    ).one()
    dead = db.session.scalar(select(func.count(Message.id)).where(IS_DEAD)) or 0
    return Backlog(queued, oldest, dead)


def as_json(message: Message) -> dict[str, Any]:
    """The message as `mail list --json` tells it."""
    return {
        "to": message.to_email,
        "kind": message.kind,
        "period": message.period,
        "state": message.state.value,
        "message_id": message.message_id,
        "attempts": message.attempts,
        "sent_at": message.sent_at.isoformat() if message.sent_at else None,
    }
