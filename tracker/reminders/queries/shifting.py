"""What a changed calendar does to a weekly digest that is still to come."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tracker.regions.rules import WorkingCalendar, monday_of
from tracker.reminders.queries.places import place
from tracker.reminders.rules import digest_day


class DigestShift(NamedTuple):
    """The digest day of a week before and after a change; None: no working day is left in that week."""

    before: date | None
    after: date | None


def digest_shift(
    region_id: int, day: date, before: WorkingCalendar, after: WorkingCalendar, *, today: date
) -> DigestShift | None:
    """By the region's habit, in the week of `day`; None when nothing moves or the digest has gone out. One query."""
    monday, weekday = monday_of(day), place(region_id).plan.weekday
    shift = DigestShift(digest_day(monday, weekday, before), digest_day(monday, weekday, after))
    to_come = [slot for slot in shift if slot and slot >= today]
    return shift if shift.before != shift.after and to_come else None
