"""An owner who is signed in: the list of what is owed, and reporting on one of them."""

from __future__ import annotations

from datetime import date, datetime

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments import queries
from tracker.commitments.burning import Burning
from tracker.commitments.forms import AnswerForm, LateForm
from tracker.commitments.models import Commitment
from tracker.commitments.rules import may_add, may_answer
from tracker.commitments.views.blueprint import pages
from tracker.commitments.views.reporting import (
    asked_and_limit,
    blank,
    late,
    take,
    take_late,
    why_sent_back,
)
from tracker.extensions import db
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.models import Tenure
from tracker.people.rules import Actor, Door, actor
from tracker.regions.rules import local_day, moment


@pages.get("/commitments/mine")
@access.only(Audience.OWNER, Audience.REVIEWER)
def mine() -> ResponseReturnValue:
    """What is asked of the posts one holds, by what burns."""
    asker = access.asker()
    held = asker.first or abort(404)
    today = local_day(clock.now(), held.zone)
    new_year = moment(today.replace(month=1, day=1), 0, held.zone)
    parts = queries.mine(asker, today=today, since=new_year)
    returned = [row.commitment.id for row in [*parts[Burning.SENT_BACK], *parts[Burning.OVERDUE]]]
    return render_template(
        "commitments/mine.html",
        asker=asker,
        held=held,
        parts=parts,
        supporting=queries.asked_parts(asker),
        delegates=queries.delegates_of({held.post_id for held in queries.may_name(asker)}, today=today),
        tallies=queries.tallies([row.commitment.id for rows in parts.values() for row in rows]),
        reasons=queries.reasons_sent_back(returned),
        kept=queries.kept_of(
            {held.office_id},
            from_on=today.replace(month=1, day=1),
            until_on=today.replace(month=12, day=31),
            today=today,
        ),
        today=today,
    )


@pages.route("/commitments/<int:commitment_id>/update", methods=["GET", "POST"])
@access.only(Audience.OWNER, Audience.REVIEWER)
def update(commitment_id: int) -> ResponseReturnValue:
    """The same form as behind the link, for whoever holds the owner post today, and for her delegates."""
    at, asker = clock.now(), access.asker()
    commitment = queries.visible_to(asker, commitment_id) or abort(404)
    held = queries.reporting_as(asker, commitment) or abort(403)
    if commitment.published_at is None:
        abort(404)
    today = local_day(at, held.zone)
    form = late() if may_add(commitment.status) else blank(commitment)
    takes = may_answer(commitment.status) or may_add(commitment.status)
    if takes and form.validate_on_submit():
        tenure = people.tenure(held.tenure_id) or abort(404)
        if _taken(form, commitment, tenure, by=actor(asker, held, Door.PAGE), at=at, today=today):
            db.session.commit()
            flash(_("Your report is recorded."), "success")
            return redirect(url_for(".commitment", commitment_id=commitment_id), 303)
    asked, limit = asked_and_limit(commitment)
    return render_template(
        "commitments/update.html",
        commitment=commitment,
        held=held,
        form=form,
        may_answer=may_answer(commitment.status),
        may_add=may_add(commitment.status),
        asked=asked,
        limit=limit,
        news=queries.news(commitment),
        reason=why_sent_back(commitment),
        today=today,
    ), (422 if form.errors else 200)


def _taken(
    form: AnswerForm | LateForm,
    commitment: Commitment,
    tenure: Tenure,
    *,
    by: Actor,
    at: datetime,
    today: date,
) -> bool:
    if isinstance(form, AnswerForm):
        return take(form, commitment, tenure, by=by, at=at, today=today) is not None
    return take_late(form, commitment, tenure, by=by, at=at) is not None
