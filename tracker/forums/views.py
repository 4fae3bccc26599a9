"""Forums: the list, one forum with what it decided, its facts, its file."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments import queries as owed
from tracker.extensions import db
from tracker.forums import actions, queries
from tracker.forums.forms import RHYTHMS, ForumForm
from tracker.forums.models import Forum
from tracker.forums.rules import Rhythm
from tracker.minutes import queries as minutes
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.rules import Duty
from tracker.regions.rules import local_day
from tracker.shell.addresses import number
from tracker.shell.files import FileStore

pages = Blueprint("forums", __name__)

READERS = (Audience.OWNER, Audience.REVIEWER, Audience.LEADER, Audience.OPERATOR)


@pages.route("/forums")
@access.only(*READERS)
def index() -> ResponseReturnValue:
    """Forums of the asker's regions; owners see the published ones."""
    asker = access.asker()
    page = max(request.args.get("page", 1, type=number), 1)
    found = queries.listed_for(asker, page=page)
    forums = found[: queries.PAGE_SIZE]
    return render_template(
        "forums/index.html",
        forums=forums,
        counts=minutes.counts([forum.id for forum in forums]),
        page=page,
        more=len(found) > queries.PAGE_SIZE,
        may_record=bool(asker.regions(Duty.REVIEWER)),
        several=len(asker.regions()) > 1,
    )


@pages.route("/forums/<int:forum_id>")
@access.only(*READERS)
def forum(forum_id: int) -> ResponseReturnValue:
    """What the forum was, what it decided and how that stands."""
    shown = queries.visible_to(access.asker(), forum_id) or abort(404)
    reviews = shown.region_id in access.asker().regions(Duty.REVIEWER)
    commitments = minutes.commitments_of(shown, published_only=not reviews)
    today = local_day(clock.now(), shown.region.zone)
    return render_template(
        "forums/forum.html",
        forum=shown,
        rhythm=RHYTHMS[shown.series.rhythm],
        commitments=commitments,
        holders=people.holders([row.owner_post_id for row in commitments], today=today),
        files=queries.files_of(shown.id),
        tally=minutes.counts([shown.id])[shown.id],
        reviews=reviews,
        ratifiable=owed.ratifiable_count(shown) if reviews else 0,
        ratified=owed.ratified_by(shown.id),
        today=today,
    )


@pages.route("/forums/<int:forum_id>/edit", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def edit(forum_id: int) -> ResponseReturnValue:
    """The facts of a forum, to be put right."""
    shown = queries.reviewed_by(access.asker(), forum_id) or abort(404)
    form = _form_of(shown)
    if form.validate_on_submit():
        moved = form.held_on.data != shown.held_on
        actor, at = access.acting(shown.region_id, Duty.REVIEWER), clock.now()
        series = actions.series(shown.region_id, form.series.data, Rhythm(form.rhythm.data))
        actions.put_right(shown, series=series, by=actor, at=at, **form.facts)
        db.session.commit()
        flash(_("The facts of the forum were saved."), "success")
        return _after_edit(shown, moved=moved)
    return render_template(
        "forums/edit.html", form=form, forum=shown, known=queries.series_of([shown.region_id])
    ), 422 if form.errors else 200


def _form_of(forum: Forum) -> ForumForm:
    facts = {name: getattr(forum, name) for name in ("title", "held_on", "place", "chair", "attendance")}
    series = {"series": forum.series.name, "rhythm": forum.series.rhythm.value, "region": forum.region_id}
    form = ForumForm(data=facts | series)
    form.today = local_day(clock.now(), forum.region.zone)
    form.offer_regions(access.asker())
    return form


def _after_edit(forum: Forum, *, moved: bool) -> ResponseReturnValue:
    """Due dates that were counted from the old day are read anew by the reviewer's own press, on the drafts page."""
    if moved and forum.minutes_text and forum.published_at is None:
        said = _(
            "The day of the forum has changed. Read the minutes again so that due dates are counted from it."
        )
        flash(said, "warning")
        return redirect(url_for("minutes.drafts", forum_id=forum.id))
    return redirect(url_for(".forum", forum_id=forum.id))


@pages.route("/forums/<int:forum_id>/file/<int:file_id>")
@access.only(*READERS)
def file(forum_id: int, file_id: int) -> ResponseReturnValue:
    """The minutes as they were handed in, always as a download: their content is somebody else's."""
    shown = queries.visible_to(access.asker(), forum_id) or abort(404)
    kept = queries.file_of(shown, file_id) or abort(404)
    settings = current_app.config["SETTINGS"]
    path = FileStore(settings.evidence_path, settings.upload_limit).path(kept.sha256)
    if not path.is_file():
        abort(410)
    return send_file(path, mimetype=kept.media_type, as_attachment=True, download_name=kept.name)
