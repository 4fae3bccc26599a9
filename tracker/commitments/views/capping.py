"""The rules of a region's due dates: the operator sets the limit on extensions, the reviewers read it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments import actions, queries
from tracker.commitments.forms.dating import CapForm
from tracker.commitments.views.blueprint import pages
from tracker.extensions import db
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Duty, Holding

READERS = (Duty.REVIEWER, Duty.OPERATOR)


@pages.get("/regions/<int:region_id>/deadlines")
@access.only(Audience.REVIEWER, Audience.OPERATOR)
def deadlines(region_id: int) -> ResponseReturnValue:
    held = access.asker().holding(region_id, *READERS) or abort(404)
    return _page(held, CapForm(formdata=None, obj=queries.cap_of(region_id)))


@pages.post("/regions/<int:region_id>/deadlines")
@access.only(Audience.OPERATOR)
def keep_deadlines(region_id: int) -> ResponseReturnValue:
    """Holds for every extension from now on."""
    held = access.asker().holding(region_id, Duty.OPERATOR) or abort(404)
    form = CapForm()
    if not form.validate_on_submit():
        return _page(held, form), 422
    by = access.acting(region_id, Duty.OPERATOR)
    actions.keep_cap(region_id, form.cap, by=by, at=clock.now())
    db.session.commit()
    flash(_("Saved. It holds for every extension from now on."), "success")
    return redirect(url_for("commitments.deadlines", region_id=region_id), 303)


def _page(held: Holding, form: CapForm) -> str:
    who = access.asker()
    return render_template(
        "commitments/deadlines.html",
        held=held,
        form=form,
        cap=queries.cap_of(held.region_id),
        operates=who.holding(held.region_id, Duty.OPERATOR) is not None,
        reviews=who.holding(held.region_id, Duty.REVIEWER) is not None,
    )
