"""Publishing a forum: from here on its commitments are owed, and their owners know."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from tracker import clock
from tracker.extensions import db
from tracker.forums import queries as forum_queries
from tracker.minutes import actions
from tracker.minutes.forms import PublicationForm
from tracker.minutes.rules.deciding import Refusal, Refused
from tracker.minutes.views.blueprint import pages
from tracker.minutes.views.words import REFUSALS
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Duty


@pages.route("/forums/<int:forum_id>/publication", methods=["POST"])
@access.only(Audience.REVIEWER)
def publication(forum_id: int) -> ResponseReturnValue:
    """The first press publishes the forum, a later one what was approved since."""
    forum = forum_queries.reviewed_by(access.asker(), forum_id) or abort(404)
    form = PublicationForm()
    knows = bool(form.despite_waiting.data) if form.validate_on_submit() else False
    actor = access.acting(forum.region_id, Duty.REVIEWER)
    try:
        mails = actions.publish(forum, by=actor, at=clock.now(), despite_waiting=knows)
    except Refused as refused:
        db.session.rollback()
        flash(REFUSALS[refused.reason], "warning")
        page = "forums.forum" if refused.reason is Refusal.NOTHING_ACCEPTED else ".drafts"
        return redirect(url_for(page, forum_id=forum_id, _anchor="publish"))
    db.session.commit()
    flash(
        ngettext(
            "The forum is published. %(num)d mail is on its way to its owner.",
            "The forum is published. %(num)d mails are on their way to their owners.",
            mails,
        ),
        "success",
    )
    return redirect(url_for("forums.forum", forum_id=forum_id))
