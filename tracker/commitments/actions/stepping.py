"""What every act on a commitment shares: it is held first, and each step is written down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from tracker.commitments.models import Commitment, Event, Update
from tracker.commitments.queries.seeing import loaded
from tracker.commitments.queries.story import last_step
from tracker.commitments.rules import EventKind, Refusal, Refused
from tracker.extensions import db
from tracker.people import audit
from tracker.people.models import AuditRow, Post
from tracker.people.rules import Actor


def hold(commitment: Commitment) -> None:
    """Locks the row until the transaction ends and reads it again: of two who act at once, the second sees the first.

    SQLite holds the whole database already, since an act begins its transaction as a writer.
    """
    db.session.refresh(commitment, with_for_update={"of": Commitment})


def look_first(commitment: Commitment, seen: int | None) -> None:
    """Refused: its story went on after the step that was `seen` last, so who acts does not know all of it.

    None: nobody looked at a page before. The commitment is held already.
    """
    if seen is not None and last_step(commitment.id) != seen:
        raise Refused(Refusal.CHANGED)


def hand_over(commitment: Commitment, owner: Post) -> dict[str, Any]:
    """Makes another post the owner; what the step of the story has to say of it."""
    said = {"from": commitment.owner.title, "to": owner.title, "owner": owner.id}
    commitment.owner_post_id, commitment.owner_office_id = owner.id, owner.office_id
    return said


def hold_all(commitments: Collection[Commitment]) -> None:
    """The same for many in one query, in the order of their numbers: two acts on the same ones wait for each other."""
    wanted = (
        loaded()
        .where(Commitment.id.in_([commitment.id for commitment in commitments]))
        .order_by(Commitment.id)
        .with_for_update(of=Commitment)
        .execution_options(populate_existing=True)
    )
    db.session.scalars(wanted).all()


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
    event = _event(commitment, kind, by=by, at=at, note=note, update=update, data=data)
    db.session.add(event)
    audit.record_all([_audited(commitment, event, by=by)])
    return event


def step_all(
    said: Sequence[tuple[Commitment, dict[str, Any]]],
    kind: EventKind,
    *,
    by: Actor,
    at: datetime,
    note: str = "",
) -> None:
    """The same step of many stories, each with its own data, in as many statements as one takes."""
    told = [(c, _event(c, kind, by=by, at=at, note=note, update=None, data=data)) for c, data in said]
    db.session.add_all(event for _commitment, event in told)
    audit.record_all([_audited(commitment, event, by=by) for commitment, event in told])


def _event(
    commitment: Commitment,
    kind: EventKind,
    *,
    by: Actor,
    at: datetime,
    note: str,
    update: Update | None,
    data: dict[str, Any],
) -> Event:
    return Event(
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


def _audited(commitment: Commitment, event: Event, *, by: Actor) -> AuditRow:
    return audit.prepared(
        f"commitment.{event.kind.value.replace(' ', '-')}",
        f"commitment/{commitment.id}",
        by=by,
        at=event.at,
        region_id=commitment.region_id,
        note=event.note,
        **event.data,
    )
