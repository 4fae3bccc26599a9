"""Deciding about the item on the beamer, and taking the last decision back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.commitments import actions as commitments
from tracker.commitments import queries as commitment_queries
from tracker.commitments.acts import Act, Hindered
from tracker.commitments.models import Commitment
from tracker.commitments.rules import EventKind
from tracker.commitments.rules import Refusal as CommitmentRefusal
from tracker.commitments.rules import Refused as CommitmentRefused
from tracker.extensions import db
from tracker.meetings import queries
from tracker.meetings.actions.holding import running, touch
from tracker.meetings.models import Meeting, MeetingEntry
from tracker.meetings.rules import Choice, Refusal, Refused, check
from tracker.people.models import Post
from tracker.people.rules import Actor


@dataclass(frozen=True)
class Decision:
    """What was chosen, with all that was given with it."""

    choice: Choice
    said: str
    due_on: date | None
    post: Post | None
    of: dict[str, Any]
    by: Actor
    at: datetime
    today: date


def decide(
    meeting: Meeting,
    commitment: Commitment,
    choice: Choice,
    *,
    said: str,
    seen: int,
    by: Actor,
    at: datetime,
    today: date,
    due_on: date | None = None,
    post: Post | None = None,
) -> MeetingEntry:
    """Does it by the act that serves it elsewhere, and writes it into the log; the owner is told after the meeting.

    `seen` is the version of the commitment as the room saw it. Refused: the meeting does not go on, or something is
    missing. CommitmentRefused: what the act itself refuses, and a commitment that changed meanwhile.
    """
    running(meeting)
    db.session.refresh(commitment)
    if commitment.version_id != seen:
        raise CommitmentRefused(CommitmentRefusal.CHANGED)
    said = said.strip()
    check(choice, commitment.status, said=said, day=due_on, post=post, today=today)
    was: dict[str, Any] = commitments.remembered(commitment)
    key = f"{meeting.id}/{meeting.acts}"
    decision = Decision(choice, said, due_on, post, named(meeting) | {"entry": key}, by, at, today)
    made = ACTS[choice](commitment, decision)
    db.session.flush()
    entry = MeetingEntry(
        meeting_id=meeting.id, commitment_id=commitment.id, choice=choice, said=said, due_on=due_on,
        post_id=post.id if post else None, at=at, tenure_id=by.tenure_id, acted_as=by.acted_as,
        was=was | made | {"changed": bool(made), "version": commitment.version_id, "entry": key},
    )  # fmt: skip
    db.session.add(entry)
    touch(meeting, at)
    db.session.flush()
    return entry


def named(meeting: Meeting) -> dict[str, Any]:
    """What a step in a story tells of the meeting."""
    return {"meeting": meeting.id, "title": meeting.title, "held_on": meeting.held_on.isoformat()}


def _verify(commitment: Commitment, decision: Decision) -> dict[str, Any]:
    return _judge(commitment, decision, accepted=True)


def _send_back(commitment: Commitment, decision: Decision) -> dict[str, Any]:
    return _judge(commitment, decision, accepted=False)


def _judge(commitment: Commitment, decision: Decision, *, accepted: bool) -> dict[str, Any]:
    done = commitments.verify(
        commitment,
        accepted=accepted,
        reason=decision.said,
        by=decision.by,
        at=decision.at,
        meeting=decision.of,
    )
    return {"verification": done.id}


def _extend(commitment: Commitment, decision: Decision) -> dict[str, Any]:
    """The answer to a request where one waits, else a date that nobody asked for."""
    asked = commitment_queries.open_extension(commitment.id)
    if asked:
        shorter = None if decision.due_on == asked.asked_due_on else decision.due_on
        commitments.answer_extension(
            asked, granted=True, due_on=shorter, reason=decision.said, by=decision.by, at=decision.at,
            today=decision.today, meeting=decision.of,
        )  # fmt: skip
        return {"extension": asked.id}
    try:
        done = commitments.oversee(
            [commitment], Act.EXTEND, reason=decision.said, seen={}, by=decision.by, at=decision.at,
            today=decision.today, due_on=decision.due_on, meeting=decision.of,
        )  # fmt: skip
    except Hindered as hindered:
        raise CommitmentRefused(hindered.hindrances[0].reason) from hindered
    return {"oversight": done.id}


def _escalate(commitment: Commitment, decision: Decision) -> dict[str, Any]:
    assert decision.post is not None, "check() asks for it"
    return _say(commitment, decision, EventKind.ESCALATED, to=decision.post.title)


def _note(commitment: Commitment, decision: Decision) -> dict[str, Any]:
    return _say(commitment, decision, EventKind.NOTED_IN_MEETING)


def _ask_report(commitment: Commitment, decision: Decision) -> dict[str, Any]:
    assert decision.due_on is not None, "check() asks for it"
    return _say(commitment, decision, EventKind.ASKED_TO_REPORT, until=decision.due_on.isoformat())


def _say(commitment: Commitment, decision: Decision, kind: EventKind, **data: Any) -> dict[str, Any]:
    commitments.say_in_meeting(
        commitment, kind, note=decision.said, by=decision.by, at=decision.at, **decision.of, **data
    )
    return {}


ACTS: dict[Choice, Callable[[Commitment, Decision], dict[str, Any]]] = {
    Choice.VERIFY: _verify,
    Choice.SEND_BACK: _send_back,
    Choice.EXTEND: _extend,
    Choice.ESCALATE: _escalate,
    Choice.NOTE: _note,
    Choice.ASK_REPORT: _ask_report,
}
"""Each gives the row that it made, so that it can be undone; nothing where nothing changed."""


def undo_last(meeting: Meeting, *, by: Actor, at: datetime) -> MeetingEntry:
    """Takes the last decision back and brings its item to the beamer.

    Refused: nothing was decided, or its owner was told. CommitmentRefused: the commitment has changed since.
    """
    running(meeting)
    entry = queries.last_entry(meeting.id)
    if entry is None:
        raise Refused(Refusal.NOTHING_TO_UNDO)
    if entry.told_at is not None:
        raise Refused(Refusal.TOLD)
    commitment = db.session.get_one(Commitment, entry.commitment_id)
    said = named(meeting) | {"entry": entry.was["entry"], "undone": entry.choice.value}
    commitments.unsay(commitment, entry.was, by=by, at=at, **said)
    entry.undone_at = at
    touch(meeting, at)
    items = queries.items_of(meeting.id)
    meeting.current_id = next(item.id for item in items if item.commitment_id == entry.commitment_id)
    return entry
