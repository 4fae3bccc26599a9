"""Lines of the ledger: what each tenure was due to hear in a period, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from tracker.extensions import db
from tracker.people.models import Tenure
from tracker.reminders.items import Owner
from tracker.reminders.models import Entry, Outcome, ReminderKind

Line = dict[str, Any]


def lines(owner: Owner, kind: ReminderKind, period: str, message_id: int, at: datetime) -> list[Line]:
    """The owner's lines, one for each post."""
    return [
        line(
            post.tenure,
            kind,
            period,
            at=at,
            message_id=message_id,
            counts={part: sum(item.part == part for item in post.items) for part in owner.counts},
        )
        for post in owner.posts
    ]


def line(
    tenure: Tenure,
    kind: ReminderKind,
    period: str,
    *,
    at: datetime,
    message_id: int | None = None,
    counts: dict[str, int] | None = None,
) -> Line:
    """A line of one tenure; without a message it says that there was nothing to say."""
    return {
        "tenure_id": tenure.id,
        "kind": kind,
        "period": period,
        "at": at,
        "outcome": Outcome.QUEUED if message_id else Outcome.NOTHING,
        "message_id": message_id,
        "counts": counts or {},
    }


def write(written: Sequence[Line]) -> None:
    """All lines in one statement."""
    if written:
        db.session.execute(insert(Entry), written)
