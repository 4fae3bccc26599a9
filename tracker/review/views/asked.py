"""What an address of the board asks for: a region, filters, and the day on which they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import abort, request

from tracker import clock
from tracker.people import access
from tracker.people.access import Duty
from tracker.people.rules import Holding
from tracker.regions.queries import calendar_of
from tracker.regions.rules import WorkingCalendar, local_day
from tracker.review.rules import Edges, Filters, edges


@dataclass(frozen=True)
class Asked:
    """One region as the person who asks may see it, on its own day."""

    held: Holding
    places: tuple[Holding, ...]
    filters: Filters
    at: datetime
    today: date
    days: WorkingCalendar
    bounds: Edges

    @property
    def may_act(self) -> bool:
        return access.asker().holding(self.held.region_id, Duty.REVIEWER) is not None


def asked() -> Asked:
    """404 for a region in which the person neither reviews nor leads. One query."""
    filters, at = Filters.read(request.args), clock.now()
    places = _places()
    held = places.get(filters.region or next(iter(places))) or abort(404)
    today = local_day(at, held.zone)
    days = calendar_of(held.region_id, [today.year])
    return Asked(held, tuple(places.values()), filters, at, today, days, edges(today, days))


def _places() -> dict[int, Holding]:
    """The regions in which the person reviews or leads; a board shows one of them, else the first."""
    places: dict[int, Holding] = {}
    for held in access.asker().holdings:
        if held.duty in (Duty.REVIEWER, Duty.LEADER):
            places.setdefault(held.region_id, held)
    return places
