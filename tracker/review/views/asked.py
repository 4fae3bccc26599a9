"""What an address of the board asks for: a region, filters, and the day on which they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import abort, request

from tracker import clock
from tracker.people import access
from tracker.people.access import Duty
from tracker.people.rules import Holding
from tracker.regions.rules import WorkingCalendar
from tracker.review.queries import sight
from tracker.review.rules import Filters, Sight


@dataclass(frozen=True)
class Asked:
    """One region as the person who asks may see it, on its own day; or it and all below."""

    held: Holding
    places: tuple[Holding, ...]
    filters: Filters
    at: datetime
    see: Sight
    days: WorkingCalendar

    @property
    def today(self) -> date:
        """The day in the region that is shown."""
        return self.see.today

    @property
    def may_act(self) -> bool:
        """A wide view is for reading: each region's own reviewers act."""
        return not self.see.wide and access.asker().holding(self.held.region_id, Duty.REVIEWER) is not None


def asked() -> Asked:
    """404 for a region in which the person neither reviews nor leads. One query, two for a wide view."""
    filters, at = Filters.read(request.args), clock.now()
    places = places_of_asker()
    held = places.get(filters.region or next(iter(places))) or abort(404)
    if filters.below and not held.oversees:
        abort(404)
    see, days = sight(access.asker(), held.region_id, held.zone, wide=filters.below, at=at)
    return Asked(held, tuple(places.values()), filters, at, see, days)


def places_of_asker() -> dict[int, Holding]:
    """The regions in which the person reviews or leads; a board shows one of them, else the first."""
    places: dict[int, Holding] = {}
    for held in access.asker().holdings:
        if held.duty in (Duty.REVIEWER, Duty.LEADER):
            places.setdefault(held.region_id, held)
    return places
