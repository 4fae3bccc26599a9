"""How promises were kept in time: by office and by forum, against the first date and the one that holds now."""

from __future__ import annotations

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.commitments.kept import Rate
from tracker.people import access
from tracker.people.access import Audience
from tracker.review import timeliness
from tracker.review.views.asked import asked
from tracker.review.views.blueprint import pages
from tracker.shell.addresses import number

YEARS = 5


@pages.get("/review/kept")
@access.only(Audience.REVIEWER, Audience.LEADER)
def kept() -> ResponseReturnValue:
    """Of what was first due in a year, this one unless asked otherwise: kept, kept late, still open. Four queries."""
    see = asked()
    wanted = request.args.get("year", type=number)
    years = range(see.today.year, see.today.year - YEARS, -1)
    year = wanted if wanted is not None and wanted in years else see.today.year
    offices = timeliness.by_office(see.held.region_id, year, see.today)
    forums = timeliness.by_forum(see.held.region_id, year, see.today)
    return render_template(
        "review/kept.html",
        held=see.held,
        places=see.places,
        filters=see.filters,
        today=see.today,
        until_on=min(see.today, date(year, 12, 31)),
        year=year,
        years=years,
        offices=offices,
        forums=forums,
        total=sum((line.rate for line in offices), start=Rate()),
    )
