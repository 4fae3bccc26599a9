"""The life of a commitment: statuses, what may follow what, and how late it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tracker.commitments.proof import NewEvidence

DAY = timedelta(days=1)
DUE_SOON = timedelta(days=7)
TWICE_WITHIN = timedelta(minutes=2)


class Status(StrEnum):
    """Where a commitment stands, after BPK's follow-up words (TLRHP). Overdue is never one of them."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    PROPOSED_DONE = "proposed done"
    SENT_BACK = "sent back"
    VERIFIED = "verified"
    RATIFIED = "ratified"
    CANNOT_BE_DONE = "cannot be done"
    WITHDRAWN = "withdrawn"


OWED = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.SENT_BACK})
"""Statuses in which the owner still has to act; only these can be overdue."""

OPEN = OWED | {Status.PROPOSED_DONE}
CLOSED = frozenset(Status) - OPEN


class Standing(StrEnum):
    """Worked out from status, due date and today; never stored."""

    CLOSED = "closed"
    WAITING = "waiting"
    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    ON_TRACK = "on track"
    UNDATED = "undated"


class Answer(StrEnum):
    """What an owner says in an update."""

    DONE = "done"
    PROGRESS = "progress"
    OBSTRUCTED = "obstructed"
    MORE_TIME = "more time"


class EventKind(StrEnum):
    """A step in the story of a commitment."""

    DECIDED = "decided"
    PUBLISHED = "published"
    PROGRESS = "progress"
    PROPOSED_DONE = "proposed done"
    OBSTRUCTED = "obstructed"
    ASKED_FOR_TIME = "asked for time"
    TIME_GRANTED = "time granted"
    TIME_REFUSED = "time refused"
    VERIFIED = "verified"
    SENT_BACK = "sent back"
    TOLD_IN_FORUM = "told in a forum"
    COMMENTED = "commented"
    TIME_GIVEN = "time given"
    HANDED_OVER = "handed over"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken back"
    ASKED_TO_REPORT = "asked to report"


NO_STEPS = frozenset(
    {EventKind.DECIDED, EventKind.TOLD_IN_FORUM, EventKind.COMMENTED, EventKind.ASKED_TO_REPORT}
)
"""Entries of the story that leave status and due date alone: days that were missed are counted without them."""


class ExtensionState(StrEnum):
    """A request for a new due date, before and after its answer."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


def standing(status: Status, due_on: date | None, *, today: date) -> Standing:
    """How a commitment stands on `today`: due by the end of its due date, so late from the next day."""
    if status in CLOSED:
        return Standing.CLOSED
    if status is Status.PROPOSED_DONE:
        return Standing.WAITING
    if due_on is None:
        return Standing.UNDATED
    if today > due_on:
        return Standing.OVERDUE
    return Standing.DUE_SOON if due_on - today <= DUE_SOON else Standing.ON_TRACK


def status_after(answer: Answer, status: Status) -> Status:
    """The status an owner's answer leads to.

    Asking for time or telling of an obstacle leaves a start as it was. While a report waits for verification, more
    news belongs to it; an obstacle or a wish for time takes it back, since what is done needs neither.
    """
    if answer is Answer.DONE:
        return Status.PROPOSED_DONE
    if status is Status.PROPOSED_DONE:
        return status if answer is Answer.PROGRESS else Status.IN_PROGRESS
    if answer is Answer.MORE_TIME:
        return status
    return Status.SENT_BACK if status is Status.SENT_BACK else Status.IN_PROGRESS


def obstacle_after(answer: Answer, obstacle: str, said: str) -> str:
    """What stands in the way after an answer: told, cleared by news of work, untouched by a wish for time."""
    if answer is Answer.OBSTRUCTED:
        return said
    return obstacle if answer is Answer.MORE_TIME else ""


def may_answer(status: Status) -> bool:
    """An owner may report until the commitment is closed; a report while waiting for verification is welcome too."""
    return status in OPEN


def days_late(due_on: date | None, *, today: date) -> int:
    """Calendar days after the due date; 0 on the day itself and before."""
    return max((today - due_on).days, 0) if due_on else 0


class Refusal(StrEnum):
    """Why an act was not done; the page says it in the person's language."""

    PAST_DUE = "past due"
    NO_DATE_NO_REASON = "no date, no reason"
    CLOSED = "closed"
    NOT_WAITING = "not waiting"
    AUTHOR = "author"
    NOTE_MISSING = "note missing"
    REASON_MISSING = "reason missing"
    OBSTACLE_MISSING = "obstacle missing"
    NO_EVIDENCE = "no evidence"
    NOT_LATER = "not later"
    ALREADY_ASKED = "already asked"
    ALREADY_ANSWERED = "already answered"
    CHANGED = "changed"
    SAME_OWNER = "same owner"
    TOO_LATE = "too late"


class Refused(Exception):
    """The act breaks a rule; nothing was written."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


EVENT_OF = {
    Answer.DONE: EventKind.PROPOSED_DONE,
    Answer.PROGRESS: EventKind.PROGRESS,
    Answer.OBSTRUCTED: EventKind.OBSTRUCTED,
    Answer.MORE_TIME: EventKind.ASKED_FOR_TIME,
}


def check_report(
    answer: Answer, status: Status, *, note: str, obstacle: str, evidence: Sequence[NewEvidence]
) -> None:
    """Refused when the answer lacks what it must bring, or comes too late."""
    if not may_answer(status):
        raise Refused(Refusal.CLOSED)
    if not note:
        raise Refused(Refusal.NOTE_MISSING)
    if answer is Answer.OBSTRUCTED and not obstacle:
        raise Refused(Refusal.OBSTACLE_MISSING)
    if answer is Answer.DONE and not evidence:
        raise Refused(Refusal.NO_EVIDENCE)


def check_new_due(asked: date | None, due_on: date | None, *, today: date) -> date:
    """The new due date; Refused unless it lies after the current one and after today."""
    if asked is None or asked <= today or (due_on is not None and asked <= due_on):
        raise Refused(Refusal.NOT_LATER)
    return asked


class Burning(StrEnum):
    """The parts of an owner's list, in the order in which they want an answer."""

    OVERDUE = "overdue"
    SENT_BACK = "sent back"
    THIS_WEEK = "this week"
    LATER = "later"
    WAITING = "waiting for others"
    DONE = "done this year"


def burning(status: Status, due_on: date | None, *, asked_for_time: bool, today: date) -> Burning:
    """Where a commitment stands in its owner's list; a request for time waits for the reviewer, not for the owner."""
    now = standing(status, due_on, today=today)
    if now is Standing.CLOSED:
        return Burning.DONE
    if now is Standing.WAITING or asked_for_time:
        return Burning.WAITING
    if now is Standing.OVERDUE:
        return Burning.OVERDUE
    if status is Status.SENT_BACK:
        return Burning.SENT_BACK
    return Burning.THIS_WEEK if now is Standing.DUE_SOON else Burning.LATER


class Step(NamedTuple):
    """What an event left behind, on the region's calendar."""

    on: date
    status: Status
    due_on: date | None


def days_passed(steps: Sequence[Step], *, today: date) -> list[date]:
    """The days on which a due date had just been missed: the day after it, if the owner still had to act.

    A date that was already past when it was set has been missed by nobody.
    """
    missed = []
    for number, step in enumerate(steps):
        ends = steps[number + 1].on if number + 1 < len(steps) else today + DAY
        late_on = step.due_on + DAY if step.due_on else None
        if late_on and step.status in OWED and step.on < late_on < ends:
            missed.append(late_on)
    return missed
