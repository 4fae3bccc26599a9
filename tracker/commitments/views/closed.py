"""Another look at what is closed: it stays so, or it is owed again."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments import actions, queries
from tracker.commitments.forms import ConfirmationForm, ReopeningForm
from tracker.commitments.rules import CLOSED, Refused
from tracker.commitments.views import showing
from tracker.commitments.views.blueprint import pages
from tracker.commitments.views.judging import on
from tracker.extensions import db
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Duty
from tracker.regions.rules import local_day


@pages.route("/commitments/<int:commitment_id>/reopening", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def reopening(commitment_id: int) -> ResponseReturnValue:
    """Why it is owed again, and until when; the owner is told at once."""
    at = clock.now()
    commitment = queries.visible_to(access.asker(), commitment_id) or abort(404)
    by = access.acting(commitment.region_id, Duty.REVIEWER)
    if commitment.published_at is None:
        abort(404)
    today = local_day(at, commitment.region.zone)
    form = ReopeningForm()
    if form.validate_on_submit():
        try:
            actions.reopen(
                commitment, reason=form.reason.data, due_on=form.new_due_on.day, by=by, at=at, today=today
            )
        except Refused as refused:
            form.refuse(refused.reason)
        else:
            db.session.commit()
            flash(_("It is owed again. The owner is told by mail."), "success")
            return redirect(url_for(".commitment", commitment_id=commitment_id), 303)
    return render_template(
        "commitments/reopening.html",
        commitment=commitment,
        form=form,
        today=today,
        closed=commitment.status in CLOSED,
        is_past=commitment.due_on is not None and commitment.due_on < today,
    ), (422 if form.errors else 200)


@pages.post("/commitments/<int:commitment_id>/confirmation")
@access.only(Audience.REVIEWER)
def confirmation(commitment_id: int) -> ResponseReturnValue:
    """After another look it stays closed."""
    commitment = queries.visible_to(access.asker(), commitment_id) or abort(404)
    by = access.acting(commitment.region_id, Duty.REVIEWER)
    walking = showing.walk(commitment)
    form = ConfirmationForm()
    if not form.validate():
        return showing.page(commitment, confirmation=form)
    try:
        actions.confirm(commitment, note=form.written, by=by, at=clock.now(), seen=form.seen.data)
    except Refused as refused:
        form.refuse(refused.reason)
        return showing.page(commitment, confirmation=form)
    db.session.commit()
    flash(_("Confirmed: it stays closed."), "success")
    return on(commitment_id, walking)
