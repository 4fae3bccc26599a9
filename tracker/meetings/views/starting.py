"""The list of meetings, and a new one about the list of the board."""

from __future__ import annotations

from datetime import datetime

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.commitments.models import Commitment
from tracker.extensions import db
from tracker.meetings import actions, queries
from tracker.meetings.forms import Order, StartForm
from tracker.meetings.models import Meeting
from tracker.meetings.rules import MOST_ITEMS, Refused
from tracker.meetings.views.blueprint import pages
from tracker.meetings.words import REFUSALS, STATES
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.rules import Duty
from tracker.reminders.rules.ladder import Seat, fitting
from tracker.review import queries as review
from tracker.review.views.asked import Asked, asked
from tracker.shell.dates import day

SEKDA = ("sekretaris daerah", "sekda")


@pages.get("/meetings")
@access.only(Audience.REVIEWER, Audience.LEADER)
def index() -> ResponseReturnValue:
    """The meetings of the person's regions, the latest first."""
    return render_template(
        "meetings/index.html",
        listed=queries.listed_for(access.asker()),
        states=STATES,
        may_start=bool(access.asker().regions(Duty.REVIEWER)),
    )


@pages.route("/meetings/new", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def new() -> ResponseReturnValue:
    """The filters of the board stand in the address; what they leave becomes the agenda. A region meets alone."""
    see = asked()
    if see.see.wide:
        abort(404)
    access.acting(see.held.region_id, Duty.REVIEWER)
    rows = [found.row for found in review.rows(see.filters, see.see, limit=MOST_ITEMS)]
    form = StartForm(data=_prefilled(see, rows))
    if form.validate_on_submit():
        meeting = _prepared(form, see, rows, see.at)
        if meeting:
            db.session.commit()
            return redirect(url_for(".room" if meeting.running else ".meeting", meeting_id=meeting.id), 303)
    html = render_template(
        "meetings/new.html", form=form, see=see, rows=rows, most=MOST_ITEMS, here=see.filters.address()
    )
    return html, (422 if form.errors else 200)


def _prepared(form: StartForm, see: Asked, rows: list[Commitment], at: datetime) -> Meeting | None:
    """None: refused, and the form says why."""
    by = access.acting(see.held.region_id, Duty.REVIEWER)
    agenda = sorted(rows, key=lambda row: row.office.name) if form.order.data == Order.OFFICE else rows
    try:
        meeting = actions.prepare(see.held.region_id, [row.id for row in agenda], by=by, at=at, **form.facts)
        if request.form.get("go") == "begin":
            actions.begin(meeting, by=by, at=at)
    except Refused as refused:
        db.session.rollback()
        form.form_errors.append(str(REFUSALS[refused.reason]))
        return None
    return meeting


def _prefilled(see: Asked, rows: list[Commitment]) -> dict[str, object]:
    """The Sekda in the chair, the owners of the list and the reviewers at the table; all of it can be changed."""
    region_id, today = see.held.region_id, see.today
    reviewers = people.holders_by_duty(region_id, Duty.REVIEWER, today=today)
    owners = people.holders({row.owner_post_id for row in rows}, today=today)
    seat = fitting([Seat(t.post_id, t.post.title) for t in reviewers], SEKDA)
    chair = next((t for t in reviewers if seat and t.post_id == seat.post_id), None)
    there = {t.post_id: f"{t.called} ({t.person.name})" for t in (*reviewers, *owners.values())}
    return {
        "title": _("Monitoring meeting, %(day)s", day=day(today)),
        "held_on": today,
        "chair": f"{chair.called} ({chair.person.name})" if chair else "",
        "attendance": "\n".join(there.values()),
    }
