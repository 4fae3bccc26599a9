"""Which days the heading of the minutes could mean, when its weekday and its date disagree. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.minutes.rules.calendar import WEEKDAY, WEEKDAYS


def days_meant(held_on: date, written: date | None, date_text: str | None) -> list[date]:
    """The day of the forum first, then what the text writes, then the day of the written weekday nearest to that."""
    days = [held_on]
    if written:
        days.append(written)
        if named := re.search(WEEKDAY, date_text or "", re.I):
            days.append(_nearest(written, WEEKDAYS[named[0].lower()]))
    return list(dict.fromkeys(days))


def _nearest(day: date, weekday: int) -> date:
    """At most three days before or after."""
    return day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)
