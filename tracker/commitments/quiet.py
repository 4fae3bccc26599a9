"""What has no due date is asked about when nothing was heard of it for long. Pure."""

from __future__ import annotations

from datetime import date

from tracker.commitments.rules import EventKind

QUIET_DAYS = 30
"""Calendar days, in the region's zone, from the last word or from publishing."""

HEARD = frozenset(
    {
        EventKind.PROGRESS,
        EventKind.PROPOSED_DONE,
        EventKind.OBSTRUCTED,
        EventKind.ASKED_FOR_TIME,
        EventKind.COMMENTED,
        EventKind.HANDED_OVER,
        EventKind.CAME_ROUND,
    }
)
"""Steps after which an owner is left in peace for a while: a word of theirs, or that it has just become theirs."""


def is_quiet(last_heard_on: date | None, published_on: date, *, today: date) -> bool:
    """Whether to ask how it stands: nothing for thirty days, counted from publishing at first."""
    return (today - (last_heard_on or published_on)).days >= QUIET_DAYS
