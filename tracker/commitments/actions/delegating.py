"""Delegates: named by the holder of a post to report in its name, on one commitment or on all, until it is ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tracker.commitments import queries
from tracker.commitments.actions.stepping import step
from tracker.commitments.actions.telling import link_for, tell
from tracker.commitments.helping import Delegation
from tracker.commitments.models import Commitment
from tracker.commitments.rules import EventKind
from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.compose import compose
from tracker.people import actions as people
from tracker.people import audit
from tracker.people import queries as person_queries
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Actor, Holding, Refusal, Refused, TenureKind
from tracker.regions.rules import local_day
from tracker.shell.urls import external

DAY = timedelta(days=1)


def name_delegate(
    held: Holding,
    person: Person,
    *,
    commitment: Commitment | None,
    until_on: date | None,
    by: Actor,
    at: datetime,
    today: date,
) -> Delegation:
    """Lets somebody of the own office report in the post's name from today on, and mails that.

    Refused: oneself, a day that has passed, somebody of another office, somebody who may do just that already.
    `commitment` must be the post's own: who calls sees to that.
    """
    post = db.session.get_one(Post, held.post_id)
    if person.id == by.person_id:
        raise Refused(Refusal.ONESELF)
    if until_on is not None and until_on < today:
        raise Refused(Refusal.PAST)
    if not queries.belongs_to(person, post.office, today=today):
        raise Refused(Refusal.OTHER_OFFICE)
    commitment_id = commitment.id if commitment else None
    if queries.is_named(person.id, post.id, commitment_id, today=today):
        raise Refused(Refusal.ALREADY_NAMED)
    tenure = people.hold(
        post, person, kind=TenureKind.DELEGATE, from_on=today, until_on=until_on, by=by, at=at,
        named_by=db.session.get_one(Tenure, held.tenure_id),
    )  # fmt: skip
    delegation = Delegation(tenure_id=tenure.id, commitment_id=commitment_id)
    db.session.add(delegation)
    db.session.flush()
    db.session.refresh(delegation)
    if commitment:
        until = until_on.isoformat() if until_on else None
        step(commitment, EventKind.DELEGATED, by=by, at=at, name=person.name, until=until)
    _tell(delegation, held, by=by, at=at)
    return delegation


def invite_delegate(held: Holding, *, name: str, email: str, by: Actor, at: datetime) -> Person:
    """The person of that address: known here, or made and invited to set a password."""
    known = person_queries.by_email(email)
    if known:
        return known
    person = people.add_person(name=name, email=email, by=by, at=at, region_id=held.region_id)
    people.invite(person, at=at)
    return person


def end_delegation(delegation: Delegation, *, by: Actor, at: datetime, today: date) -> None:
    """Ends it at once: links and digests stop today."""
    tenure, commitment = delegation.tenure, delegation.commitment
    tenure.until_on = today - DAY
    region_id = tenure.post.office.region_id
    audit.record("delegation.ended", f"tenure/{tenure.id}", by=by, at=at, region_id=region_id)
    if commitment:
        step(commitment, EventKind.DELEGATION_ENDED, by=by, at=at, name=tenure.person.name)


def _tell(delegation: Delegation, held: Holding, *, by: Actor, at: datetime) -> None:
    """What she may do from now on, in whose name; with the answer link where it is about one commitment."""
    tenure, commitment = delegation.tenure, delegation.commitment
    composed = compose(
        "delegated",
        locale=tenure.person.locale or "id",
        tenure=tenure,
        post=held.title,
        by=by.acted_as,
        commitment=commitment,
        link=link_for(tenure.id, commitment.id, at=at) if commitment else external("commitments.mine"),
        zone=held.zone,
        at=at,
    )
    message = outbox.queue(
        key=f"delegated/tenure-{tenure.id}",
        kind="delegated",
        period=local_day(at, held.zone).isoformat(),
        to_email=tenure.person.email,
        to_name=tenure.person.name,
        composed=composed,
        at=at,
    )
    if message is not None and commitment:
        tell([commitment], message)
