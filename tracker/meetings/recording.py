"""The minutes of a meeting as plain data: what is frozen at its end, and what is shown of it before."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.commitments import queries as commitments
from tracker.commitments.models import Commitment, Update
from tracker.commitments.rules import Standing, days_late
from tracker.meetings import queries
from tracker.meetings.models import Meeting, MeetingEntry, MeetingItem, MeetingPromise

Record = dict[str, Any]


def record_of(meeting: Meeting) -> Record:
    """Heading, items with their decisions, what was not reached, new promises; days as ISO text. Five queries."""
    items = queries.items_of(meeting.id)
    ids = [item.commitment_id for item in items]
    rows = queries.commitments_of(ids)
    said = commitments.latest_updates(ids)
    log: dict[int, list[MeetingEntry]] = {}
    for entry in queries.entries_of(meeting.id):
        log.setdefault(entry.commitment_id, []).append(entry)
    return {
        "region": meeting.region.name,
        "title": meeting.title,
        "held_on": meeting.held_on.isoformat(),
        "hours": meeting.hours,
        "place": meeting.place,
        "chair": meeting.chair,
        "attendance": meeting.attendance,
        "closed_as": meeting.closed_as,
        "items": [
            _item(item, rows[item.commitment_id], said.get(item.commitment_id), log, meeting) for item in items
        ],
        "promises": [_promise(made) for made in queries.promises_of(meeting.id)],
    }  # fmt: skip


def _item(
    item: MeetingItem,
    row: Commitment,
    said: Update | None,
    logs: dict[int, list[MeetingEntry]],
    meeting: Meeting,
) -> Record:
    log = logs.get(row.id, [])
    before = log[0].was if log else {}
    due = before["due_on"] if before else _iso(row.due_on)
    late = row.standing(meeting.held_on) is Standing.OVERDUE
    return {
        "number": item.number,
        "commitment": row.id,
        "action": row.action,
        "owner": row.owner.title,
        "office": row.office.name,
        "due_before": due,
        "due_on": _iso(row.due_on),
        "late": days_late(row.due_on, today=meeting.held_on) if late else 0,
        "status_before": before.get("status", row.status.value),
        "status": row.status.value,
        "obstacle": row.obstacle,
        "said": said.note if said else "",
        "log": [line(entry) for entry in log],
    }


def line(entry: MeetingEntry) -> Record:
    """A line of the log."""
    return {
        "id": entry.id,
        "choice": entry.choice.value,
        "said": entry.said,
        "due_on": _iso(entry.due_on),
        "to": entry.post.title if entry.post else "",
        "by": entry.acted_as,
        "at": entry.at.isoformat(),
    }


def _promise(made: MeetingPromise) -> Record:
    return {
        "id": made.id,
        "action": made.action,
        "owner": made.owner.title,
        "office": made.owner.office.name,
        "due_on": made.due_on.isoformat(),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
