"""A reviewer's answers: to a report of done, to a request for time, to a petition."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments import actions, queries
from tracker.commitments.forms import ExtensionForm, PetitionForm, VerificationForm
from tracker.commitments.rules import Refusal, Refused
from tracker.commitments.views import showing
from tracker.commitments.views.blueprint import pages
from tracker.extensions import db
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.rules import Duty
from tracker.regions.rules import local_day
from tracker.review.queries import Walk


@pages.post("/commitments/<int:commitment_id>/verification")
@access.only(Audience.REVIEWER)
def verification(commitment_id: int) -> ResponseReturnValue:
    """Accepts what waits, or sends it back; the owner is told at once."""
    commitment = queries.visible_to(access.asker(), commitment_id) or abort(404)
    by = access.acting(commitment.region_id, Duty.REVIEWER)
    walking = showing.walk(commitment)
    form = VerificationForm()
    if not form.validate():
        return showing.page(commitment, verification=form)
    try:
        actions.verify(
            commitment,
            accepted=form.accepted,
            reason=form.written,
            by=by,
            at=clock.now(),
            seen=form.seen.data,
        )
    except Refused as refused:
        form.refuse(refused.reason)
        return showing.page(commitment, verification=form)
    db.session.commit()
    done, back = (
        _("The report is accepted. The owner is told by mail."),
        _("The report is sent back with your reason."),
    )
    flash(done if form.accepted else back, "success")
    return on(commitment_id, walking)


@pages.post("/commitments/<int:commitment_id>/extension")
@access.only(Audience.REVIEWER)
def extension(commitment_id: int) -> ResponseReturnValue:
    """Grants the date asked for or a shorter one, or refuses with a reason."""
    at = clock.now()
    commitment = queries.visible_to(access.asker(), commitment_id) or abort(404)
    by = access.acting(commitment.region_id, Duty.REVIEWER)
    walking = showing.walk(commitment)
    form = ExtensionForm()
    asked = queries.open_extension(commitment.id)
    if asked is None:
        form.refuse(Refusal.ALREADY_ANSWERED)
        return showing.page(commitment, extension_form=form)
    if not form.validate():
        return showing.page(commitment, extension_form=form)
    try:
        actions.answer_extension(
            asked,
            granted=form.granted,
            due_on=form.given,
            reason=form.written,
            by=by,
            at=at,
            today=local_day(at, commitment.region.zone),
            seen=form.seen.data,
        )
    except Refused as refused:
        form.refuse(refused.reason)
        return showing.page(commitment, extension_form=form)
    db.session.commit()
    flash(_("Your answer is recorded. The owner is told by mail."), "success")
    return on(commitment_id, walking)


@pages.post("/commitments/<int:commitment_id>/petition")
@access.only(Audience.REVIEWER)
def petition(commitment_id: int) -> ResponseReturnValue:
    """Releases the owner, or refuses with a reason; the owner is told, and whoever owns it now."""
    commitment = queries.visible_to(access.asker(), commitment_id) or abort(404)
    by = access.acting(commitment.region_id, Duty.REVIEWER)
    walking = showing.walk(commitment)
    form = PetitionForm()
    form.offer(people.owner_posts(commitment.region_id))
    asked = queries.open_petition(commitment.id)
    if asked is None:
        form.refuse(Refusal.ALREADY_ANSWERED)
        return showing.page(commitment, petition_form=form)
    if not form.validate():
        return showing.page(commitment, petition_form=form)
    owner = queries.post_in(commitment.region_id, form.new_owner.data) if form.new_owner.data else None
    try:
        actions.answer_petition(
            asked,
            accepted=form.accepted,
            reason=form.written,
            by=by,
            at=clock.now(),
            owner=owner,
            seen=form.seen.data,
        )
    except Refused as refused:
        form.refuse(refused.reason)
        return showing.page(commitment, petition_form=form)
    db.session.commit()
    flash(_("Your answer is recorded. The owner is told by mail."), "success")
    return on(commitment_id, walking)


def on(commitment_id: int, walking: Walk | None) -> ResponseReturnValue:
    """To the next of the list one is going through, to the list after its last, else back to the same page."""
    if walking is None:
        return redirect(url_for("commitments.commitment", commitment_id=commitment_id), 303)
    if walking.after is None:
        return redirect(url_for("review.board", **walking.filters.address()), 303)
    return redirect(url_for("commitments.commitment", commitment_id=walking.after, **walking.address), 303)
