"""What moved in a region since a moment: for the leaders' page, and the answers that owners had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import contains_eager

from tracker.commitments.models import Commitment, Event, Extension
from tracker.commitments.rules import EventKind, ExtensionState, Status
from tracker.extensions import db


class Moved(NamedTuple):
    """How many commitments had each of these steps, each counted once."""

    verified: int = 0
    extended: int = 0
    sent_back: int = 0
    withdrawn: int = 0


def movements(region_id: int, *, since: datetime, until: datetime) -> Moved:
    """The steps of a region's commitments after `since`, up to and with `until`. One query."""
    tests = (
        Event.kind == EventKind.VERIFIED,
        Event.kind == EventKind.TIME_GRANTED,
        Event.kind == EventKind.SENT_BACK,
        Event.status_after == Status.WITHDRAWN,
    )
    row = db.session.execute(
        select(*(func.count(distinct(case((test, Event.commitment_id)))) for test in tests))
        .join(Event.commitment)
        .where(Commitment.region_id == region_id, Event.at > since, Event.at <= until)
    ).one()
    return Moved(*map(int, row))


def answered_requests(region_id: int, *, since: datetime) -> Sequence[Extension]:
    """Requests for more time that were answered after `since`, the latest first, with their commitments. One query."""
    return db.session.scalars(
        select(Extension)
        .join(Extension.commitment)
        .options(contains_eager(Extension.commitment))
        .where(
            Commitment.region_id == region_id,
            Extension.state.in_((ExtensionState.GRANTED, ExtensionState.REFUSED)),
            Extension.answered_at > since,
        )
        .order_by(Extension.answered_at.desc(), Extension.id.desc())
    ).all()
