"""Closing a meeting: its minutes are frozen, and whoever they concern is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from tracker.meetings import papers, queries
from tracker.meetings.actions.holding import hold, touch
from tracker.meetings.actions.telling import tell
from tracker.meetings.models import Meeting
from tracker.meetings.recording import record_of
from tracker.meetings.rules import MeetingState, Refusal, Refused, fingerprint
from tracker.people import audit
from tracker.people.rules import Actor


def close(
    meeting: Meeting,
    *,
    title: str,
    held_on: date,
    hours: str,
    place: str,
    chair: str,
    attendance: str,
    said: Mapping[int, str],
    seen: int,
    by: Actor,
    at: datetime,
) -> int:
    """Puts the facts and the words of the log (`said`, by entry) right and freezes all; mails queued.

    Refused: it is closed already, or somebody did something in it after the page was opened (`seen`).
    """
    hold(meeting)
    if meeting.closed:
        raise Refused(Refusal.CLOSED)
    if meeting.version_id != seen:
        raise Refused(Refusal.CHANGED)
    meeting.title, meeting.held_on, meeting.hours = title.strip(), held_on, hours.strip()
    meeting.place, meeting.chair, meeting.attendance = place.strip(), chair.strip(), attendance.strip()
    for entry in queries.entries_of(meeting.id):
        entry.said = said.get(entry.id, entry.said).strip()
    queued = tell(meeting, at=at)
    meeting.state, meeting.closed_at = MeetingState.CLOSED, at
    touch(meeting, at)
    meeting.closed_as = by.acted_as
    meeting.record = record_of(meeting)
    meeting.minutes_text = papers.as_text(meeting.record)
    meeting.sha256 = fingerprint(meeting.record)
    audit.record(
        "meeting.closed", f"meeting/{meeting.id}", by=by, at=at, region_id=meeting.region_id,
        sha256=meeting.sha256, items=len(meeting.record["items"]), mails=queued,
    )  # fmt: skip
    return queued
