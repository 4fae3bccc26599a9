"""The story of a commitment, put together from what was done, what was mailed, and what the calendar says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, load_only

from tracker.commitments.mailed import CommentFile
from tracker.commitments.models import Commitment, CommitmentMessage, Event, Update, Verification
from tracker.commitments.queries.mailed import files_of_comments
from tracker.commitments.rules import EventKind
from tracker.commitments.steps import NO_STEPS, Step, days_passed
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.mail.rules import MessageState
from tracker.regions.rules import local_day

DUE_PASSED = "due date passed"
MAIL = "mail"


@dataclass(frozen=True)
class Told:
    """One entry: a step, a mail that was queued or sent, or a missed due date (which has a day and no moment)."""

    kind: str
    on: date
    at: datetime | None
    event: Event | None = None
    message: Message | None = None
    files: tuple[Candidate, ...] = ()


class Candidate(NamedTuple):
    """A file that came with a comment, and whether a report has named it as evidence since."""

    file: CommentFile
    used: bool


def story(commitment: Commitment, *, today: date) -> list[Told]:
    """Newest first. Mails that could not be delivered are left to the operator's page."""
    zone = commitment.region.zone
    events = _events(commitment.id)
    files = _candidates(events)
    entries = [
        Told(
            event.kind.value, local_day(event.at, zone), event.at, event=event, files=files.get(event.id, ())
        )
        for event in events
    ]
    for message in _messages(commitment.id):
        at = message.sent_at or message.queued_at
        entries.append(Told(MAIL, local_day(at, zone), at, message=message))
    steps = [
        Step(local_day(e.at, zone), e.status_after, e.due_after) for e in events if e.kind not in NO_STEPS
    ]
    entries += [Told(DUE_PASSED, day, None) for day in days_passed(steps, today=today)]
    numbered = sorted(enumerate(entries), key=lambda line: (_moment(line[1], zone), line[0]), reverse=True)
    return [entry for _, entry in numbered]


def last_step(commitment_id: int) -> int:
    """The number of the newest step; 0 where there is none."""
    newest = select(func.max(Event.id)).where(Event.commitment_id == commitment_id)
    return db.session.scalar(newest) or 0


def _moment(entry: Told, zone: str) -> datetime:
    """A missed day begins at midnight."""
    return entry.at or datetime.combine(entry.on, time(), tzinfo=ZoneInfo(zone))


def _events(commitment_id: int) -> Sequence[Event]:
    return db.session.scalars(
        select(Event)
        .options(
            joinedload(Event.update).selectinload(Update.evidence),
            joinedload(Event.tenure),
        )
        .where(Event.commitment_id == commitment_id)
        .order_by(Event.at, Event.id)
    ).all()


def _candidates(events: Sequence[Event]) -> dict[int, tuple[Candidate, ...]]:
    """By event; asked of the database only where somebody commented."""
    comments = [event for event in events if event.kind is EventKind.COMMENTED]
    if not comments:
        return {}
    used = {file.sha256 for event in events if event.update for file in event.update.evidence}
    files = files_of_comments(comments[0].commitment_id)
    return {
        event.id: tuple(Candidate(file, file.sha256 in used) for file in files.get(event.data["comment"], ()))
        for event in comments
    }


def _messages(commitment_id: int) -> Sequence[Message]:
    return db.session.scalars(
        select(Message)
        .join(CommitmentMessage, CommitmentMessage.message_id == Message.id)
        .options(load_only(Message.kind, Message.to_name, Message.state, Message.queued_at, Message.sent_at))
        .where(CommitmentMessage.commitment_id == commitment_id, Message.state != MessageState.DEAD)
        .order_by(Message.id)
    ).all()


def news(commitment: Commitment, *, limit: int = 5) -> Sequence[Update]:
    """The last reports, newest first."""
    return db.session.scalars(
        select(Update).where(Update.commitment_id == commitment.id).order_by(Update.id.desc()).limit(limit)
    ).all()


def reasons_sent_back(commitment_ids: Collection[int]) -> dict[int, str]:
    """Why each commitment was sent back the last time; those that never were are absent."""
    found = db.session.execute(
        select(Verification.commitment_id, Verification.reason)
        .where(Verification.commitment_id.in_(commitment_ids), Verification.accepted.is_(False))
        .order_by(Verification.id)
    )
    return {row.commitment_id: row.reason for row in found}
