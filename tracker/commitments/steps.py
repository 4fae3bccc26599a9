"""What the steps of a story tell about its days. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tracker.commitments.rules import DAY, OWED, EventKind, Status

SAID_IN_MEETINGS = frozenset({EventKind.ESCALATED, EventKind.NOTED_IN_MEETING, EventKind.ASKED_TO_REPORT})
"""What a meeting writes into the story without changing anything."""

NO_STEPS = SAID_IN_MEETINGS | {
    EventKind.DECIDED, EventKind.TOLD_IN_FORUM, EventKind.COMMENTED, EventKind.CONFIRMED, EventKind.NOT_RATIFIED,
    EventKind.PART_ASKED, EventKind.PART_REPORTED, EventKind.DELEGATED, EventKind.DELEGATION_ENDED,
}  # fmt: skip
"""Entries of the story that leave status and due date alone: days that were missed are counted without them."""


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
