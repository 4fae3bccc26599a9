"""What is newly promised in the room, until it becomes a draft of a forum."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete

from tracker.extensions import db
from tracker.meetings.actions.holding import hold, touch
from tracker.meetings.models import Meeting, MeetingPromise
from tracker.meetings.rules import Refusal, Refused
from tracker.people import audit
from tracker.people.models import Post
from tracker.people.rules import Actor


def promise(
    meeting: Meeting, *, action: str, owner: Post, due_on: date, by: Actor, at: datetime, today: date
) -> MeetingPromise:
    """Writes it down. Refused: no words, a day that is over, or the meeting is closed."""
    _open(meeting)
    action = " ".join(action.split())
    if not action:
        raise Refused(Refusal.WORDS_MISSING)
    if due_on < today:
        raise Refused(Refusal.DAY_PAST)
    made = MeetingPromise(
        meeting_id=meeting.id, action=action, owner_post_id=owner.id, due_on=due_on, at=at, acted_as=by.acted_as
    )  # fmt: skip
    db.session.add(made)
    touch(meeting, at)
    db.session.flush()
    audit.record(
        "meeting.promised", f"meeting/{meeting.id}", by=by, at=at, region_id=meeting.region_id, note=action,
        owner=owner.id, due_on=due_on.isoformat(),
    )  # fmt: skip
    return made


def drop(meeting: Meeting, promise_id: int, *, by: Actor, at: datetime) -> None:
    """Takes it out again; one that is gone is gone. Refused: the meeting is closed."""
    _open(meeting)
    gone = delete(MeetingPromise).where(
        MeetingPromise.id == promise_id, MeetingPromise.meeting_id == meeting.id
    )
    if db.session.scalar(gone.returning(MeetingPromise.id)):
        touch(meeting, at)
        subject = f"meeting/{meeting.id}"
        audit.record("meeting.promise-dropped", subject, by=by, at=at, region_id=meeting.region_id)


def _open(meeting: Meeting) -> None:
    hold(meeting)
    if meeting.closed:
        raise Refused(Refusal.CLOSED)
