"""What was said already: to a person, to a region's people this week, and when the jobs last ran."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from tracker.extensions import UtcDateTime, db
from tracker.mail.models import Message
from tracker.people.models import Post, Tenure
from tracker.people.rules import Duty
from tracker.regions.models import Office
from tracker.regions.rules import local_day, moment
from tracker.reminders.models import DIGESTS, Entry, JobRun, Outcome, ReminderKind, Slot

TICK = "tick"
OUTBOX = "outbox"


class Said(NamedTuple):
    """What a person's ledger says of this week and of today."""

    digested: bool = False
    had_scheduled: bool = False
    had_by_hand: bool = False


def said(region_id: int, *, week: str, today: date, zone: str) -> dict[int, Said]:
    """By person: whether the digest of the week is settled, and which mail of the region came today. One query."""
    rows = db.session.execute(
        select(Tenure.person_id, Entry.kind, Entry.outcome, Entry.at)
        .join(Tenure.post)
        .join(Post.office)
        .join(Entry, Entry.tenure_id == Tenure.id)
        .where(
            Office.region_id == region_id,
            Entry.kind.in_([*ReminderKind]),
            Entry.period.in_([week, today.isoformat()]),
        )
    )
    found: dict[int, Said] = {}
    for person_id, kind, outcome, at in rows:
        known = found.get(person_id, Said())
        reached = outcome is Outcome.QUEUED and local_day(at, zone) == today
        found[person_id] = Said(
            digested=known.digested or kind in DIGESTS,
            had_scheduled=known.had_scheduled or (reached and kind is not ReminderKind.REMIND_NOW),
            had_by_hand=known.had_by_hand or (reached and kind is ReminderKind.REMIND_NOW),
        )
    return found


def handed_over(tenure_ids: Collection[int]) -> set[int]:
    """Of these tenures, those that were told what they had taken over. One query."""
    return set(
        db.session.scalars(
            select(Entry.tenure_id).where(
                Entry.tenure_id.in_(tenure_ids), Entry.kind == ReminderKind.HANDOVER
            )
        )
    )


def last_leader_digest_at(region_id: int, *, before: str) -> datetime | None:
    """When the leaders' digest of an earlier week was settled the last time; None before the first."""
    return db.session.scalar(
        select(func.max(Entry.at))
        .join(Tenure, Entry.tenure_id == Tenure.id)
        .join(Tenure.post)
        .join(Post.office)
        .where(
            Office.region_id == region_id,
            Post.duty == Duty.LEADER,
            Entry.kind == ReminderKind.LEADER_DIGEST,
            Entry.period < before,
        )
    )


class Told(NamedTuple):
    """One line of a person's ledger, with the mail it led to and when that was planned."""

    entry: Entry
    tenure: Tenure
    message: Message | None
    planned_at: datetime | None


def mailed_on(person_ids: Collection[int], *, region_id: int, day: date, zone: str) -> set[int]:
    """Persons whom a digest or a reminder of this region reached on that day of its zone."""
    since, until = moment(day, 0, zone), moment(day + timedelta(days=1), 0, zone)
    rows = db.session.scalars(
        select(Tenure.person_id)
        .join(Entry, Entry.tenure_id == Tenure.id)
        .join(Post, Post.id == Tenure.post_id)
        .join(Office, Office.id == Post.office_id)
        .where(
            Tenure.person_id.in_(person_ids),
            Office.region_id == region_id,
            Entry.outcome == Outcome.QUEUED,
            Entry.at >= since,
            Entry.at < until,
        )
    )
    return set(rows)


def told(person_id: int, *, limit: int = 60) -> Sequence[Told]:
    """A person's ledger, newest first, with mails and planned moments. One query."""
    planned_at = func.coalesce(Entry.planned_at, Slot.planned_at, type_=UtcDateTime())
    rows = db.session.execute(
        select(Entry, Tenure, Message, planned_at)
        .join(Tenure, Tenure.id == Entry.tenure_id)
        .join(Tenure.post)
        .join(Post.office)
        .join(Office.region)
        .options(contains_eager(Tenure.post).contains_eager(Post.office).contains_eager(Office.region))
        .outerjoin(Message, Message.id == Entry.message_id)
        .outerjoin(
            Slot,
            (Slot.region_id == Office.region_id) & (Slot.kind == Entry.kind) & (Slot.period == Entry.period),
        )
        .where(Tenure.person_id == person_id)
        .order_by(Entry.at.desc(), Entry.id.desc())
        .limit(limit)
    )
    return [Told(*row) for row in rows]


def last_run(job: str) -> JobRun | None:
    """When the job last began and ended; None before its first run."""
    return db.session.get(JobRun, job)


def last_tick_at() -> datetime | None:
    """When the tick last began, for the health page."""
    run = last_run(TICK)
    return run.started_at if run else None
