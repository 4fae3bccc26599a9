"""Questions about delegates: whom somebody named, whom one may name, and in whose name somebody may report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from tracker.commitments.helping import Delegation
from tracker.commitments.models import Commitment
from tracker.commitments.queries.seeing import delegated_to
from tracker.extensions import db
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Asker, Duty, Holding
from tracker.regions.models import Office

NAMER, NAMER_PERSON = aliased(Tenure), aliased(Person)


def delegates(today: date, *conditions: ColumnElement[bool]) -> Sequence[Delegation]:
    """Those who may report today in the name of a post; person, post and commitment loaded. One query."""
    return db.session.scalars(
        select(Delegation)
        .join(Delegation.tenure)
        .join(Tenure.post)
        .join(Post.office)
        .join(Tenure.person)
        .join(NAMER, NAMER.id == Tenure.named_by_id)
        .join(NAMER_PERSON, NAMER_PERSON.id == NAMER.person_id)
        .options(
            contains_eager(Delegation.tenure).options(
                contains_eager(Tenure.post).contains_eager(Post.office), contains_eager(Tenure.person)
            ),
            joinedload(Delegation.commitment),
        )
        .where(
            *conditions,
            *_covers(Tenure, today),
            *_covers(NAMER, today),
            Person.active,
            NAMER_PERSON.active,
            Post.closed_at.is_(None),
        )
        .order_by(Tenure.post_id, Person.name, Tenure.id)
    ).all()


def _covers(tenure: type[Tenure], today: date) -> tuple[ColumnElement[bool], ...]:
    return tenure.from_on <= today, or_(tenure.until_on.is_(None), tenure.until_on >= today)


def delegates_of(post_ids: Collection[int], *, today: date) -> Sequence[Delegation]:
    """The delegates of these posts."""
    return delegates(today, Tenure.post_id.in_(post_ids))


def delegates_in(region_id: int, *, today: date) -> Sequence[Delegation]:
    """All delegates of a region, by post."""
    return delegates(today, Office.region_id == region_id)


def delegate_named_to(asker: Asker, tenure_id: int, *, today: date) -> Delegation | None:
    """A delegate of a post that the person holds herself."""
    posts = {held.post_id for held in may_name(asker)}
    return next(iter(delegates(today, Tenure.id == tenure_id, Tenure.post_id.in_(posts))), None)


def may_name(asker: Asker) -> list[Holding]:
    """The posts for which the person may name delegates: those that can owe something."""
    return [held for held in asker.holdings if held.duty in (Duty.OWNER, Duty.REVIEWER)]


def colleagues(asker: Asker, *, today: date) -> Sequence[Person]:
    """Others of the offices for which one may name delegates: who holds a post there, or has been a delegate there."""
    offices = {held.office_id for held in may_name(asker)}
    return db.session.scalars(
        select(Person)
        .join(Tenure, Tenure.person_id == Person.id)
        .join(Tenure.post)
        .where(
            Post.office_id.in_(offices),
            Person.active,
            Person.id != asker.person_id,
            or_(Tenure.named_by_id.is_not(None), Tenure.until_on.is_(None), Tenure.until_on >= today),
        )
        .distinct()
        .order_by(Person.name, Person.id)
    ).all()


def belongs_to(person: Person, office: Office, *, today: date) -> bool:
    """Whether somebody known by address may be named in an office: of its region, and holding no post elsewhere."""
    elsewhere = db.session.scalar(
        select(Tenure.id)
        .join(Tenure.post)
        .where(
            Tenure.person_id == person.id,
            Post.office_id != office.id,
            or_(Tenure.until_on.is_(None), Tenure.until_on >= today),
        )
        .limit(1)
    )
    return person.active and person.region_id == office.region_id and elsewhere is None


def is_named(person_id: int, post_id: int, commitment_id: int | None, *, today: date) -> bool:
    """Whether the person may report on just that already."""
    fitting = (Tenure.post_id == post_id, Tenure.person_id == person_id)
    return any(row.commitment_id in (None, commitment_id) for row in delegates(today, *fitting))


def reporting_as(asker: Asker, commitment: Commitment) -> Holding | None:
    """Under which post the person may report on a commitment: the owner's, held or delegated. None: she may not."""
    own = next((held for held in asker.holdings if held.post_id == commitment.owner_post_id), None)
    if own:
        return own
    for held in asker.delegated:
        if held.post_id == commitment.owner_post_id and _within(held, commitment):
            return held
    return None


def _within(held: Holding, commitment: Commitment) -> bool:
    wanted = select(Commitment.id).where(Commitment.id == commitment.id, *delegated_to([held.tenure_id]))
    return db.session.scalar(wanted) is not None
