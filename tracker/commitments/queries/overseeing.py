"""What a reviewer may act on, and what was done."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.commitments.models import Commitment
from tracker.commitments.oversights import Oversight
from tracker.commitments.queries.seeing import loaded
from tracker.extensions import db
from tracker.people.models import Post
from tracker.people.rules import Asker, Duty
from tracker.regions.models import Office


def reviewed_by(asker: Asker, commitment_ids: Collection[int]) -> Sequence[Commitment]:
    """Those of the published commitments that lie in a region the person reviews, the earliest due first."""
    return db.session.scalars(
        loaded()
        .where(
            Commitment.id.in_(commitment_ids),
            Commitment.region_id.in_(asker.regions(Duty.REVIEWER)),
            Commitment.published_at.is_not(None),
        )
        .order_by(Commitment.due_on.is_(None), Commitment.due_on, Commitment.id)
    ).all()


def oversight_visible_to(asker: Asker, oversight_id: int) -> Oversight | None:
    """An act in a region that the person reviews."""
    return db.session.scalar(
        select(Oversight)
        .options(joinedload(Oversight.region, innerjoin=True))
        .where(Oversight.id == oversight_id, Oversight.region_id.in_(asker.regions(Duty.REVIEWER)))
    )


def post_in(region_id: int, post_id: int) -> Post | None:
    """An open post of the region, with its office."""
    return db.session.scalar(
        select(Post)
        .join(Post.office)
        .options(joinedload(Post.office, innerjoin=True))
        .where(Post.id == post_id, Post.closed_at.is_(None), Office.region_id == region_id)
    )
