"""The life of a commitment: statuses, what may follow what, and how late it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

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

ACCEPTED = frozenset({Status.VERIFIED, Status.RATIFIED, Status.CANNOT_BE_DONE})
"""Closed because a reviewer accepted what the owner said; new words or evidence call for another look."""


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
    CANNOT = "cannot be done"
    NOT_OURS = "not ours"


PETITIONS = frozenset({Answer.CANNOT, Answer.NOT_OURS})
REQUESTS = PETITIONS | {Answer.MORE_TIME}
"""Answers that ask a reviewer for something: while one waits, it is the reviewer's turn."""


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
    SAID_IMPOSSIBLE = "said impossible"
    CANNOT_BE_DONE = "cannot be done"
    STILL_OWED = "still owed"
    SAID_NOT_OURS = "said not ours"
    REOPENED = "reopened"
    CONFIRMED = "confirmed"
    RATIFIED = "ratified"
    NOT_RATIFIED = "not ratified"
    CAME_ROUND = "came round"
    PART_ASKED = "part asked"
    PART_REPORTED = "part reported"
    DELEGATED = "delegated"
    DELEGATION_ENDED = "delegation ended"
    ESCALATED = "escalated"
    NOTED_IN_MEETING = "noted in a meeting"
    ASKED_TO_REPORT = "asked to report"


class ExtensionState(StrEnum):
    """A request for a new due date, before and after its answer; `lapsed`: it was settled without one."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    LAPSED = "lapsed"


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

    A request or telling of an obstacle leaves a start as it was. While a report waits for verification, more news
    belongs to it; an obstacle or a request takes it back, since what is done needs neither.
    """
    if answer is Answer.DONE:
        return Status.PROPOSED_DONE
    if status is Status.PROPOSED_DONE:
        return status if answer is Answer.PROGRESS else Status.IN_PROGRESS
    if answer in REQUESTS:
        return status
    return Status.SENT_BACK if status is Status.SENT_BACK else Status.IN_PROGRESS


def obstacle_after(answer: Answer, obstacle: str, said: str) -> str:
    """What stands in the way after an answer: told, cleared by news of work, untouched by a request."""
    if answer is Answer.OBSTRUCTED:
        return said
    return obstacle if answer in REQUESTS else ""


def without_evidence_after(answer: Answer, status: Status, was: str, *, reason: str, files: int) -> str:
    """Why a report of done that waits has no evidence; "" when it has some, or when nothing waits (any more)."""
    waits = status is Status.PROPOSED_DONE
    if files or status_after(answer, status) is not Status.PROPOSED_DONE or (waits and not was):
        return ""
    return reason or was


def may_answer(status: Status) -> bool:
    """An owner may report until the commitment is closed; a report while waiting for verification is welcome too."""
    return status in OPEN


def may_add(status: Status) -> bool:
    """After the acceptance words and evidence still find their place; they call for another look."""
    return status in ACCEPTED


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
    NOT_SHORTER = "not shorter"
    BEYOND_CAP = "beyond cap"
    ALREADY_ASKED = "already asked"
    ALREADY_ANSWERED = "already answered"
    CHANGED = "changed"
    SAME_OWNER = "same owner"
    TOO_LATE = "too late"
    GROUND_MISSING = "ground missing"
    OTHER_MISSING = "other missing"
    WAIVER_MISSING = "waiver missing"
    NOT_CLOSED = "not closed"
    NOTHING_NEW = "nothing new"
    OWN_FORUM = "own forum"
    NOT_SAID_YET = "not said yet"
    TELLER_MISSING = "teller missing"


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
    Answer.CANNOT: EventKind.SAID_IMPOSSIBLE,
    Answer.NOT_OURS: EventKind.SAID_NOT_OURS,
}


def check_report(
    answer: Answer,
    status: Status,
    *,
    note: str,
    obstacle: str,
    evidence: Sequence[NewEvidence],
    no_evidence: str = "",
) -> None:
    """Refused when the answer lacks what it must bring, or comes too late. `no_evidence` says why there is none."""
    if not may_answer(status):
        raise Refused(Refusal.CLOSED)
    if not note:
        raise Refused(Refusal.NOTE_MISSING)
    if answer is Answer.OBSTRUCTED and not obstacle:
        raise Refused(Refusal.OBSTACLE_MISSING)
    if answer is Answer.DONE and not evidence and not no_evidence:
        raise Refused(Refusal.NO_EVIDENCE)


def check_reopening_due(asked: date | None, due_on: date | None, *, today: date) -> date | None:
    """The due date of what is opened again: the old one unless it is past, else a new one; Refused without any."""
    if asked is None and (due_on is None or due_on >= today):
        return due_on
    return check_new_due(asked, due_on, today=today)


def check_new_due(asked: date | None, due_on: date | None, *, today: date) -> date:
    """The new due date; Refused unless it lies after the current one and after today."""
    if asked is None or asked <= today or (due_on is not None and asked <= due_on):
        raise Refused(Refusal.NOT_LATER)
    return asked


def check_shorter(given: date | None, asked: date, due_on: date | None, *, today: date) -> date:
    """The due date given instead of the one asked for; Refused unless it lies before that one and is later than now."""
    if given is None or given >= asked:
        raise Refused(Refusal.NOT_SHORTER)
    return check_new_due(given, due_on, today=today)
