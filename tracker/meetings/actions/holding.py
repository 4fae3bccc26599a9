"""Preparing a meeting, beginning it, pausing it, going from item to item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tracker.extensions import db
from tracker.meetings import queries
from tracker.meetings.models import Meeting, MeetingItem
from tracker.meetings.rules import MOST_ITEMS, MeetingState, Refusal, Refused
from tracker.people import audit
from tracker.people.rules import Actor


def prepare(
    region_id: int,
    commitment_ids: Sequence[int],
    *,
    title: str,
    held_on: date,
    hours: str = "",
    place: str = "",
    chair: str = "",
    attendance: str = "",
    by: Actor,
    at: datetime,
) -> Meeting:
    """A meeting with its agenda in the order given. Refused: nothing is on it."""
    ids = list(dict.fromkeys(commitment_ids))[:MOST_ITEMS]
    if not ids:
        raise Refused(Refusal.EMPTY)
    meeting = Meeting(
        region_id=region_id, title=title.strip(), held_on=held_on, hours=hours.strip(), place=place.strip(),
        chair=chair.strip(), attendance=attendance.strip(), made_at=at, changed_at=at, record={},
    )  # fmt: skip
    db.session.add(meeting)
    db.session.flush()
    items = [
        MeetingItem(meeting_id=meeting.id, number=number, commitment_id=commitment_id)
        for number, commitment_id in enumerate(ids, start=1)
    ]
    db.session.add_all(items)
    db.session.flush()
    meeting.current_id = items[0].id
    _record("meeting.prepared", meeting, by=by, at=at, items=len(items))
    return meeting


def begin(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Begins, or goes on after a pause; a meeting that goes on already does so. Refused: it is closed."""
    hold(meeting)
    if meeting.state is MeetingState.CLOSED:
        raise Refused(Refusal.CLOSED)
    if meeting.state is not MeetingState.RUNNING:
        act = "meeting.begun" if meeting.state is MeetingState.PREPARED else "meeting.continued"
        meeting.state = MeetingState.RUNNING
        touch(meeting, at)
        _record(act, meeting, by=by, at=at)


def pause(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Stops for a while; what was decided stays. Refused: it does not go on."""
    running(meeting)
    meeting.state = MeetingState.PAUSED
    touch(meeting, at)
    _record("meeting.paused", meeting, by=by, at=at)


def go_to(meeting: Meeting, item_id: int, *, seen_id: int | None, at: datetime) -> bool:
    """Brings an item of the agenda to the beamer; False: somebody else moved on meanwhile, and nothing changed.

    `seen_id` is the item from which one goes, so that two who press at once move one step. Refused: another
    meeting's item, or the meeting does not go on.
    """
    running(meeting)
    if item_id not in {item.id for item in queries.items_of(meeting.id)}:
        raise Refused(Refusal.UNKNOWN)
    if seen_id is not None and meeting.current_id != seen_id:
        return False
    meeting.current_id = item_id
    touch(meeting, at)
    return True


def add(meeting: Meeting, commitment_id: int, *, by: Actor, at: datetime) -> MeetingItem:
    """Puts a published commitment of the region at the end of the agenda; one that is there stays where it is.

    Refused: no such commitment, or the meeting is closed.
    """
    hold(meeting)
    if meeting.closed:
        raise Refused(Refusal.CLOSED)
    if queries.published_in(meeting.region_id, commitment_id) is None:
        raise Refused(Refusal.UNKNOWN)
    items = queries.items_of(meeting.id)
    there = next((item for item in items if item.commitment_id == commitment_id), None)
    if there:
        return there
    item = MeetingItem(
        meeting_id=meeting.id, number=max(i.number for i in items) + 1, commitment_id=commitment_id
    )
    db.session.add(item)
    touch(meeting, at)
    _record("meeting.item-added", meeting, by=by, at=at, commitment=commitment_id)
    return item


def hold(meeting: Meeting) -> None:
    """Locks the row until the transaction ends: of two who act at once, the second sees the first."""
    db.session.flush()
    db.session.refresh(meeting, with_for_update={"of": Meeting})


def running(meeting: Meeting) -> None:
    """Holds it, and Refused unless it goes on."""
    hold(meeting)
    if meeting.state is MeetingState.CLOSED:
        raise Refused(Refusal.CLOSED)
    if meeting.state is not MeetingState.RUNNING:
        raise Refused(Refusal.NOT_RUNNING)


def touch(meeting: Meeting, at: datetime) -> None:
    """Something was done in it."""
    meeting.acts, meeting.changed_at = meeting.acts + 1, at


def _record(act: str, meeting: Meeting, *, by: Actor, at: datetime, **data: Any) -> None:
    audit.record(act, f"meeting/{meeting.id}", by=by, at=at, region_id=meeting.region_id, **data)
