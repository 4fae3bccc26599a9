"""The drafts page: the minutes on one side with their sentences marked, the drafts on the other."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.extensions import db
from tracker.forums import actions as forums
from tracker.forums import queries as forum_queries
from tracker.forums.models import Forum
from tracker.minutes import actions, queries
from tracker.minutes.forms import DayForm, PublicationForm, SpanForm
from tracker.minutes.rules import Heading, SetAside, heading, set_aside
from tracker.minutes.rules.days_meant import days_meant, dues_by_day
from tracker.minutes.rules.deciding import Refused
from tracker.minutes.rules.language import seems_foreign
from tracker.minutes.rules.paper import paper, sentence_spans
from tracker.minutes.views.blueprint import pages
from tracker.minutes.views.desk import Desk, marks
from tracker.minutes.views.looking import desk_of, today_of
from tracker.minutes.views.words import ASIDE, REFUSALS
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Duty
from tracker.regions import queries as regions


@pages.route("/forums/<int:forum_id>/drafts")
@access.only(Audience.REVIEWER)
def drafts(forum_id: int) -> ResponseReturnValue:
    """`?draft=3` takes draft 3 in hand; `?add=1` shows every sentence to choose from."""
    forum = forum_queries.reviewed_by(access.asker(), forum_id) or abort(404)
    found = desk_of(forum)
    aside = _aside(forum, found)
    read = heading(forum.minutes_text)
    adds = request.args.get("add") == "1"
    return render_template(
        "minutes/drafts.html",
        forum=forum,
        desk=found,
        lines=paper(forum.minutes_text, marks(found, aside)),
        aside=[(each, ASIDE[each.why]) for each in aside],
        heading=read,
        days=_days(forum, read) if read.held_on else {},
        foreign=not found.all and seems_foreign(forum.minutes_text[:20_000].split()),
        adds=adds,
        sentences=[(s, e, forum.minutes_text[s:e]) for s, e in sentence_spans(forum.minutes_text)]
        if adds
        else [],
        tally=queries.counts([forum.id])[forum.id],
        done=queries.Progress(len(found.all) - found.waiting, len(found.all)),
        publication=PublicationForm(),
        today=today_of(forum),
    )


def _days(forum: Forum, read: Heading) -> dict[date, list[tuple[str, date | None]]]:
    """The days that the heading may mean, each with the due dates that hang on it."""
    days = days_meant(forum.held_on, read.held_on, read.date_text)
    if len(days) < 2 or forum.published_at:
        return {day: [] for day in days}
    return dues_by_day(forum.minutes_text, days, regions.calendar([forum.held_on.year]).days_off)


def _aside(forum: Forum, found: Desk) -> list[SetAside]:
    """Sentences that were set aside and that nobody made a draft of."""
    taken = [span for card in found.all for span in card.spans]
    return [
        each
        for each in set_aside(forum.minutes_text)
        if not any(start < each.end and each.start < end for start, end in taken)
    ]


@pages.route("/forums/<int:forum_id>/drafts", methods=["POST"])
@access.only(Audience.REVIEWER)
def add(forum_id: int) -> ResponseReturnValue:
    """A draft of the words a person chose in the text; what is still missing is asked on the next page."""
    forum = forum_queries.reviewed_by(access.asker(), forum_id) or abort(404)
    form = SpanForm()
    chosen = form.chosen if form.validate_on_submit() else None
    try:
        start, end = chosen or (0, 0)
        draft = actions.add_by_hand(
            forum, start, end, by=access.acting(forum.region_id, Duty.REVIEWER), at=clock.now()
        )
    except Refused as refused:
        flash(REFUSALS[refused.reason], "error")
        return redirect(url_for(".drafts", forum_id=forum_id, add=1))
    db.session.commit()
    return redirect(url_for(".correction", draft_id=draft.id))


@pages.route("/forums/<int:forum_id>/reading", methods=["POST"])
@access.only(Audience.REVIEWER)
def read_again(forum_id: int) -> ResponseReturnValue:
    """Reads the minutes anew, perhaps for another day of the forum; only drafts that wait are replaced."""
    forum = forum_queries.reviewed_by(access.asker(), forum_id) or abort(404)
    form = DayForm()
    form.today = today_of(forum)
    if not form.validate_on_submit():
        flash(" ".join(str(error) for errors in form.errors.values() for error in errors), "error")
        return redirect(url_for(".drafts", forum_id=forum_id))
    actor, at = access.acting(forum.region_id, Duty.REVIEWER), clock.now()
    if form.held_on.data and form.held_on.data != forum.held_on:
        forums.move(forum, held_on=form.held_on.data, by=actor, at=at)
    actions.draft_from_minutes(forum, at=at, by=actor, calendar=regions.calendar([forum.held_on.year]))
    db.session.commit()
    flash(_("The minutes were read again. What you decided on or added by hand stays."), "success")
    return redirect(url_for(".drafts", forum_id=forum_id))
