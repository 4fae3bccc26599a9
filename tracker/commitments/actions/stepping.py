"""What every act on a commitment shares: it is held first, and each step is written down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tracker.commitments.models import Commitment, Event, Update
from tracker.commitments.rules import EventKind
from tracker.extensions import db
from tracker.people import audit
from tracker.people.models import Post
from tracker.people.rules import Actor


def hold(commitment: Commitment) -> None:
    """Locks the row until the transaction ends and reads it again: of two who act at once, the second sees the first.

    SQLite holds the whole database already, since an act begins its transaction as a writer.
    """
    db.session.refresh(commitment, with_for_update={"of": Commitment})


def hand_over(commitment: Commitment, owner: Post) -> dict[str, Any]:
    """Makes another post the owner; what the step of the story has to say of it."""
    said = {"from": commitment.owner.title, "to": owner.title, "owner": owner.id}
    commitment.owner_post_id, commitment.owner_office_id = owner.id, owner.office_id
    return said


def step(
    commitment: Commitment,
    kind: EventKind,
    *,
    by: Actor,
    at: datetime,
    note: str = "",
    update: Update | None = None,
    **data: Any,
) -> Event:
    """Writes a step of the story and its audit row, as the commitment stands after it."""
    event = Event(
        commitment_id=commitment.id,
        at=at,
        kind=kind,
        tenure_id=by.tenure_id,
        acted_as=by.acted_as,
        door=by.door,
        note=note,
        update_id=update.id if update else None,
        status_after=commitment.status,
        due_after=commitment.due_on,
        data=data,
    )
    db.session.add(event)
    audit.record(
        f"commitment.{kind.value.replace(' ', '-')}",
        f"commitment/{commitment.id}",
        by=by,
        at=at,
        region_id=commitment.region_id,
        note=note,
        **data,
    )
    return event
