"""What a meeting in the room writes into a commitment's story, and what it takes back before anybody is told."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import TypeDecorator, delete, inspect

from tracker.commitments import words
from tracker.commitments.actions.stepping import hold, step
from tracker.commitments.acts import Before
from tracker.commitments.models import Commitment, Event, Extension, Verification
from tracker.commitments.oversights import Oversight
from tracker.commitments.rules import EventKind, ExtensionState, Refusal, Refused
from tracker.commitments.steps import SAID_IN_MEETINGS
from tracker.extensions import db
from tracker.people.rules import Actor


def say_in_meeting(
    commitment: Commitment, kind: EventKind, *, note: str, by: Actor, at: datetime, **data: Any
) -> Event:
    """Notes what was said; status and dates stay. ValueError for a step that changes something."""
    if kind not in SAID_IN_MEETINGS:
        raise ValueError("a meeting's words change nothing")
    hold(commitment)
    return step(commitment, kind, by=by, at=at, note=note, **data)


def remembered(commitment: Commitment) -> Before:
    """All that the row holds, as JSON holds it: whatever a decision changes can be made as it was."""
    return {name: _plain(getattr(commitment, name)) for name in _columns()}


def _columns() -> dict[str, Any]:
    """The type of each column that an act may change."""
    mapper = inspect(Commitment)
    return {
        attribute.key: attribute.columns[0].type
        for attribute in mapper.column_attrs
        if attribute.key not in {"id", "version_id"}
    }


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _typed(value: Any, kind: Any) -> Any:
    python = (kind.impl_instance if isinstance(kind, TypeDecorator) else kind).python_type
    if value is None or not isinstance(value, str) or python is str:
        return value
    return python.fromisoformat(value) if issubclass(python, date) else python(value)


def unsay(commitment: Commitment, was: Before, *, by: Actor, at: datetime, **data: Any) -> None:
    """Makes the commitment what it was before a decision of which nobody was told; both stay in its story.

    `was` is what `remembered` gave, with the `version` after the decision and the row it made: `verification`,
    `extension` or `oversight`. Refused: it has changed since.
    """
    hold(commitment)
    if commitment.version_id != was["version"]:
        raise Refused(Refusal.CHANGED)
    if was["changed"]:
        for name, kind in _columns().items():
            setattr(commitment, name, _typed(was[name], kind))
        _undecide(was, at=at)
    step(commitment, EventKind.TAKEN_BACK, by=by, at=at, **data)
    words.index([commitment.id])


def _undecide(was: Before, *, at: datetime) -> None:
    """The answer to a report or to a request is gone, and the question waits again."""
    if number := was.get("verification"):
        db.session.execute(delete(Verification).where(Verification.id == number))
    if number := was.get("oversight"):
        db.session.get_one(Oversight, number).taken_back_at = at
    if number := was.get("extension"):
        asked = db.session.get_one(Extension, number)
        asked.state, asked.reason = ExtensionState.ASKED, ""
        asked.answered_at = asked.answered_by_id = asked.previous_due_on = asked.granted_due_on = None
