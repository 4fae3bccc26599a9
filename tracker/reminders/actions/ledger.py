"""Lines of the ledger: what each tenure was due to hear in a period, and what became of it."""

from __future__ import annotations

from datetime import datetime

from tracker.commitments import actions as commitments
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.people.models import Tenure
from tracker.reminders.items import Owner
from tracker.reminders.models import Entry, Outcome, ReminderKind


def note(owner: Owner, kind: ReminderKind, period: str, message: Message, at: datetime) -> None:
    """The owner's lines, one for each post, and which commitments the mail spoke of."""
    for post in owner.posts:
        counts = {part: sum(item.part == part for item in post.items) for part in owner.counts}
        db.session.add(entry(post.tenure, kind, period, at=at, message=message, counts=counts))
    commitments.tell(owner.commitments, message)


def entry(
    tenure: Tenure,
    kind: ReminderKind,
    period: str,
    *,
    at: datetime,
    message: Message | None = None,
    counts: dict[str, int] | None = None,
) -> Entry:
    """A line of one tenure; without a message it says that there was nothing to say."""
    return Entry(
        tenure_id=tenure.id,
        kind=kind,
        period=period,
        at=at,
        outcome=Outcome.QUEUED if message else Outcome.NOTHING,
        message_id=message.id if message else None,
        counts=counts or {},
    )
