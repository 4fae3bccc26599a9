"""The board of the Sekda office."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.commitments import queries as commitments
from tracker.commitments.models import Commitment
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience, Duty
from tracker.people.rules import Holding
from tracker.regions.queries import calendar_of
from tracker.regions.rules import WorkingCalendar, local_day
from tracker.review import queries
from tracker.review.rules import Band, Edges, Filters, Tab, edges

pages = Blueprint("review", __name__)


@pages.get("/review")
@access.only(Audience.REVIEWER, Audience.LEADER)
def board() -> ResponseReturnValue:
    """What is late, waiting, asked for or obstructed in one region. Filters stand in the address. Nine queries."""
    filters, at = Filters.read(request.args), clock.now()
    places = _places()
    held = places.get(filters.region or next(iter(places))) or abort(404)
    today = local_day(at, held.zone)
    days = calendar_of(held.region_id, [today.year])
    bounds = edges(today, days)
    rows = queries.rows(held.region_id, filters, today, bounds)
    page, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    return render_template(
        "review/board.html",
        held=held,
        places=places.values(),
        may_act=access.asker().holding(held.region_id, Duty.REVIEWER) is not None,
        today=today,
        filters=filters,
        counts=queries.tab_counts(held.region_id, today),
        facets=queries.facets(held.region_id, filters, today, bounds),
        groups=_grouped(page, filters, today, bounds),
        holders=people.holders({row.owner_post_id for row in page}, today=today),
        updates=commitments.latest_updates([row.id for row in page]),
        waited=_waited(page, days, held.zone, today) if filters.tab is Tab.WAITING else {},
        next_page=filters.address(after=(page[-1].due_on or date.max, page[-1].id)) if more else None,
    )


def _places() -> dict[int, Holding]:
    """The regions in which the person reviews or leads; a board shows one of them, else the first."""
    places: dict[int, Holding] = {}
    for held in access.asker().holdings:
        if held.duty in (Duty.REVIEWER, Duty.LEADER):
            places.setdefault(held.region_id, held)
    return places


def _grouped(
    page: list[Commitment], filters: Filters, today: date, bounds: Edges
) -> list[tuple[Band | None, list[Commitment]]]:
    """The page in bands of age; one group without a name where age is not the question."""
    if filters.tab is not Tab.OVERDUE:
        return [(None, page)] if page else []
    return [
        (band, list(rows)) for band, rows in groupby(page, key=lambda row: bounds.band(row.due_on or today))
    ]


def _waited(page: list[Commitment], days: WorkingCalendar, zone: str, today: date) -> dict[int, int]:
    """Working days each has waited for its verification."""
    since: dict[int, datetime] = {row.id: row.proposed_at for row in page if row.proposed_at}
    return {number: days.count(local_day(at, zone), today) for number, at in since.items()}
