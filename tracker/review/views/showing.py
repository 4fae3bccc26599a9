"""The board of the Sekda office."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.commitments import queries as commitments
from tracker.commitments.models import Commitment
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.regions.rules import WorkingCalendar, local_day
from tracker.review import queries
from tracker.review.facets import shortened
from tracker.review.ordering import place_of
from tracker.review.rules import Band, Edges, Filters, Sort, Tab
from tracker.review.views.asked import asked
from tracker.review.views.blueprint import pages


@pages.get("/review")
@access.only(Audience.REVIEWER, Audience.LEADER)
def board() -> ResponseReturnValue:
    """What is late, waiting, asked for or obstructed in one region. Filters stand in the address. Nine queries."""
    on = asked()
    see, filters, today = on.see, on.filters, on.see.today
    rows = queries.rows(filters, see)
    page, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    counts, facets = queries.counts(filters, see)
    return render_template(
        "review/board.html",
        held=on.held,
        places=on.places,
        may_act=on.may_act,
        wide=see.wide,
        today=today,
        filters=filters,
        counts=counts,
        facets=facets,
        offices=shortened(facets.offices, filters.office, filters),
        forums=shortened(facets.forums, filters.forum, filters),
        groups=_grouped(page, filters, today, see.bounds),
        holders=people.holders({row.owner_post_id for row in page}, today=today),
        updates=commitments.latest_updates([row.id for row in page]),
        waited=_waited(page, on.days, on.held.zone, today) if filters.tab is Tab.WAITING else {},
        next_page=filters.address(after=place_of(page[-1], filters)) if more else None,
    )


def _grouped(
    page: list[Commitment], filters: Filters, today: date, bounds: Edges
) -> list[tuple[Band | None, list[Commitment]]]:
    """The page in bands of age; one group without a name where age is not the question."""
    if filters.tab is not Tab.OVERDUE or filters.sort is not Sort.USUAL:
        return [(None, page)] if page else []
    return [
        (band, list(rows)) for band, rows in groupby(page, key=lambda row: bounds.band(row.due_on or today))
    ]


def _waited(page: list[Commitment], days: WorkingCalendar, zone: str, today: date) -> dict[int, int]:
    """Working days each has waited for its verification."""
    since: dict[int, datetime] = {row.id: row.proposed_at for row in page if row.proposed_at}
    return {number: days.count(local_day(at, zone), today) for number, at in since.items()}
