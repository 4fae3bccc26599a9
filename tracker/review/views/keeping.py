"""Filters of the board kept under a name: shown on the board itself, changed there."""

from __future__ import annotations

from urllib.parse import parse_qsl

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.extensions import db
from tracker.people import access
from tracker.people.access import Audience, Duty
from tracker.review import actions
from tracker.review.models import KeptView
from tracker.review.queries import own_view
from tracker.review.rules import MOST_VIEWS, Filters, Refusal, Refused
from tracker.review.views.asked import places_of_asker
from tracker.review.views.blueprint import pages
from tracker.shell.addresses import number


@pages.post("/review/views")
@access.only(Audience.REVIEWER)
def keep_view() -> ResponseReturnValue:
    """The filters of the page under a name; then back to the same page."""
    filters = Filters.read(dict(parse_qsl(request.form.get("filters", "").removeprefix("?"))))
    places = places_of_asker()
    held = places.get(filters.region or next(iter(places))) or abort(404)
    access.acting(held.region_id, Duty.REVIEWER)
    try:
        view = actions.keep(
            access.asker(),
            held.region_id,
            filters,
            name=request.form.get("name", ""),
            shared="shared" in request.form,
            first="first" in request.form,
            at=clock.now(),
        )
    except Refused as refused:
        _say(refused)
    else:
        db.session.commit()
        flash(_("Kept as “%(name)s”.", name=view.name), "success")
    return redirect(url_for("review.board", **filters.address(after=None)), 303)


@pages.post("/review/views/<int:view_id>")
@access.only(Audience.REVIEWER)
def change_view(view_id: int) -> ResponseReturnValue:
    """Another name, for oneself or for all, first or not."""
    view = _own(view_id)
    try:
        actions.change(
            access.asker(),
            view,
            name=request.form.get("name", ""),
            shared="shared" in request.form,
            first="first" in request.form,
        )
    except Refused as refused:
        db.session.rollback()
        _say(refused)
    else:
        db.session.commit()
    return _back()


@pages.post("/review/views/<int:view_id>/removal")
@access.only(Audience.REVIEWER)
def remove_view(view_id: int) -> ResponseReturnValue:
    """The name goes; the commitments stay."""
    view = _own(view_id)
    actions.remove(view)
    db.session.commit()
    flash(_("“%(name)s” is removed; the commitments stay.", name=view.name), "success")
    return _back()


def _own(view_id: int) -> KeptView:
    return own_view(access.asker(), view_id) or abort(404)


def _back() -> ResponseReturnValue:
    region = request.args.get("region", type=number)
    return redirect(url_for("review.board", tab="overdue", region=region), 303)


def _say(refused: Refused) -> None:
    words = {
        Refusal.NO_NAME: _("Give the view a name first."),
        Refusal.NAME_TAKEN: _("You have a view of that name already."),
        Refusal.TOO_MANY: _("You keep %(most)s views already: remove one first.", most=MOST_VIEWS),
    }
    flash(words[refused.reason], "warning")
