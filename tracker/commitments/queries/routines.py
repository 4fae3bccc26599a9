"""Routines and their instances."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.commitments.dated import Routine
from tracker.commitments.models import Commitment
from tracker.commitments.queries.seeing import sees
from tracker.extensions import db
from tracker.people.rules import Asker, Duty

MOST_INSTANCES = 120
"""Of one routine on its page: ten years of months."""


def routine_of(decision_id: int) -> Routine | None:
    """The routine of a decision, which most decisions have not."""
    return db.session.scalar(select(Routine).where(Routine.decision_id == decision_id))


def routine_visible_to(asker: Asker, routine_id: int) -> Routine | None:
    """Seen by whoever sees one of its instances."""
    seen = select(Commitment.decision_id).where(sees(asker))
    return db.session.scalar(
        select(Routine)
        .options(
            joinedload(Routine.owner, innerjoin=True),
            joinedload(Routine.office, innerjoin=True),
            joinedload(Routine.forum, innerjoin=True),
            joinedload(Routine.decision, innerjoin=True),
            joinedload(Routine.region, innerjoin=True),
        )
        .where(Routine.id == routine_id, Routine.decision_id.in_(seen))
    )


def routine_reviewed_by(asker: Asker, routine_id: int) -> Routine | None:
    """A routine of a region that the person reviews."""
    return db.session.scalar(
        select(Routine).where(Routine.id == routine_id, Routine.region_id.in_(asker.regions(Duty.REVIEWER)))
    )


def instances_of(routine: Routine) -> Sequence[Commitment]:
    """The commitments of a routine, the latest period first."""
    return db.session.scalars(
        select(Commitment)
        .where(Commitment.decision_id == routine.decision_id)
        .order_by(Commitment.period.desc())
        .limit(MOST_INSTANCES)
    ).all()


def routines_to_make(until: date) -> Sequence[Routine]:
    """Published routines that are not ended and of which an instance may be due to be made by that day."""
    return db.session.scalars(
        select(Routine)
        .options(joinedload(Routine.region, innerjoin=True))
        .where(Routine.make_on <= until, Routine.published_at.is_not(None), Routine.ended_at.is_(None))
        .order_by(Routine.make_on, Routine.id)
    ).all()
