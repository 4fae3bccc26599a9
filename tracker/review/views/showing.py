"""The board of the Sekda office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.extensions import reads_only
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience, Duty
from tracker.regions.rules import WorkingCalendar, local_day
from tracker.review import queries
from tracker.review.facets import shortened
from tracker.review.models import KeptView
from tracker.review.ordering import place_of
from tracker.review.queries import Shown
from tracker.review.rules import Band, Edges, Filters, Sort, Tab
from tracker.review.views.asked import asked
from tracker.review.views.blueprint import pages


@pages.get("/review")
@access.only(Audience.REVIEWER, Audience.LEADER)
@reads_only
def board() -> ResponseReturnValue:
    """What is late, waiting, asked for or obstructed. Filters stand in the address. Nine queries."""
    on = asked()
    see, filters = on.see, on.filters
    kept = queries.kept_views(access.asker(), see.region_id)
    if first := _opens_first(kept):
        return redirect(f"{url_for('.board')}?{urlencode({'region': see.region_id})}&{first.query}")
    found = queries.shown(filters, see)
    rows, more = found[: queries.PAGE], len(found) > queries.PAGE
    counts, facets = queries.counts(filters, see)
    return render_template(
        "review/board.html",
        held=on.held,
        places=on.places,
        may_act=on.may_act,
        wide=see.wide,
        may_keep=access.asker().holding(see.region_id, Duty.REVIEWER) is not None,
        today=see.today,
        filters=filters,
        counts=counts,
        facets=facets,
        offices=shortened(facets.offices, filters.office, filters),
        forums=shortened(facets.forums, filters.forum, filters),
        regions=shortened(facets.places, filters.place, filters),
        groups=_grouped(rows, filters, see.today, see.bounds),
        holders=people.in_posts({row.owner_post_id for row in rows}, today=see.today),
        waited=_waited(rows, on.days, on.held.zone, see.today) if filters.tab is Tab.WAITING else {},
        next_page=filters.address(after=place_of(rows[-1], filters)) if more else None,
        kept=kept,
        own=[view for view in kept if view.person_id == access.asker().person_id],
    )


def _opens_first(kept: Sequence[KeptView]) -> KeptView | None:
    """The view that the person wants first, where the address asks for nothing but a region."""
    if request.args.keys() - {"region"}:
        return None
    return next((view for view in kept if view.first and view.person_id == access.asker().person_id), None)


def _grouped(
    page: list[Shown], filters: Filters, today: date, bounds: Edges
) -> list[tuple[Band | None, list[Shown]]]:
    """The page in bands of age; one group without a name where age is not the question."""
    if filters.tab is not Tab.OVERDUE or filters.sort is not Sort.USUAL:
        return [(None, page)] if page else []
    return [
        (band, list(rows)) for band, rows in groupby(page, key=lambda row: bounds.band(row.due_on or today))
    ]


def _waited(page: list[Shown], days: WorkingCalendar, zone: str, today: date) -> dict[int, int]:
    """Working days each has waited for its verification."""
    since: dict[int, datetime] = {row.id: row.proposed_at for row in page if row.proposed_at}
    return {number: days.count(local_day(at, zone), today) for number, at in since.items()}
