"""Questions about what was due to be said: to regions, to a person, today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from tracker.commitments.models import Commitment, Extension, Verification
from tracker.commitments.rules import OPEN, OWED, ExtensionState
from tracker.extensions import db
from tracker.forums.models import Decision, Forum
from tracker.mail.models import Message
from tracker.people.models import Post, Tenure
from tracker.people.rules import Asker, Duty
from tracker.regions.models import Office, Region
from tracker.regions.queries import calendar
from tracker.regions.rules import moment
from tracker.reminders.models import Entry, JobRun, Outcome, ReminderKind, Slot
from tracker.reminders.rules import Week, week_due

TICK = "tick"
OUTBOX = "outbox"


class Place(NamedTuple):
    """A region as plain values, which outlive the commit that follows each region."""

    id: int
    code: str
    name: str
    zone: str


class Source(NamedTuple):
    """Where a commitment comes from: the words of the minutes, and the forum that decided them."""

    quote: str
    forum: str
    held_on: date


class Told(NamedTuple):
    """One line of a person's ledger, with the mail it led to and when that was planned."""

    entry: Entry
    tenure: Tenure
    message: Message | None
    planned_at: datetime | None


def due(at: datetime) -> list[tuple[Place, Week]]:
    """Open regions whose digest of this week may be queued now and was not yet. Two queries at any size."""
    days = calendar({at.year})
    weeks = [(place, week) for place in open_places() if (week := week_due(at, days, place.zone))]
    ran = _ran({week.period for _, week in weeks}) if weeks else set()
    return [(place, week) for place, week in weeks if (place.id, week.period) not in ran]


def open_places() -> list[Place]:
    """Regions that use the product, in order of code."""
    rows = db.session.execute(
        select(Region.id, Region.code, Region.name, Region.zone)
        .where(Region.opened_at.is_not(None))
        .order_by(Region.code)
    )
    return [Place(*row) for row in rows]


def place(region_id: int) -> Place:
    """The region with this id, which must exist."""
    row = db.session.execute(
        select(Region.id, Region.code, Region.name, Region.zone).where(Region.id == region_id)
    ).one()
    return Place(*row)


def _ran(periods: set[str]) -> set[tuple[int, str]]:
    rows = db.session.execute(
        select(Slot.region_id, Slot.period).where(
            Slot.period.in_(periods), Slot.kind == ReminderKind.WEEKLY_DIGEST
        )
    )
    return {(region_id, period) for region_id, period in rows}


def sources(commitment_ids: Collection[int]) -> dict[int, Source]:
    """Quote and forum of each commitment, by its id. One query."""
    rows = db.session.execute(
        select(Commitment.id, Decision.quote, Forum.title, Forum.held_on)
        .join(Decision, Decision.id == Commitment.decision_id)
        .join(Forum, Forum.id == Commitment.forum_id)
        .where(Commitment.id.in_(commitment_ids))
    )
    return {row.id: Source(row.quote, row.title, row.held_on) for row in rows}


def sent_back_with(commitment_ids: Collection[int]) -> dict[int, tuple[Verification, Tenure]]:
    """The last refusal of each commitment, with the tenure that gave it."""
    rows = db.session.execute(
        select(Verification, Tenure)
        .join(Tenure, Tenure.id == Verification.tenure_id)
        .options(joinedload(Tenure.post))
        .where(Verification.commitment_id.in_(commitment_ids), Verification.accepted.is_(False))
        .order_by(Verification.id)
    )
    return {verification.commitment_id: (verification, tenure) for verification, tenure in rows}


def open_counts(region_id: int) -> dict[int, int]:
    """How many published commitments each post has that are not closed."""
    rows = db.session.execute(
        select(Commitment.owner_post_id, func.count())
        .where(
            Commitment.region_id == region_id,
            Commitment.published_at.is_not(None),
            Commitment.status.in_(OPEN),
        )
        .group_by(Commitment.owner_post_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def overdue_among(
    asker: Asker, commitment_ids: Collection[int], *, region_id: int, today: date
) -> Sequence[Commitment]:
    """Of these, the overdue ones of a region the person reviews, in order of owner; none that await our answer."""
    if region_id not in asker.regions(Duty.REVIEWER):
        return []
    asked = exists().where(Extension.commitment_id == Commitment.id, Extension.state == ExtensionState.ASKED)
    return db.session.scalars(
        select(Commitment)
        .options(joinedload(Commitment.owner).joinedload(Post.office), joinedload(Commitment.office))
        .where(
            Commitment.id.in_(commitment_ids),
            Commitment.region_id == region_id,
            Commitment.published_at.is_not(None),
            Commitment.status.in_(OWED),
            Commitment.due_on < today,
            ~asked,
        )
        .order_by(Commitment.owner_post_id, Commitment.due_on, Commitment.id)
    ).all()


def regions_of(asker: Asker, commitment_ids: Collection[int]) -> Sequence[int]:
    """The regions, among those the person reviews, in which these commitments lie."""
    return db.session.scalars(
        select(Commitment.region_id)
        .where(Commitment.id.in_(commitment_ids), Commitment.region_id.in_(asker.regions(Duty.REVIEWER)))
        .distinct()
        .order_by(Commitment.region_id)
    ).all()


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
    rows = db.session.execute(
        select(Entry, Tenure, Message, Slot.planned_at)
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


def job_runs() -> Sequence[JobRun]:
    """The last run of every job, by name."""
    return db.session.scalars(select(JobRun).order_by(JobRun.job)).all()


def rounds_since(at: datetime) -> tuple[int, int]:
    """How many rounds of regions there were, and how many mails they queued."""
    rounds, queued = db.session.execute(
        select(func.count(Slot.id), func.coalesce(func.sum(Slot.queued), 0)).where(Slot.ran_at > at)
    ).one()
    return rounds, queued


def last_tick_at() -> datetime | None:
    """When the tick last began, for the health page."""
    run = last_run(TICK)
    return run.started_at if run else None
