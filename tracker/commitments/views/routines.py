"""A routine with the state of each period; a reviewer changes it from the next one on, or ends it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments import actions, queries
from tracker.commitments.dated import Routine
from tracker.commitments.forms.dating import CADENCES, EndForm, RoutineForm, rounds_shown
from tracker.commitments.kept import Keeping, keeping
from tracker.commitments.models import Commitment
from tracker.commitments.routines import Period
from tracker.commitments.rules import Refused
from tracker.commitments.views.blueprint import pages
from tracker.commitments.views.showing import READERS
from tracker.extensions import db
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.rules import Duty
from tracker.regions.queries import calendar_of
from tracker.regions.rules import local_day


class Instance(NamedTuple):
    """One period of a routine; `how`: kept, late, open; None for what is not counted."""

    commitment: Commitment
    period: Period | None
    how: Keeping | None


@pages.get("/routines/<int:routine_id>")
@access.only(*READERS)
def routine(routine_id: int) -> ResponseReturnValue:
    """What comes round, when next, and how each period went."""
    found = queries.routine_visible_to(access.asker(), routine_id) or abort(404)
    return _page(found, EndForm(formdata=None))


@pages.post("/routines/<int:routine_id>/end")
@access.only(Audience.REVIEWER)
def end_routine(routine_id: int) -> ResponseReturnValue:
    """Nothing more comes; what was made is still owed."""
    found = queries.routine_reviewed_by(access.asker(), routine_id) or abort(404)
    form = EndForm()
    if form.validate_on_submit():
        by = access.acting(found.region_id, Duty.REVIEWER)
        try:
            actions.end_routine(found, reason=form.end_reason.data or "", by=by, at=clock.now())
        except Refused as refused:
            form.refuse(refused.reason)
        else:
            db.session.commit()
            flash(_("It comes no more. What was made is still owed."), "success")
            return redirect(url_for(".routine", routine_id=routine_id), 303)
    return _page(found, form), 422


@pages.route("/routines/<int:routine_id>/change", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def change_routine(routine_id: int) -> ResponseReturnValue:
    """Holds from the next instance on; those made stay as they are."""
    found = queries.routine_reviewed_by(access.asker(), routine_id) or abort(404)
    at = clock.now()
    posts = people.owner_posts(found.region_id)
    shown = rounds_shown(found.terms, found.end)
    form = RoutineForm(
        data={"action": found.action, "measure": found.measure, "owner": found.owner_post_id, **shown}
    )
    form.today = local_day(at, found.region.zone)
    form.offer(posts)
    if form.validate_on_submit() and (terms := form.terms):
        owner = next(post for post in posts if post.id == form.owner.data)
        try:
            actions.change_routine(
                found,
                action=form.action.data or "",
                measure=form.measure.data or "",
                owner=owner,
                terms=terms,
                end=form.ends,
                by=access.acting(found.region_id, Duty.REVIEWER),
                at=at,
            )
        except Refused:
            db.session.rollback()
            flash(_("This routine has ended."), "warning")
        else:
            db.session.commit()
            flash(_("Changed. It holds from the next period on."), "success")
        return redirect(url_for(".routine", routine_id=routine_id), 303)
    return render_template("commitments/routine_change.html", routine=found, form=form), (
        422 if form.errors else 200
    )


def _page(found: Routine, form: EndForm) -> str:
    today = local_day(clock.now(), found.region.zone)
    upcoming = found.upcoming if found.comes_again else None
    calendar = calendar_of(found.region_id, [found.next_from.year, found.next_from.year + 1])
    return render_template(
        "commitments/routine.html",
        routine=found,
        instances=[_told(row, today) for row in queries.instances_of(found)],
        upcoming=upcoming,
        next_due=found.terms.due_in(upcoming, calendar) if upcoming else None,
        cadence=CADENCES[found.cadence],
        today=today,
        reviews=found.region_id in access.asker().regions(Duty.REVIEWER),
        form=form,
    )


def _told(row: Commitment, today: date) -> Instance:
    how = keeping(row.status, first=row.original_due_on, due_on=row.due_on, done_on=row.done_on, today=today)
    return Instance(row, Period.read(row.period), how)
