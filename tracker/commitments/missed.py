"""The days on which a due date was missed, worked out from the steps of a commitment's story. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tracker.commitments.rules import DAY, OWED, Status


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
