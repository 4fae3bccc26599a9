"""What can be decided in a meeting, with which key, and what each decision needs. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from tracker.commitments.rules import OPEN, OWED, Status
from tracker.regions.rules import WorkingCalendar
from tracker.reminders.rules import Audience, Rung

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)

MOST_ITEMS = 200
"""Commitments of one agenda; no meeting speaks of more."""

QUIET_FOR = timedelta(hours=3)
"""A meeting in which nothing was decided for so long is over, closed or not: whoever it concerns is told."""


class MeetingState(StrEnum):
    """A meeting is prepared, goes on, may be paused, and is closed for ever."""

    PREPARED = "prepared"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"


class Choice(StrEnum):
    """What a meeting may decide about a commitment."""

    VERIFY = "verify"
    SEND_BACK = "send back"
    EXTEND = "extend"
    ESCALATE = "escalate"
    NOTE = "note"
    ASK_REPORT = "ask report"


@dataclass(frozen=True)
class Deciding:
    """A decision: its key, the statuses in which it makes sense, and what must be given with it."""

    key: str
    when: frozenset[Status]
    words: bool = False
    day: bool = False
    post: bool = False


DECISIONS: dict[Choice, Deciding] = {
    Choice.VERIFY: Deciding("v", frozenset({Status.PROPOSED_DONE})),
    Choice.SEND_BACK: Deciding("s", frozenset({Status.PROPOSED_DONE}), words=True),
    Choice.EXTEND: Deciding("e", OWED, words=True, day=True),
    Choice.ESCALATE: Deciding("k", OPEN, words=True, post=True),
    Choice.NOTE: Deciding("o", frozenset(Status), words=True),
    Choice.ASK_REPORT: Deciding("r", OPEN, day=True),
}
"""In the order of the page. A new decision is a line here, an act in `actions.deciding` and words in `views.words`."""


def offered(status: Status) -> tuple[Choice, ...]:
    """What may be decided about a commitment as it stands."""
    return tuple(choice for choice, how in DECISIONS.items() if status in how.when)


class Refusal(StrEnum):
    """Why something was not done in a meeting."""

    EMPTY = "empty"
    NOT_RUNNING = "not running"
    CLOSED = "closed"
    CHANGED = "changed"
    NOT_OFFERED = "not offered"
    WORDS_MISSING = "words missing"
    DAY_MISSING = "day missing"
    DAY_PAST = "day past"
    POST_MISSING = "post missing"
    NOTHING_TO_UNDO = "nothing to undo"
    TOLD = "told"
    UNKNOWN = "unknown"


class Refused(Exception):
    """Nothing was written."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def check(
    choice: Choice, status: Status, *, said: str, day: date | None, post: object | None, today: date
) -> None:
    """Refused when the decision does not fit the commitment, or lacks what it needs."""
    how = DECISIONS[choice]
    if status not in how.when:
        raise Refused(Refusal.NOT_OFFERED)
    if how.words and not said:
        raise Refused(Refusal.WORDS_MISSING)
    if how.day and day is None:
        raise Refused(Refusal.DAY_MISSING)
    if how.day and day is not None and day < today:
        raise Refused(Refusal.DAY_PAST)
    if how.post and post is None:
        raise Refused(Refusal.POST_MISSING)


class Ahead(StrEnum):
    """Days that a meeting likes to set."""

    WEEK = "one week"
    TWO_WEEKS = "two weeks"
    MONTH_END = "end of month"


def presets(today: date, calendar: WorkingCalendar) -> dict[Ahead, date]:
    """The day of each, always a working one: a week ends on the next working day, a month on its last.

    At the end of a month, when its last working day has come, the next month's is meant.
    """
    ends = _month_end(today, calendar)
    if ends <= today:
        ends = _month_end(_next_month(today), calendar)
    return {
        Ahead.WEEK: _on_or_after(today + WEEK, calendar),
        Ahead.TWO_WEEKS: _on_or_after(today + 2 * WEEK, calendar),
        Ahead.MONTH_END: ends,
    }


def _on_or_after(day: date, calendar: WorkingCalendar) -> date:
    return day if calendar.is_working(day) else calendar.add(day, 1)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _month_end(day: date, calendar: WorkingCalendar) -> date:
    return calendar.add(_next_month(day), -1)


def next_above(ladder: Sequence[Rung], late: int, *, owner_post: int, leaders: Iterable[int]) -> int | None:
    """The post that the ladder would tell next of something `late` working days late; above the ladder, a leader.

    None where the region has neither.
    """
    leading = next(iter(leaders), None)
    for rung in sorted(ladder, key=lambda rung: rung.after_days):
        if rung.after_days <= late or rung.audience is Audience.OWNER:
            continue
        post = rung.post_id if rung.audience is Audience.POST else leading
        if post is not None and post != owner_post:
            return post
    return leading


class Place(NamedTuple):
    """Where an item stands on the agenda; `number` counts from 1. None: there is no item before or after."""

    number: int
    all: int
    before: int | None
    after: int | None


def place(ids: Sequence[int], current: int | None) -> Place:
    """The place of the current item; one that is not there is the first."""
    at = ids.index(current) if current in ids else 0
    return Place(at + 1, len(ids), ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None)


def fingerprint(record: dict[str, Any]) -> str:
    """SHA-256 of the minutes: the same content has the same one on every machine."""
    plain = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
