"""Whether a promise was kept in time: by its first due date, by the one that holds now, late, or still open. Pure.

Counted are published commitments with a first due date; withdrawn ones, what cannot be done, and what never had a date
at first are not. Done is done on the day, in the region's zone, on which the owner proposed it in the report that was
then accepted; the days a reviewer took are not the owner's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.commitments.rules import Status

DONE = frozenset({Status.VERIFIED, Status.RATIFIED})
NOT_COUNTED = frozenset({Status.WITHDRAWN, Status.CANNOT_BE_DONE})


class Keeping(StrEnum):
    """How one promise was kept, today."""

    BY_FIRST = "by the first date"
    BY_LATER = "by the later date"
    LATE = "late"
    OPEN_LATE = "open and late"
    WAITING = "waiting for verification"
    RUNNING = "open, first date missed"
    AHEAD = "not due yet"


def keeping(
    status: Status, *, first: date | None, due_on: date | None, done_on: date | None, today: date
) -> Keeping | None:
    """None for what is not counted. What waits for its verification is counted once that is given."""
    if first is None or due_on is None or status in NOT_COUNTED:
        return None
    if status in DONE:
        if done_on is None:
            return None
        if done_on <= first:
            return Keeping.BY_FIRST
        return Keeping.BY_LATER if done_on <= due_on else Keeping.LATE
    if status is Status.PROPOSED_DONE:
        return Keeping.WAITING
    if today > due_on:
        return Keeping.OPEN_LATE
    return Keeping.RUNNING if today > first else Keeping.AHEAD


@dataclass(frozen=True)
class Rate:
    """How many promises were kept in which way, of those whose first due date lies in a period."""

    by_first: int = 0
    by_later: int = 0
    late: int = 0
    open_late: int = 0
    waiting: int = 0
    running: int = 0
    ahead: int = 0

    @property
    def due(self) -> int:
        """Those whose first date has come, or that were done before it."""
        return self.by_first + self.by_later + self.late + self.open_late + self.running

    @property
    def due_now(self) -> int:
        """Those whose date that holds now has come, or that were done before it."""
        return self.due - self.running

    @property
    def first_rate(self) -> float | None:
        """Share done by the first date, 0 to 1; None where nothing was due yet."""
        return self.by_first / self.due if self.due else None

    @property
    def current_rate(self) -> float | None:
        """Share done by the date that holds now, with all extensions, 0 to 1; None where nothing was due yet."""
        return (self.by_first + self.by_later) / self.due_now if self.due_now else None

    def __add__(self, other: Rate) -> Rate:
        return Rate(*(a + b for a, b in zip(self.parts, other.parts, strict=True)))

    @property
    def parts(self) -> tuple[int, ...]:
        """In the order of `Keeping`."""
        return self.by_first, self.by_later, self.late, self.open_late, self.waiting, self.running, self.ahead
