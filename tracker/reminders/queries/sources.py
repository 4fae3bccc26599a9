"""What a mail tells beside the commitment itself, and what may be reminded of by hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from tracker.commitments import queries as commitments
from tracker.commitments.models import Commitment, Verification
from tracker.commitments.rules import OPEN, OWED
from tracker.extensions import db
from tracker.forums.models import Decision, Forum
from tracker.people.models import Post, Tenure
from tracker.people.rules import Asker, Duty


class Source(NamedTuple):
    """Where a commitment comes from: the words of the minutes, and the forum that decided them."""

    quote: str
    forum: str
    held_on: date


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
    return db.session.scalars(
        select(Commitment)
        .options(joinedload(Commitment.owner).joinedload(Post.office), joinedload(Commitment.office))
        .where(
            Commitment.id.in_(commitment_ids),
            Commitment.region_id == region_id,
            Commitment.published_at.is_not(None),
            Commitment.status.in_(OWED),
            Commitment.due_on < today,
            commitments.not_asked(),
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
