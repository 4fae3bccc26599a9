"""Random histories of promises: when each was published, what its owner and the reviewers did, told day by day."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.commitments.rules import OWED, EventKind, Status

DAY = timedelta(days=1)


class Change(NamedTuple):
    """What happened to a commitment, and how it stood after that."""

    at: datetime
    kind: EventKind
    status: Status
    due_on: date
    asked: bool


@dataclass
class Promise:
    """One commitment's whole story, known before the clock starts."""

    number: int
    post_id: int
    zone: str
    changes: list[Change] = field(default_factory=list)

    def standing(self, at: datetime) -> Change | None:
        """How it stands at a moment; None before it was published."""
        place = bisect_right(self.changes, at, key=lambda change: change.at)
        return self.changes[place - 1] if place else None

    def asks(self, at: datetime) -> bool:
        """Whether it is the owner's turn."""
        now = self.standing(at)
        return now is not None and now.status in OWED and not now.asked

    def waited_on(self, at: datetime) -> set[date]:
        """The days until a moment on which it waited for a reviewer, even in part, as was known then."""
        known = [change for change in self.changes if change.at <= at]
        days: set[date] = set()
        for change, following in zip(known, [*known[1:], None], strict=True):
            if change.status is Status.PROPOSED_DONE or change.asked:
                first, last = self.day(change.at), self.day(following.at if following else at)
                days |= {first + n * DAY for n in range((last - first).days + 1)}
        return days

    def day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date()


def history(number: int, post_id: int, zone: str, begin: datetime, end: datetime, random: Random) -> Promise:
    """A promise published some time between, and what became of it until it was closed or the clock stops."""
    promise = Promise(number, post_id, zone)
    at = begin + random.random() * (end - begin)
    due_on = promise.day(at) + timedelta(days=random.choice([-20, 2, 5, 10, 30, 60, 90]))
    now = Change(at, EventKind.PUBLISHED, Status.NOT_STARTED, due_on, asked=False)
    while True:
        promise.changes.append(now)
        now = _following(now, promise, random)
        if now.at >= end or promise.changes[-1].status not in {*OWED, Status.PROPOSED_DONE}:
            return promise


def _following(now: Change, promise: Promise, random: Random) -> Change:
    if now.asked:
        return _answer_about_time(now, promise, random)
    if now.status is Status.PROPOSED_DONE:
        return _verdict(now, random)
    at = now.at + timedelta(days=random.expovariate(1 / 25), minutes=1)
    step = random.choices(["progress", "done", "time", "withdrawn"], [4, 4, 3, 1])[0]
    if step == "progress":
        status = now.status if now.status is Status.SENT_BACK else Status.IN_PROGRESS
        return Change(at, EventKind.PROGRESS, status, now.due_on, asked=False)
    if step == "done":
        return Change(at, EventKind.PROPOSED_DONE, Status.PROPOSED_DONE, now.due_on, asked=False)
    if step == "time":
        return Change(at, EventKind.ASKED_FOR_TIME, now.status, now.due_on, asked=True)
    return Change(at, EventKind.OBSTRUCTED, Status.WITHDRAWN, now.due_on, asked=False)


def _answer_about_time(now: Change, promise: Promise, random: Random) -> Change:
    at = now.at + timedelta(days=random.uniform(0.1, 15))
    if random.random() < 0.5:
        return Change(at, EventKind.TIME_REFUSED, now.status, now.due_on, asked=False)
    due_on = max(promise.day(at), now.due_on) + timedelta(days=random.randint(1, 50))
    return Change(at, EventKind.TIME_GRANTED, now.status, due_on, asked=False)


def _verdict(now: Change, random: Random) -> Change:
    at = now.at + timedelta(days=random.uniform(0.1, 15))
    verdict = random.choices(["verified", "sent back", "taken back"], [5, 4, 1])[0]
    if verdict == "verified":
        return Change(at, EventKind.VERIFIED, Status.VERIFIED, now.due_on, asked=False)
    if verdict == "sent back":
        return Change(at, EventKind.SENT_BACK, Status.SENT_BACK, now.due_on, asked=False)
    return Change(at, EventKind.OBSTRUCTED, Status.IN_PROGRESS, now.due_on, asked=False)
