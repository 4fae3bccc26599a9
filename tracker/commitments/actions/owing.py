"""From a decision of a forum to a commitment that is owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select

from tracker.commitments import words
from tracker.commitments.actions.routines import (
    begin_routine,
    forget_routine,
    how,
    instance_words,
    publish_routines,
)
from tracker.commitments.actions.stepping import step
from tracker.commitments.models import Commitment, Event, Support
from tracker.commitments.routines import FOR_EVER, End, Terms
from tracker.commitments.rules import EventKind, Refusal, Refused, Status
from tracker.extensions import db
from tracker.forums.models import Decision, Forum
from tracker.people.models import Post
from tracker.people.rules import Actor
from tracker.regions import queries as regions
from tracker.regions.models import Office


def owe(
    *,
    forum: Forum,
    quote: str,
    start: int,
    end: int,
    action: str,
    measure: str,
    owner: Post,
    due_on: date | None,
    due_words: str,
    undated_reason: str,
    supporting: Sequence[Office],
    by: Actor,
    at: datetime,
    today: date,
    already_late: bool = False,
    due_how: Mapping[str, Any] | None = None,
    terms: Terms | None = None,
    ends: End = FOR_EVER,
    parts: Mapping[str, str] | None = None,
) -> Commitment:
    """Writes the decision and the commitment it makes; nobody owes it before its forum is published.

    With `terms` it is the first instance of a routine, due in the first period whose due date is not before `due_on`
    or today. Refused: a due date before today unless `already_late` says that this is known, and no date without a
    reason.
    """
    period, whole = None, action
    if terms:
        begins = max(due_on or today, today)
        calendar = regions.calendar_of(forum.region_id, [begins.year, begins.year + 1])
        period = terms.first_period(begins, calendar)
        due_on, due_how, action = (
            terms.due_in(period, calendar),
            how(period, terms),
            instance_words(action, period),
        )
    if due_on is not None and due_on < today and not already_late:
        raise Refused(Refusal.PAST_DUE)
    if due_on is None and not undated_reason.strip():
        raise Refused(Refusal.NO_DATE_NO_REASON)
    decision = _decide(forum, quote=quote, start=start, end=end, at=at)
    commitment = Commitment(
        region_id=forum.region_id,
        forum_id=forum.id,
        decision_id=decision.id,
        period=period.key if period else "",
        action=action.strip(),
        measure=measure.strip(),
        owner_post_id=owner.id,
        owner_office_id=owner.office_id,
        due_on=due_on,
        original_due_on=due_on,
        due_words=due_words,
        due_how=dict(due_how or {}),
        undated_reason="" if due_on else undated_reason.strip(),
        status=Status.NOT_STARTED,
        made_at=at,
    )
    db.session.add(commitment)
    db.session.flush()
    _support(commitment, owner, supporting, parts or {})
    if terms and period:
        begin_routine(commitment, whole.strip(), period, terms, ends, at=at)
    step(commitment, EventKind.DECIDED, by=by, at=at, number=decision.number, owner=owner.id)
    words.index([commitment.id])
    return commitment


def _decide(forum: Forum, *, quote: str, start: int, end: int, at: datetime) -> Decision:
    """Decisions count up in each forum; two approvals at once are settled by the unique number."""
    last = db.session.scalar(select(func.max(Decision.number)).where(Decision.forum_id == forum.id)) or 0
    decision = Decision(forum_id=forum.id, number=last + 1, quote=quote, start=start, end=end, made_at=at)
    db.session.add(decision)
    db.session.flush()
    return decision


def _support(
    commitment: Commitment, owner: Post, supporting: Sequence[Office], parts: Mapping[str, str]
) -> None:
    """Each office once with its part, if that was said, and never the owner's own."""
    for office in dict.fromkeys(supporting):
        if office.id != owner.office_id:
            part = parts.get(office.name, "").strip()
            db.session.add(Support(commitment_id=commitment.id, office_id=office.id, part=part))


def withdraw_unpublished(commitment: Commitment) -> None:
    """Takes an approval back as if it had not been; ValueError once it is published, for then people were told.

    The audit rows of the approval stay, and the one who undoes it writes another.
    """
    if commitment.published_at is not None:
        raise ValueError("a published commitment is withdrawn with a reason, not undone")
    commitment_id, decision_id = commitment.id, commitment.decision_id
    words.forget([commitment_id])
    db.session.execute(delete(Event).where(Event.commitment_id == commitment_id))
    db.session.execute(delete(Support).where(Support.commitment_id == commitment_id))
    db.session.execute(delete(Commitment).where(Commitment.id == commitment_id))
    forget_routine(decision_id)
    db.session.execute(delete(Decision).where(Decision.id == decision_id))


def publish(forum: Forum, *, by: Actor, at: datetime) -> Sequence[Commitment]:
    """Makes the commitments of a forum owed, in their order; those published before are left as they are."""
    fresh = db.session.scalars(
        select(Commitment)
        .where(Commitment.forum_id == forum.id, Commitment.published_at.is_(None))
        .order_by(Commitment.id)
    ).all()
    forum.published_at = forum.published_at or at
    publish_routines(forum.id, at=at)
    for commitment in fresh:
        commitment.published_at = at
        step(commitment, EventKind.PUBLISHED, by=by, at=at)
    return fresh
