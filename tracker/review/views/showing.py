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
from tracker.review.rules import Band, Edges, Filters, Tab
from tracker.review.views.asked import asked
from tracker.review.views.blueprint import pages


@pages.get("/review")
@access.only(Audience.REVIEWER, Audience.LEADER)
def board() -> ResponseReturnValue:
    """What is late, waiting, asked for or obstructed in one region. Filters stand in the address. Nine queries."""
    see = asked()
    region_id, filters, today = see.held.region_id, see.filters, see.today
    rows = queries.rows(region_id, filters, today, see.bounds)
    page, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    return render_template(
        "review/board.html",
        held=see.held,
        places=see.places,
        may_act=see.may_act,
        today=today,
        filters=filters,
        counts=queries.tab_counts(region_id, today, filters.words),
        facets=queries.facets(region_id, filters, today, see.bounds),
        groups=_grouped(page, filters, today, see.bounds),
        holders=people.holders({row.owner_post_id for row in page}, today=today),
        updates=commitments.latest_updates([row.id for row in page]),
        waited=_waited(page, see.days, see.held.zone, today) if filters.tab is Tab.WAITING else {},
        next_page=filters.address(after=(page[-1].due_on or date.max, page[-1].id)) if more else None,
    )


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
