"""A region's limits on extensions, and what without a date nobody has spoken of for long."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from tracker.commitments.caps import DEFAULT, Cap
from tracker.commitments.dated import ExtensionCap
from tracker.commitments.models import Commitment, Event, Extension
from tracker.commitments.quiet import HEARD, QUIET_DAYS
from tracker.commitments.rules import OWED, ExtensionState
from tracker.extensions import db
from tracker.regions.models import Region
from tracker.regions.rules import local_day, moment


def cap_of(region_id: int) -> Cap:
    """How often and how far due dates may be moved in a region."""
    own = db.session.get(ExtensionCap, region_id)
    return own.cap if own else DEFAULT


def asked_and_cap(commitment: Commitment) -> tuple[Extension | None, Cap]:
    """The request for time that waits for an answer, and the region's limits. One query, for pages that want both."""
    row = db.session.execute(
        select(Extension, ExtensionCap)
        .select_from(Region)
        .outerjoin(ExtensionCap, ExtensionCap.region_id == Region.id)
        .outerjoin(
            Extension,
            and_(Extension.commitment_id == commitment.id, Extension.state == ExtensionState.ASKED),
        )
        .where(Region.id == commitment.region_id)
    ).one()
    own: ExtensionCap | None = row[1]
    return row[0], own.cap if own else DEFAULT


def quiet_before(today: date, zone: str) -> datetime:
    """What was last heard of before this moment has been quiet for thirty days on that day of the region."""
    return moment(today - timedelta(days=QUIET_DAYS - 1), 0, zone)


def last_heard() -> Any:
    """The moment at which the owner was last heard, or began to own it; asked for undated commitments only."""
    heard = (
        select(func.max(Event.at))
        .where(Event.commitment_id == Commitment.id, Event.kind.in_(HEARD))
        .correlate(Commitment)
        .scalar_subquery()
    )
    return func.coalesce(heard, Commitment.published_at)


def quiet_undated(before: datetime) -> ColumnElement[bool]:
    """Owed without a date, and nothing heard since a moment."""
    return and_(
        Commitment.due_on.is_(None),
        Commitment.status.in_(OWED),
        Commitment.published_at < before,
        last_heard() < before,
    )


def asked_about_on(commitment: Commitment, zone: str) -> date:
    """The day from which the owner of an undated commitment is asked how it stands, if nothing is heard before."""
    heard = db.session.scalar(
        select(func.max(Event.at)).where(Event.commitment_id == commitment.id, Event.kind.in_(HEARD))
    )
    last = heard or commitment.published_at or commitment.made_at
    return local_day(last, zone) + timedelta(days=QUIET_DAYS)
