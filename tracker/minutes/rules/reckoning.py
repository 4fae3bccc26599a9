"""How the words of a deadline became the first due date: kept with the commitment, told on its page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from tracker.minutes.rules.calendar import plus_days
from tracker.minutes.rules.deadlines import deadline
from tracker.minutes.rules.durations import spans
from tracker.minutes.rules.gates import Said

SATURDAY = 5


def reckoned(words: str, held_on: date, due_on: date | None, holidays: Collection[date]) -> dict[str, Any]:
    """`kind` and what it was counted by, as JSON; empty without words or date.

    `kind`: "working days" with `count` and the days `off` that were passed over, "days" or "months" with `count`,
    "written" for a date that the words name, "other" for one that the reviewer set against them.
    """
    if not words or due_on is None:
        return {}
    for span in spans(Said.of(words), held_on, holidays, bare=True):
        if span.on == due_on and span.count:
            return _counted(span.unit, span.count, held_on, due_on, holidays)
    read = deadline(words, held_on, holidays, cell=True)
    return {"kind": "written" if read and read.due_on == due_on else "other"}


def _counted(
    unit: str, count: int, held_on: date, due_on: date, holidays: Collection[date]
) -> dict[str, Any]:
    counted: dict[str, Any] = {"kind": unit, "count": count}
    if unit == "working days":
        between = (plus_days(held_on, number) for number in range(1, (due_on - held_on).days))
        off = [day for day in between if day and day.weekday() < SATURDAY and day in holidays]
        counted["off"] = [day.isoformat() for day in off]
    return counted
