"""Filters kept under a name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Select, bindparam, or_, select

from tracker.extensions import db
from tracker.people.rules import Asker, Duty
from tracker.review.models import KeptView


def kept_views(asker: Asker, region_id: int) -> Sequence[KeptView]:
    """The person's own views of a region's board, and those that others share there; by name. One query."""
    return db.session.scalars(_kept(), {"region_id": region_id, "person_id": asker.person_id}).all()


@cache
def _kept() -> Select[KeptView]:
    return (
        select(KeptView)
        .where(
            KeptView.region_id == bindparam("region_id"),
            or_(KeptView.person_id == bindparam("person_id"), KeptView.shared),
        )
        .order_by(KeptView.name, KeptView.id)
    )


def own_view(asker: Asker, view_id: int) -> KeptView | None:
    """A view that the person kept, of a region that she may still see."""
    return db.session.scalar(
        select(KeptView).where(
            KeptView.id == view_id,
            KeptView.person_id == asker.person_id,
            KeptView.region_id.in_(asker.regions(Duty.REVIEWER)),
        )
    )
