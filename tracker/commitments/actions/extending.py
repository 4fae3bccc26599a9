"""A reviewer's answer to a request for time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tracker.commitments.actions.stepping import hold, step
from tracker.commitments.actions.telling import tell_owner
from tracker.commitments.actions.verifying import not_own
from tracker.commitments.models import Extension
from tracker.commitments.rules import (
    CLOSED,
    EventKind,
    ExtensionState,
    Refusal,
    Refused,
    check_new_due,
)
from tracker.extensions import db
from tracker.people.rules import Actor


def answer_extension(
    extension: Extension,
    *,
    granted: bool,
    due_on: date | None,
    reason: str,
    by: Actor,
    at: datetime,
    today: date,
    meeting: Mapping[str, Any] | None = None,
) -> None:
    """Grants the date asked for or another one, or refuses with a reason, and tells the owner at once.

    The original due date stays for ever. Refused: answered or closed already, no reason, no later date, own request.
    `meeting`: what the story tells of a meeting that decides, which tells the owner itself.
    """
    reason, commitment = reason.strip(), extension.commitment
    hold(commitment)
    db.session.refresh(extension)
    if extension.state is not ExtensionState.ASKED:
        raise Refused(Refusal.ALREADY_ANSWERED)
    if commitment.status in CLOSED:
        raise Refused(Refusal.CLOSED)
    if not granted and not reason:
        raise Refused(Refusal.REASON_MISSING)
    new_due = (
        check_new_due(due_on or extension.asked_due_on, commitment.due_on, today=today) if granted else None
    )
    author = extension.update.tenure.person_id
    extension.answered_by_id = not_own(commitment, by, frozenset({author})).id
    extension.answered_at = at
    extension.reason = reason
    extension.previous_due_on = commitment.due_on
    extension.state = ExtensionState.GRANTED if granted else ExtensionState.REFUSED
    if new_due:
        extension.granted_due_on = commitment.due_on = new_due
        commitment.extended += 1
    kind = EventKind.TIME_GRANTED if granted else EventKind.TIME_REFUSED
    step(
        commitment,
        kind,
        by=by,
        at=at,
        note=reason,
        asked=extension.asked_due_on.isoformat(),
        **(meeting or {}),
    )
    if meeting is not None:
        return
    tell_owner(
        commitment,
        kind,
        f"extension-{extension.id}",
        by=by,
        at=at,
        reason=reason,
        asked_due_on=extension.asked_due_on,
        previous_due_on=extension.previous_due_on,
    )
