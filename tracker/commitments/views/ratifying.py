"""What a forum ratifies of what earlier forums decided: ticked, recorded, all or none."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import clock
from tracker.commitments import actions, queries
from tracker.commitments.acts import Hindered
from tracker.commitments.forms import REFUSALS
from tracker.commitments.views.blueprint import pages
from tracker.commitments.views.overseeing import seen
from tracker.extensions import db
from tracker.forums import queries as forums
from tracker.forums.models import Forum
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Duty
from tracker.shell.addresses import number

LONGEST_WHY = 500


@pages.route("/forums/<int:forum_id>/ratification", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def ratification(forum_id: int) -> ResponseReturnValue:
    """What was accepted and waits for a forum's word; nothing changes before it is sent."""
    forum = forums.reviewed_by(access.asker(), forum_id) or abort(404)
    hindered: dict[int, str] = {}
    if request.method == "POST":
        hindered = _ratified(forum)
        if not hindered:
            db.session.commit()
            return redirect(url_for("forums.forum", forum_id=forum_id), 303)
        db.session.rollback()
    rows = queries.ratifiable(forum)
    return render_template(
        "commitments/ratification.html",
        forum=forum,
        rows=rows,
        hindered=hindered,
        ticked=set(request.form.getlist("commitment", type=number)) if hindered else {c.id for c in rows},
        whys={c.id: request.form.get(f"why-{c.id}", "")[:LONGEST_WHY] for c in rows},
        passed=queries.passed_over([c.id for c in rows]),
    ), (422 if hindered else 200)


def _ratified(forum: Forum) -> dict[int, str]:
    """Why it was not done, by commitment; empty: it was."""
    by = access.acting(forum.region_id, Duty.REVIEWER)
    versions = seen()
    shown = {c.id: c for c in queries.reviewed_by(access.asker(), versions)}
    if len(shown) != len(versions):
        abort(404)
    ticked = set(request.form.getlist("commitment", type=number))
    left = [
        (c, request.form.get(f"why-{c.id}", "")[:LONGEST_WHY]) for c in shown.values() if c.id not in ticked
    ]
    chosen = [c for c in shown.values() if c.id in ticked]
    try:
        actions.ratify(forum, chosen, left=left, seen=versions, by=by, at=clock.now())
    except Hindered as found:
        return {hindrance.commitment_id: str(REFUSALS[hindrance.reason]) for hindrance in found.hindrances}
    said = ngettext("%(num)d commitment is ratified.", "%(num)d commitments are ratified.", len(chosen))
    flash(said if chosen else _("Nothing was ratified."), "success" if chosen else "warning")
    return {}
