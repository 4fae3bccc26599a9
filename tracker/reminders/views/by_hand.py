"""Reminding owners by hand."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker import clock
from tracker.extensions import db
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Duty
from tracker.reminders import actions, queries
from tracker.reminders.actions import Reminded
from tracker.reminders.rules import Refused
from tracker.reminders.views.blueprint import pages
from tracker.shell.addresses import HOME, local_or_home

MOST_AT_ONCE = 500
LARGEST_ID = 2**63 - 1
WHATSAPP = "whatsapp"


@pages.post("/reminders")
@access.only(Audience.REVIEWER)
def remind() -> ResponseReturnValue:
    """One mail to each owner of what was picked on the board; then back to the board with its filters."""
    chosen = _chosen()
    if not chosen:
        flash(gettext("Pick at least one commitment to remind of."), "warning")
        return _back()
    if request.form.get("channel") == WHATSAPP:
        return redirect(url_for("reminders.whatsapp_texts", commitment=chosen), 303)
    who, at = access.asker(), clock.now()
    region_ids = queries.regions_of(who, chosen) or abort(404)
    for region_id in region_ids:
        by = access.acting(region_id, Duty.REVIEWER)
        try:
            done = actions.remind_now(who, chosen, by=by, at=at)
        except Refused:
            flash(
                gettext(
                    "Nobody was reminded: none of these is overdue any more, or their owners wait for your answer."
                ),
                "warning",
            )
        else:
            _tell(done)
    db.session.commit()
    return _back()


def _chosen() -> list[int]:
    ids = request.form.getlist("commitment", type=int)
    return [number for number in dict.fromkeys(ids) if 0 < number <= LARGEST_ID][:MOST_AT_ONCE]


def _back() -> ResponseReturnValue:
    target = local_or_home(request.form.get("next"))
    return redirect(url_for("review.board") if target == HOME else target, 303)


def _tell(done: Reminded) -> None:
    if done.queued:
        flash(
            ngettext("%(num)d owner is being reminded.", "%(num)d owners are being reminded.", done.queued),
            "success",
        )
    if done.already_today:
        names = ", ".join(done.already_today)
        flash(gettext("Had mail today already, so no second one was sent: %(names)s.", names=names), "info")
    if done.vacant:
        titles = ", ".join(done.vacant)
        flash(
            gettext("Nobody holds these posts, so the reminder reaches no one: %(titles)s.", titles=titles),
            "warning",
        )
