"""A reviewer's answer to an owner who says that it cannot be done, or that it is another's to do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tracker.commitments import queries
from tracker.commitments.actions.stepping import hand_over, hold, look_first, step
from tracker.commitments.actions.telling import tell_holder, tell_owner
from tracker.commitments.actions.verifying import not_own
from tracker.commitments.models import Commitment
from tracker.commitments.petition_rules import PetitionState
from tracker.commitments.petitions import Petition
from tracker.commitments.rules import OPEN, Answer, EventKind, Refusal, Refused, Status
from tracker.extensions import db
from tracker.people.models import Post
from tracker.people.rules import Actor

MAIL = "petition answered"


def answer_petition(
    petition: Petition,
    *,
    accepted: bool,
    reason: str,
    by: Actor,
    at: datetime,
    owner: Post | None = None,
    seen: int | None = None,
) -> None:
    """Releases the owner or not, and tells at once: the owner, and whoever it is handed over to.

    `owner` is who gets what is not theirs; else it is the post that the petition proposed. Refused: answered or closed
    already, no reason for refusing, nobody to hand it over to, own petition; or the story went on after the
    step that was `seen` last.
    """
    reason, commitment = reason.strip(), petition.commitment
    hold(commitment)
    db.session.refresh(petition, with_for_update={"of": Petition})
    if petition.state is not PetitionState.ASKED:
        raise Refused(Refusal.ALREADY_ANSWERED)
    if commitment.status not in OPEN:
        raise Refused(Refusal.CLOSED)
    look_first(commitment, seen)
    if not accepted and not reason:
        raise Refused(Refusal.REASON_MISSING)
    judge = not_own(commitment, by, frozenset({queries.author_of(petition)}), at=at)
    petition.state = PetitionState.ACCEPTED if accepted else PetitionState.REFUSED
    petition.answered_at, petition.answered_by_id, petition.reason = at, judge.id, reason
    said: dict[str, Any] = {"petition": petition.id, "asked": petition.kind.value}
    if not accepted:
        step(commitment, EventKind.STILL_OWED, by=by, at=at, note=reason, **said)
        _tell(petition, EventKind.STILL_OWED, by=by, at=at)
    elif petition.kind is Answer.CANNOT:
        commitment.status, commitment.closed_at, commitment.proposed_at = Status.CANNOT_BE_DONE, at, None
        ground = petition.ground.value if petition.ground else ""
        step(commitment, EventKind.CANNOT_BE_DONE, by=by, at=at, note=reason, ground=ground, **said)
        _tell(petition, EventKind.CANNOT_BE_DONE, by=by, at=at)
    else:
        _hand_over(petition, owner or petition.proposed, said, by=by, at=at)


def _hand_over(
    petition: Petition, owner: Post | None, said: dict[str, Any], *, by: Actor, at: datetime
) -> None:
    commitment = petition.commitment
    if owner is None:
        raise Refused(Refusal.OTHER_MISSING)
    if owner.id == commitment.owner_post_id:
        raise Refused(Refusal.SAME_OWNER)
    before = commitment.owner_post_id
    said |= hand_over(commitment, owner)
    step(commitment, EventKind.HANDED_OVER, by=by, at=at, note=petition.reason, **said)
    _tell(petition, EventKind.HANDED_OVER, by=by, at=at)
    tell_holder(
        commitment, before, MAIL, _cause(petition), by=by, at=at, answer="gone", reason=petition.reason,
        petition=petition, new_owner=owner.title,
    )  # fmt: skip


def _tell(petition: Petition, answer: EventKind, *, by: Actor, at: datetime) -> None:
    tell_owner(
        petition.commitment, MAIL, _cause(petition), by=by, at=at, answer=answer.value, reason=petition.reason,
        petition=petition, new_owner="",
    )  # fmt: skip


def _cause(petition: Petition) -> str:
    return f"petition-{petition.id}"


def lapse(commitment: Commitment, *, at: datetime) -> None:
    """Takes away what was asked and settled by something else; nobody has to answer it any more."""
    petition = queries.open_petition(commitment.id)
    if petition:
        petition.state, petition.answered_at = PetitionState.LAPSED, at
