"""Which days the heading of the minutes could mean, when its weekday and its date disagree. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from tracker.minutes.rules.calendar import WEEKDAY, WEEKDAYS
from tracker.minutes.rules.judging import proposals
from tracker.minutes.rules.reader import Reader

MOST = 3
"""Due dates shown beside a day: enough to tell the days apart."""


def days_meant(held_on: date, written: date | None, date_text: str | None) -> list[date]:
    """The day of the forum first, then what the text writes, then the day of the written weekday nearest to that."""
    days = [held_on]
    if written:
        days.append(written)
        if named := re.search(WEEKDAY, date_text or "", re.I):
            days.append(_nearest(written, WEEKDAYS[named[0].lower()]))
    return list(dict.fromkeys(days))


def dues_by_day(
    text: str, days: Sequence[date], holidays: Collection[date]
) -> dict[date, list[tuple[str, date | None]]]:
    """For each day the words and the due date of the first commitments whose due dates differ between the days."""
    read = {
        day: {one.start: one for one in proposals(list(Reader.of(text, day, holidays).findings()))}
        for day in days
    }
    everywhere = set.intersection(*(set(found) for found in read.values()))
    apart = [at for at in sorted(everywhere) if len({found[at].due_on for found in read.values()}) > 1][:MOST]
    return {
        day: [(found[at].deadline_text or "", found[at].due_on) for at in apart]
        for day, found in read.items()
    }


def _nearest(day: date, weekday: int) -> date:
    """At most three days before or after."""
    return day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)
