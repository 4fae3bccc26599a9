"""Reminding owners by hand, and the page that says why somebody did or did not get a mail."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker import clock
from tracker.extensions import db
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Duty
from tracker.regions.queries import calendar
from tracker.reminders import actions, queries
from tracker.reminders.actions import Reminded
from tracker.reminders.rules import Refused, is_moved, next_slot
from tracker.shell.addresses import HOME, local_or_home

pages = Blueprint("reminders", __name__)

MOST_AT_ONCE = 500
LARGEST_ID = 2**63 - 1


class Planned(NamedTuple):
    """When the next digest of a region goes out; `moved` says that its Monday is a day off."""

    region: str
    zone: str
    at: datetime
    moved: bool


@pages.post("/reminders")
@access.only(Audience.REVIEWER)
def remind() -> ResponseReturnValue:
    """One mail to each owner of what was picked on the board; then back to the board with its filters."""
    chosen = _chosen()
    if not chosen:
        flash(gettext("Pick at least one commitment to remind of."), "warning")
        return _back()
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


@pages.get("/reminders/why")
@access.signed_in
def why() -> ResponseReturnValue:
    """What this person was due to hear in the last weeks, what became of it, and what comes next."""
    who, at = access.asker(), clock.now()
    days = calendar({at.year})
    zones = {h.region: h.zone for h in who.holdings if h.duty in {Duty.OWNER, Duty.REVIEWER}}
    slots = ((region, zone, next_slot(at, days, zone)) for region, zone in zones.items())
    planned = [Planned(region, zone, slot, is_moved(slot, zone)) for region, zone, slot in slots]
    return render_template("reminders/why.html", told=queries.told(who.person_id), planned=planned)
