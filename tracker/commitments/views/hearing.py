"""Typing in what an office said by paper, by telephone or in the meeting."""

from __future__ import annotations

from datetime import date, datetime

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments import actions, queries
from tracker.commitments.forms import TypedInForm
from tracker.commitments.models import Commitment, Update
from tracker.commitments.rules import Answer, Refused, may_answer
from tracker.commitments.views.blueprint import pages
from tracker.commitments.views.reporting import asked_and_limit, kept
from tracker.extensions import db
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.models import Tenure
from tracker.people.rules import Asker, Duty, Holding, actor
from tracker.regions.rules import local_day


@pages.route("/commitments/<int:commitment_id>/typed-in", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def typed_in(commitment_id: int) -> ResponseReturnValue:
    """The owner's own form, and beside it how the word came; who owns it reports on the usual page instead."""
    at, asker = clock.now(), access.asker()
    commitment = queries.visible_to(asker, commitment_id) or abort(404)
    held = asker.holding(commitment.region_id, Duty.REVIEWER) or abort(403)
    if queries.reporting_as(asker, commitment):
        return redirect(url_for(".update", commitment_id=commitment_id))
    if commitment.published_at is None or not may_answer(commitment.status):
        abort(404)
    today = local_day(at, held.zone)
    form = TypedInForm(data={"answer": Answer.PROGRESS.value, "said_on": today.isoformat()})
    form.offer(people.owner_posts(commitment.region_id), but=commitment.owner_post_id)
    if form.validate_on_submit() and _take(form, commitment, asker, held, at=at, today=today):
        db.session.commit()
        flash(_("The answer is recorded, and that you typed it in."), "success")
        return redirect(url_for(".commitment", commitment_id=commitment_id), 303)
    asked, limit = asked_and_limit(commitment)
    html = render_template(
        "commitments/typed_in.html",
        commitment=commitment,
        form=form,
        held=held,
        holder=people.holders([commitment.owner_post_id], today=today).get(commitment.owner_post_id),
        asked=asked,
        limit=limit,
        today=today,
    )
    return html, (422 if form.errors else 200)


def _take(
    form: TypedInForm, commitment: Commitment, asker: Asker, held: Holding, *, at: datetime, today: date
) -> Update | None:
    """None: refused, and the form says why."""
    evidence = list(kept(form))
    if form.errors:
        return None
    try:
        return actions.type_in(
            commitment, tenure=db.session.get_one(Tenure, held.tenure_id),
            by=actor(asker, held, form.came_by), said_by=form.said_by.data or "", said_on=form.said_on.day,
            answer=form.said, note=form.note.data, at=at, today=today, obstacle=form.obstacle.data or "",
            asked_due_on=form.asked_due_on.day, evidence=evidence, no_evidence=form.no_evidence.data or "",
            wish=form.wish,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused.reason)
        return None
