"""The life of a commitment read off its story."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.commitments.life import Happened, Life, lived
from tracker.commitments.models import Event
from tracker.extensions import db


def life_of(commitment_id: int, *, until: datetime | None = None) -> Life:
    """How it stands by its story alone, now or at an earlier moment (that moment included). One query."""
    wanted = (
        select(Event)
        .options(joinedload(Event.update))
        .where(Event.commitment_id == commitment_id)
        .order_by(Event.id)
    )
    if until is not None:
        wanted = wanted.where(Event.at <= until)
    return lived(_happened(event) for event in db.session.scalars(wanted))


def _happened(event: Event) -> Happened:
    obstacle = event.update.obstacle if event.update else ""
    return Happened(event.kind, event.at, event.data, event.due_after, event.note, obstacle)
