"""What a changed calendar does to a weekly digest that is still to come."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from tracker.regions.rules import WorkingCalendar, moment, monday_of
from tracker.reminders.queries.places import place
from tracker.reminders.rules import digest_day


class DigestShift(NamedTuple):
    """The digest day of a week before and after a change; None: no working day is left in that week."""

    before: date | None
    after: date | None


def digest_shift(
    region_id: int, day: date, before: WorkingCalendar, after: WorkingCalendar, *, at: datetime
) -> DigestShift | None:
    """By the region's habit, in the week of `day`; None when nothing moves or the digest has gone out. One query."""
    where, monday = place(region_id), monday_of(day)
    shift = DigestShift(*(digest_day(monday, where.plan.weekday, days) for days in (before, after)))
    first = shift.before or shift.after
    if shift.before == shift.after or first is None:
        return None
    return shift if at < moment(first, where.plan.sends_at, where.zone) else None
