"""A reviewer's answer to "it is done"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tracker.commitments import queries
from tracker.commitments.actions.stepping import hold, look_first, step
from tracker.commitments.actions.telling import tell_owner
from tracker.commitments.models import Commitment, Verification
from tracker.commitments.rules import EventKind, Refusal, Refused, Status
from tracker.extensions import db
from tracker.people.models import Tenure
from tracker.people.rules import Actor
from tracker.regions.rules import local_day


def verify(
    commitment: Commitment,
    *,
    accepted: bool,
    reason: str,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    meeting: Mapping[str, Any] | None = None,
) -> Verification:
    """Accepts the report that waits, or sends it back with a reason, and tells the owner at once.

    Accepting what has no evidence waives it, and the reason is shown for ever. Refused: nothing waits, no reason for
    sending back or for waiving, or the one who judges is the one who reported; or the story went on after the step
    that was `seen` last.
    `meeting`: what the story tells of a meeting that decides, which tells the owner itself.
    """
    reason = reason.strip()
    hold(commitment)
    if commitment.status is not Status.PROPOSED_DONE or commitment.last_update_id is None:
        raise Refused(Refusal.NOT_WAITING)
    look_first(commitment, seen)
    if not accepted and not reason:
        raise Refused(Refusal.REASON_MISSING)
    waived = reason if accepted and commitment.without_evidence else ""
    if accepted and commitment.without_evidence and not waived:
        raise Refused(Refusal.WAIVER_MISSING)
    tenure = not_own(commitment, by, queries.authors_waiting(commitment), at=at)
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
    proposed_at, zone = commitment.proposed_at or at, commitment.region.zone
    commitment.done_on = local_day(proposed_at, zone) if accepted else None
    commitment.proposed_at, commitment.waived = None, waived
    if not accepted:
        commitment.without_evidence = ""
    commitment.closed_at = at if accepted else None
    kind = EventKind.VERIFIED if accepted else EventKind.SENT_BACK
    said: dict[str, Any] = {"waived": True} if waived else {}
    step(commitment, kind, by=by, at=at, note=reason, **said, **(meeting or {}))
    if meeting is None:
        tell_owner(commitment, kind.value, f"verification-{verification.id}", by=by, at=at, reason=reason)
    return verification


def not_own(commitment: Commitment, by: Actor, authors: frozenset[int], *, at: datetime) -> Tenure:
    """The tenure under which someone else judges.

    Refused for an author, for whoever holds the owner's post, and for who may report in its name.
    """
    tenure = db.session.get(Tenure, by.tenure_id) if by.tenure_id else None
    if tenure is None:
        raise ValueError("only the holder of a post may judge")
    today = local_day(at, commitment.region.zone)
    owns = tenure.post_id == commitment.owner_post_id or queries.is_named(
        tenure.person_id, commitment.owner_post_id, commitment.id, today=today
    )
    if owns or tenure.person_id in authors:
        raise Refused(Refusal.AUTHOR)
    return tenure
