"""From the minutes of a meeting back into the first story: a forum with their text and the new promises as drafts."""

from __future__ import annotations

from datetime import datetime

from tracker.extensions import db
from tracker.forums import actions as forums
from tracker.forums.models import Forum
from tracker.forums.rules import Rhythm
from tracker.meetings import papers, queries
from tracker.meetings.actions.holding import hold
from tracker.meetings.models import Meeting
from tracker.meetings.rules import Refusal, Refused
from tracker.minutes import actions as minutes
from tracker.people import audit
from tracker.people.rules import Actor


def hand_over(meeting: Meeting, *, series: str, rhythm: Rhythm, by: Actor, at: datetime) -> Forum:
    """The forum of the meeting, made once; its drafts wait for a reviewer like any others.

    Only what was newly promised becomes a draft: the rest of the minutes tells of commitments that are there.
    Refused: the minutes are not closed.
    """
    hold(meeting)
    if meeting.forum is not None:
        return meeting.forum
    if not meeting.closed:
        raise Refused(Refusal.NOT_RUNNING)
    forum = forums.hold(
        forums.series(meeting.region_id, series, rhythm), title=meeting.title, held_on=meeting.held_on,
        place=meeting.place, chair=meeting.chair, attendance=meeting.attendance, by=by, at=at,
    )  # fmt: skip
    minutes.take_text(forum, meeting.minutes_text, by=by, at=at)
    for made in queries.promises_of(meeting.id):
        sentence = papers.promised(made.owner.title, made.action, made.due_on)
        start = forum.minutes_text.index(sentence)
        draft = minutes.add_by_hand(forum, start, start + len(sentence), by=by, at=at)
        minutes.correct(
            draft, action=made.action, owner=made.owner, due_on=made.due_on, undated_reason="", measure="",
            supporting=[], by=by, at=at,
        )  # fmt: skip
    meeting.forum_id = forum.id
    db.session.flush()
    audit.record(
        "meeting.handed-over",
        f"meeting/{meeting.id}",
        by=by,
        at=at,
        region_id=meeting.region_id,
        forum=forum.id,
    )
    return forum
