"""What a forum may ratify, and what it did."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from tracker.commitments.models import Commitment, Event
from tracker.commitments.rules import EventKind, Status
from tracker.extensions import db
from tracker.forums.models import Forum

RATIFIABLE = (Status.VERIFIED, Status.CANNOT_BE_DONE)
MOST = 200
"""Commitments put before a forum at once; the rest comes when these are decided."""


class Passed(NamedTuple):
    """A commitment that an earlier forum did not ratify: which forum, and why not."""

    forum: str
    why: str


def _ratifiable(forum: Forum) -> ColumnElement[bool]:
    """Of an earlier forum of the region: held before, or on the same day and recorded before."""
    earlier = or_(Forum.held_on < forum.held_on, and_(Forum.held_on == forum.held_on, Forum.id < forum.id))
    return and_(
        Commitment.region_id == forum.region_id,
        Commitment.published_at.is_not(None),
        Commitment.status.in_(RATIFIABLE),
        Commitment.ratified_forum_id.is_(None),
        earlier,
    )


def _told() -> Select[Commitment]:
    return (
        select(Commitment)
        .join(Commitment.forum)
        .join(Commitment.owner)
        .options(contains_eager(Commitment.forum), contains_eager(Commitment.owner))
    )


def ratifiable(forum: Forum) -> Sequence[Commitment]:
    """What was accepted and no forum has ratified: those of the same series first, then the oldest forum."""
    return db.session.scalars(
        _told()
        .where(_ratifiable(forum))
        .order_by(
            Forum.series_id != forum.series_id, Forum.held_on, Forum.id, Commitment.closed_at, Commitment.id
        )
        .limit(MOST)
    ).all()


def ratifiable_count(forum: Forum) -> int:
    """How many commitments this forum may ratify."""
    wanted = select(func.count(Commitment.id)).join(Commitment.forum).where(_ratifiable(forum))
    return db.session.scalar(wanted) or 0


def ratifiable_among(forum: Forum, commitment_ids: Collection[int]) -> frozenset[int]:
    """Those of the commitments that this forum may ratify."""
    wanted = select(Commitment.id).join(Commitment.forum).where(_ratifiable(forum))
    return frozenset(db.session.scalars(wanted.where(Commitment.id.in_(commitment_ids))))


def ratified_by(forum_id: int) -> Sequence[Commitment]:
    """What this forum ratified, in the order of the forums that decided it."""
    return db.session.scalars(
        _told()
        .where(Commitment.ratified_forum_id == forum_id)
        .order_by(Forum.held_on, Forum.id, Commitment.id)
    ).all()


def passed_over(commitment_ids: Collection[int]) -> dict[int, Passed]:
    """The last forum that looked at each of these and did not ratify it; others are absent."""
    found = db.session.scalars(
        select(Event)
        .where(Event.commitment_id.in_(commitment_ids), Event.kind == EventKind.NOT_RATIFIED)
        .order_by(Event.id)
    )
    return {event.commitment_id: Passed(event.data["title"], event.note) for event in found}
