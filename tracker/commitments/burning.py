"""The parts of an owner's list: what burns comes first. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from tracker.commitments.rules import Standing, Status, standing


class Burning(StrEnum):
    """The parts of an owner's list, in the order in which they want an answer."""

    OVERDUE = "overdue"
    SENT_BACK = "sent back"
    THIS_WEEK = "this week"
    QUIET = "quiet"
    LATER = "later"
    WAITING = "waiting for others"
    DONE = "done this year"


def burning(
    status: Status, due_on: date | None, *, asked_for_time: bool, today: date, quiet: bool = False
) -> Burning:
    """Where a commitment stands in its owner's list; a request waits for the reviewer, not for the owner.

    `quiet`: nothing was heard of it for a month, which is asked about where no date asks.
    """
    now = standing(status, due_on, today=today)
    if now is Standing.CLOSED:
        return Burning.DONE
    if now is Standing.WAITING or asked_for_time:
        return Burning.WAITING
    if now is Standing.OVERDUE:
        return Burning.OVERDUE
    if status is Status.SENT_BACK:
        return Burning.SENT_BACK
    if now is Standing.UNDATED and quiet:
        return Burning.QUIET
    return Burning.THIS_WEEK if now is Standing.DUE_SOON else Burning.LATER
