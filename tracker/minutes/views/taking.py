"""Taking minutes: a new forum with its minutes in one page, or other minutes for a forum that is there."""

from __future__ import annotations

from datetime import datetime

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.extensions import db
from tracker.forums import actions as forums
from tracker.forums import queries as forum_queries
from tracker.forums.models import Forum
from tracker.forums.rules import Rhythm
from tracker.minutes import actions
from tracker.minutes.actions import Minutes
from tracker.minutes.forms import MinutesForm, NewForumForm
from tracker.minutes.reading import Unreadable
from tracker.minutes.rules.deciding import Refused
from tracker.minutes.views.blueprint import pages
from tracker.minutes.views.upload import ADVICE, ask_again, taken_in
from tracker.minutes.views.words import REFUSALS
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Actor, Duty
from tracker.regions.rules import local_day


@pages.route("/forums/new", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def new_forum() -> ResponseReturnValue:
    """A forum and its minutes in one page; what the minutes say about the forum need not be typed."""
    form = NewForumForm()
    form.offer_regions(access.asker())
    held = access.asker().holding(form.region.data, Duty.REVIEWER) or access.holding(Duty.REVIEWER)
    form.today = local_day(clock.now(), held.zone)
    if form.is_submitted():
        incoming = taken_in(form)
        problems = {name: form[name].errors for name in ("minutes_file", "minutes_text") if form[name].errors}
        filled = bool(incoming and form.fill_from(incoming.text))
        if form.validate() and incoming and not problems:
            forum = _hold(form, incoming)
            if forum is not None:
                return _to_drafts(forum, filled=filled)
        for name, errors in problems.items():
            form[name].errors = errors
        ask_again(form, incoming)
    return render_template(
        "forums/new.html", form=form, known=forum_queries.series_of(access.asker().regions(Duty.REVIEWER))
    ), 422 if form.errors else 200


def _hold(form: NewForumForm, incoming: Minutes) -> Forum | None:
    """The forum, its file and its drafts in one transaction; None: the file was not kept, and the form says why."""
    actor, at = access.acting(form.region.data, Duty.REVIEWER), clock.now()
    series = forums.series(form.region.data, form.series.data, Rhythm(form.rhythm.data))
    forum = forums.hold(series, by=actor, at=at, **form.facts)
    if not _take(forum, form, incoming, by=actor, at=at):
        return None
    db.session.commit()
    return forum


def _take(forum: Forum, form: MinutesForm, incoming: Minutes, *, by: Actor, at: datetime) -> bool:
    """False: nothing was changed, and the form says why."""
    try:
        actions.take(forum, incoming, by=by, at=at)
    except Refused as refused:
        db.session.rollback()
        form.minutes_text.errors = [REFUSALS[refused.reason]]
        return False
    except Unreadable as unreadable:
        db.session.rollback()
        form.minutes_file.errors = [ADVICE[unreadable.reason]]
        return False
    return True


def _to_drafts(forum: Forum, *, filled: bool) -> ResponseReturnValue:
    if filled:
        flash(
            _("What you left empty was taken from the minutes: check the forum's facts on its page."), "info"
        )
    return redirect(url_for("minutes.drafts", forum_id=forum.id))


@pages.route("/forums/<int:forum_id>/minutes", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def take(forum_id: int) -> ResponseReturnValue:
    """Minutes for a forum that has none, or a better text of them."""
    forum = forum_queries.reviewed_by(access.asker(), forum_id) or abort(404)
    form = MinutesForm(obj=forum)
    if form.validate_on_submit() and (incoming := taken_in(form)):
        actor = access.acting(forum.region_id, Duty.REVIEWER)
        if _take(forum, form, incoming, by=actor, at=clock.now()):
            db.session.commit()
            return redirect(url_for("minutes.drafts", forum_id=forum_id))
    return render_template("minutes/take.html", form=form, forum=forum), 422 if form.errors else 200
