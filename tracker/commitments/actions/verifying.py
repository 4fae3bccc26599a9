"""A reviewer's answer to "it is done"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tracker.commitments import queries
from tracker.commitments.actions.stepping import hold, step
from tracker.commitments.actions.telling import tell_owner
from tracker.commitments.models import Commitment, Verification
from tracker.commitments.rules import EventKind, Refusal, Refused, Status
from tracker.extensions import db
from tracker.people.models import Tenure
from tracker.people.rules import Actor


def verify(
    commitment: Commitment,
    *,
    accepted: bool,
    reason: str,
    by: Actor,
    at: datetime,
    meeting: Mapping[str, Any] | None = None,
) -> Verification:
    """Accepts the report that waits, or sends it back with a reason, and tells the owner at once.

    Refused: nothing waits, no reason for sending back, or the one who judges is the one who reported.
    `meeting`: what the story tells of a meeting that decides, which tells the owner itself.
    """
    reason = reason.strip()
    hold(commitment)
    if commitment.status is not Status.PROPOSED_DONE or commitment.last_update_id is None:
        raise Refused(Refusal.NOT_WAITING)
    if not accepted and not reason:
        raise Refused(Refusal.REASON_MISSING)
    tenure = not_own(commitment, by, queries.authors_waiting(commitment))
    verification = Verification(
        commitment_id=commitment.id,
        update_id=commitment.last_update_id,
        at=at,
        tenure_id=tenure.id,
        accepted=accepted,
        reason=reason,
    )
    db.session.add(verification)
    commitment.status = Status.VERIFIED if accepted else Status.SENT_BACK
    commitment.proposed_at = None
    commitment.closed_at = at if accepted else None
    kind = EventKind.VERIFIED if accepted else EventKind.SENT_BACK
    step(commitment, kind, by=by, at=at, note=reason, **(meeting or {}))
    if meeting is None:
        tell_owner(commitment, kind, f"verification-{verification.id}", by=by, at=at, reason=reason)
    return verification


def not_own(commitment: Commitment, by: Actor, authors: frozenset[int]) -> Tenure:
    """The tenure under which someone else judges; Refused for an author, and for whoever holds the owner's post."""
    tenure = db.session.get(Tenure, by.tenure_id) if by.tenure_id else None
    if tenure is None:
        raise ValueError("only the holder of a post may judge")
    if tenure.person_id in authors or tenure.post_id == commitment.owner_post_id:
        raise Refused(Refusal.AUTHOR)
    return tenure
