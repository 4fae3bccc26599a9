"""A reviewer's answer to a request for time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tracker.commitments import queries
from tracker.commitments.actions.stepping import hold, look_first, step
from tracker.commitments.actions.telling import tell_owner
from tracker.commitments.actions.verifying import not_own
from tracker.commitments.caps import Beyond
from tracker.commitments.models import Commitment, Extension
from tracker.commitments.rules import (
    CLOSED,
    EventKind,
    ExtensionState,
    Refusal,
    Refused,
    check_new_due,
    check_shorter,
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
    seen: int | None = None,
    meeting: Mapping[str, Any] | None = None,
) -> None:
    """Grants the date asked for, or the shorter one of `due_on`, or refuses with a reason, and tells the owner at once.

    The original due date stays for ever. What goes beyond the region's limits needs a reason, and the story says so.
    Refused: answered or closed already, no reason, no later date or one not shorter than asked for, own request;
    or the story went on after the step that was `seen` last.
    `meeting`: what the story tells of a meeting that decides, which tells the owner itself.
    """
    reason, commitment = reason.strip(), extension.commitment
    hold(commitment)
    db.session.refresh(extension)
    if extension.state is not ExtensionState.ASKED:
        raise Refused(Refusal.ALREADY_ANSWERED)
    if commitment.status in CLOSED:
        raise Refused(Refusal.CLOSED)
    look_first(commitment, seen)
    if not granted and not reason:
        raise Refused(Refusal.REASON_MISSING)
    new_due = _new_due(extension, due_on, today) if granted else None
    beyond = _beyond(commitment, new_due) if new_due else None
    if beyond and not reason:
        raise Refused(Refusal.BEYOND_CAP)
    author = extension.update.tenure.person_id
    extension.answered_by_id = not_own(commitment, by, frozenset({author}), at=at).id
    extension.answered_at = at
    extension.reason = reason
    extension.previous_due_on = commitment.due_on
    extension.state = ExtensionState.GRANTED if granted else ExtensionState.REFUSED
    if new_due:
        commitment.extended += commitment.due_on is not None
        extension.granted_due_on = commitment.due_on = new_due
    kind = EventKind.TIME_GRANTED if granted else EventKind.TIME_REFUSED
    said: dict[str, Any] = {"beyond": beyond.value} if beyond else {}
    said |= meeting or {}
    step(commitment, kind, by=by, at=at, note=reason, asked=extension.asked_due_on.isoformat(), **said)
    if meeting is not None:
        return
    tell_owner(
        commitment,
        kind.value,
        f"extension-{extension.id}",
        by=by,
        at=at,
        reason=reason,
        asked_due_on=extension.asked_due_on,
        previous_due_on=extension.previous_due_on,
        shortened=extension.shortened,
    )


def _new_due(extension: Extension, given: date | None, today: date) -> date:
    due_on, asked = extension.commitment.due_on, extension.asked_due_on
    if given is None:
        return check_new_due(asked, due_on, today=today)
    return check_shorter(given, asked, due_on, today=today)


def _beyond(commitment: Commitment, wanted: date) -> Beyond | None:
    return queries.cap_of(commitment.region_id).beyond(
        commitment.extended, due_on=commitment.due_on, first=commitment.original_due_on, wanted=wanted
    )
