"""Which commitments a person may see, and which one a link opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload

from tracker.commitments.helping import Delegation
from tracker.commitments.models import Commitment, Support
from tracker.commitments.rules import Status
from tracker.extensions import db
from tracker.people import queries as people
from tracker.people.links import Link
from tracker.people.models import Tenure
from tracker.people.rules import Asker, Duty, Holding, TenureKind
from tracker.regions.models import Region
from tracker.regions.rules import Level, local_day

PAGE = 25


def sees(asker: Asker) -> ColumnElement[bool]:
    """The condition under which a commitment is shown to a person: by region, as owner, or as a supporting office.

    What is not yet published is a draft of the reviewers of its region, and of nobody else.
    """
    offices = {holding.office_id for holding in asker.holdings}
    helped = select(Support.commitment_id).where(Support.office_id.in_(offices))
    wide = asker.regions(Duty.REVIEWER, Duty.LEADER, Duty.OPERATOR)
    told = or_(
        Commitment.region_id.in_(wide),
        Commitment.owner_post_id.in_(asker.own_posts),
        Commitment.id.in_(helped),
        *delegated_to(held.tenure_id for held in asker.delegated),
    )
    if above := [holding for holding in asker.holdings if holding.oversees]:
        told = or_(told, _below(above))
    return or_(
        and_(Commitment.published_at.is_not(None), told),
        Commitment.region_id.in_(asker.regions(Duty.REVIEWER)),
    )


def delegated_to(tenure_ids: Iterable[int]) -> list[ColumnElement[bool]]:
    """The condition that a commitment is within what these delegates were named for; none for nobody.

    A commitment that was handed over to another post leaves the delegate with its owner.
    """
    ids = tuple(tenure_ids)
    within = or_(Delegation.commitment_id.is_(None), Delegation.commitment_id == Commitment.id)
    found = (
        select(Delegation.tenure_id)
        .join(Tenure, Tenure.id == Delegation.tenure_id)
        .where(Tenure.id.in_(ids), Tenure.post_id == Commitment.owner_post_id, within)
        .correlate(Commitment)
    )
    return [found.exists()] if ids else []


def _below(above: Sequence[Holding]) -> ColumnElement[bool]:
    """In a region below a province, or anywhere below the nation."""
    if any(holding.level is Level.NATION for holding in above):
        return true()
    provinces = {holding.region_id for holding in above}
    return Commitment.region_id.in_(select(Region.id).where(Region.parent_id.in_(provinces)))


def loaded() -> Select[Commitment]:
    """Commitments with all that is told about one on its page, in one query."""
    return (
        select(Commitment)
        .join(Commitment.forum)
        .join(Commitment.decision)
        .join(Commitment.owner)
        .join(Commitment.office)
        .options(
            contains_eager(Commitment.forum),
            contains_eager(Commitment.decision),
            contains_eager(Commitment.owner),
            contains_eager(Commitment.office),
            joinedload(Commitment.region, innerjoin=True),
        )
    )


def visible_to(asker: Asker, commitment_id: int) -> Commitment | None:
    """None for what is not there and for what is not this person's to see; the two look alike from outside."""
    return db.session.scalar(loaded().where(Commitment.id == commitment_id, sees(asker)))


def visible(
    asker: Asker, *, statuses: Sequence[Status] = (), before: int | None = None, limit: int = PAGE
) -> Sequence[Commitment]:
    """The newest first, from below the id `before`; offices, posts and regions loaded."""
    wanted = loaded().where(sees(asker)).order_by(Commitment.id.desc()).limit(limit)
    if statuses:
        wanted = wanted.where(Commitment.status.in_(statuses))
    if before is not None:
        wanted = wanted.where(Commitment.id < before)
    return db.session.scalars(wanted).all()


class Behind(NamedTuple):
    """What a link opens: one commitment, for one holder of its owner post or a delegate of hers."""

    commitment: Commitment
    tenure: Tenure


def behind_link(link: Link, *, at: datetime) -> Behind | None:
    """None once the tenure has ended or the post no longer owns the commitment; expiry is the view's to say."""
    tenure = people.tenure(link.tenure_id)
    if tenure is None or not still_holds(tenure, at):
        return None
    commitment = db.session.scalar(
        loaded().where(
            Commitment.id == link.commitment_id,
            Commitment.owner_post_id == tenure.post_id,
            Commitment.published_at.is_not(None),
            *(delegated_to([tenure.id]) if tenure.kind is TenureKind.DELEGATE else ()),
        )
    )
    return Behind(commitment, tenure) if commitment else None


def still_holds(tenure: Tenure, at: datetime) -> bool:
    """Whether a tenure counts at a moment, so that the links in its mails work."""
    post = tenure.post
    today = local_day(at, post.office.region.zone)
    return tenure.person.active and post.closed_at is None and people.holds(tenure, today)
