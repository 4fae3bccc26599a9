"""Over which regions a board looks, and on which day."""

from __future__ import annotations

from datetime import datetime

from tracker.people.rules import Asker
from tracker.regions.queries import below, calendar_of
from tracker.regions.rules import WorkingCalendar, local_day, moment
from tracker.review.rules import QUIET_AFTER, Sight, edges


def sight(
    asker: Asker, region_id: int, zone: str, *, wide: bool, at: datetime
) -> tuple[Sight, WorkingCalendar]:
    """One region, or it and all below; on the day that it is there. One query, two for a wide view."""
    today = local_day(at, zone)
    days = calendar_of(region_id, [today.year])
    quiet = moment(today - QUIET_AFTER, 0, zone)
    regions = below(region_id) if wide else frozenset({region_id})
    return Sight(asker, region_id, regions, today, edges(today, days), quiet), days
