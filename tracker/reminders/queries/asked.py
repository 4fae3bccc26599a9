"""Commitments that a reviewer may ask an owner about by hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.commitments.models import Commitment
from tracker.commitments.rules import OWED
from tracker.extensions import db
from tracker.people.rules import Asker, Duty


def owed_among(asker: Asker, commitment_ids: Collection[int]) -> Sequence[Commitment]:
    """Of these, the published ones that owners still have to act on, in regions that the person reviews. One query."""
    return db.session.scalars(
        select(Commitment)
        .options(joinedload(Commitment.owner))
        .where(
            Commitment.id.in_(commitment_ids),
            Commitment.region_id.in_(asker.regions(Duty.REVIEWER)),
            Commitment.published_at.is_not(None),
            Commitment.status.in_(OWED),
        )
        .order_by(Commitment.region_id, Commitment.owner_post_id, Commitment.due_on, Commitment.id)
    ).all()
