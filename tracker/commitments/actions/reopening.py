"""Another look at what is closed: a reviewer confirms it, or opens it again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tracker.commitments import queries
from tracker.commitments.actions.petitioning import lapse
from tracker.commitments.actions.stepping import hold, look_first, step
from tracker.commitments.actions.telling import tell_owner
from tracker.commitments.actions.verifying import not_own
from tracker.commitments.models import Commitment, Event
from tracker.commitments.rules import (
    CLOSED,
    EventKind,
    ExtensionState,
    Refusal,
    Refused,
    Status,
    check_reopening_due,
)
from tracker.people.rules import Actor


def reopen(
    commitment: Commitment, *, reason: str, due_on: date | None, by: Actor, at: datetime, today: date
) -> Event:
    """Makes a closed commitment owed again, in progress, and tells its owner at once.

    `due_on` is a new due date, needed when the old one is past; None keeps it. Requests that were never answered lapse.
    Refused: not closed, no reason, no date after today.
    """
    reason = reason.strip()
    hold(commitment)
    if commitment.status not in CLOSED or commitment.published_at is None:
        raise Refused(Refusal.NOT_CLOSED)
    if not reason:
        raise Refused(Refusal.REASON_MISSING)
    new_due = check_reopening_due(due_on, commitment.due_on, today=today)
    _lapse_all(commitment, at)
    was, previous = commitment.status, commitment.due_on
    commitment.status, commitment.due_on = Status.IN_PROGRESS, new_due
    commitment.closed_at = commitment.proposed_at = commitment.look_again_at = None
    commitment.without_evidence = commitment.waived = ""
    commitment.ratified_forum_id = None
    said: dict[str, Any] = {"was": was.value}
    if previous and previous != new_due:
        said["previous"] = previous.isoformat()
    event = step(commitment, EventKind.REOPENED, by=by, at=at, note=reason, **said)
    tell_owner(commitment, EventKind.REOPENED.value, f"{at:%Y%m%dT%H%M%S}", by=by, at=at, reason=reason)
    return event


def _lapse_all(commitment: Commitment, at: datetime) -> None:
    lapse(commitment, at=at)
    if extension := queries.open_extension(commitment.id):
        extension.state, extension.answered_at = ExtensionState.LAPSED, at


def confirm(commitment: Commitment, *, note: str, by: Actor, at: datetime, seen: int | None = None) -> Event:
    """Says after another look that it stays closed.

    Refused: nothing new came since the last look, or the one who looks is the one whose words are to be looked at;
    or the story went on after the step that was `seen` last.
    """
    hold(commitment)
    since = commitment.look_again_at
    if since is None:
        raise Refused(Refusal.NOTHING_NEW)
    look_first(commitment, seen)
    not_own(commitment, by, queries.commenters_since(commitment.id, since), at=at)
    commitment.look_again_at = None
    return step(commitment, EventKind.CONFIRMED, by=by, at=at, note=note.strip())
