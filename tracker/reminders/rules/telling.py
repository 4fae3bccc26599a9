"""What belongs in a mail, whose turn it is to get one, and the name of each message. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from tracker.commitments.burning import Burning, burning
from tracker.commitments.rules import Status
from tracker.regions.rules import local_day

QUIET_AFTER = timedelta(days=28)
"""How long an office may say nothing about what is overdue before the reviewers hear that it is silent."""

ASKED = (Burning.OVERDUE, Burning.SENT_BACK, Burning.THIS_WEEK, Burning.QUIET)
"""The parts of an owner's digest, in their order."""


class Refusal(StrEnum):
    """Why nobody can be reminded now."""

    NOTHING_OVERDUE = "nothing overdue"


class Refused(Exception):
    """A reminder that may not be asked for; nothing was written."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


class Turn(StrEnum):
    """What a round may send to one person; `wait`: not now, perhaps at a later one."""

    DIGEST = "digest"
    NOTICE = "notice"
    WAIT = "wait"


def turn_of(
    at: datetime,
    digest_at: datetime | None,
    zone: str,
    *,
    digested: bool,
    had_scheduled: bool,
    had_by_hand: bool,
) -> Turn:
    """A person's turn in a round at this moment; `digest_at` is the digest planned for this week, if any.

    At most one scheduled mail a day: notices go into a digest that is to come later today, and after a reminder by
    hand they wait for another day. The digest does come after one: it is the heartbeat.
    """
    if had_scheduled:
        return Turn.WAIT
    if digest_at and not digested:
        if digest_at <= at:
            return Turn.DIGEST
        if local_day(digest_at, zone) == local_day(at, zone):
            return Turn.WAIT
    return Turn.WAIT if had_by_hand else Turn.NOTICE


def part_of(
    status: Status, due_on: date | None, *, asked_for_time: bool, today: date, quiet: bool = False
) -> Burning | None:
    """Where an owner's digest tells of a commitment; None: nothing is asked of the owner now.

    `quiet`: without a date, and nothing was heard for thirty days.

    News of progress or of an obstacle changes nothing here: only an answer that makes it the reviewer's turn, or one
    that closes or moves it, silences what is late.
    """
    part = burning(status, due_on, asked_for_time=asked_for_time, today=today, quiet=quiet)
    return part if part in ASKED else None


def silent(last_heard_on: date | None, published_on: date, *, today: date) -> bool:
    """Whether an office owes news of something overdue: none for four weeks, counted from publishing at first."""
    return today - max(last_heard_on or published_on, published_on) > QUIET_AFTER


def key(kind: str, period: str, region: str, person_id: int) -> str:
    """Names one person's message of a kind and period in a region, so that nothing can queue it twice.

    By person, not by post: whoever holds two posts gets one mail that tells of both.
    """
    return f"{kind.replace(' ', '-')}/{period}/{region}/person-{person_id}"
