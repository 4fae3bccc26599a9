"""The minutes: as they grow, their closing, what is taken away, and the way back into a forum."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.extensions import db
from tracker.forums import queries as forums
from tracker.forums.rules import Rhythm
from tracker.meetings import actions, papers, queries
from tracker.meetings.forms import ClosingForm, HandoverForm
from tracker.meetings.models import Meeting
from tracker.meetings.recording import Record, record_of
from tracker.meetings.rules import Refusal, Refused
from tracker.meetings.views.blueprint import pages
from tracker.meetings.views.shown import held_by, read_by
from tracker.meetings.words import REFUSALS, STATES, decided
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Duty
from tracker.shell.addresses import number

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SERIES = "Rapat Monev"
"""The name proposed for the series of forums that monitoring meetings make."""


@pages.get("/meetings/<int:meeting_id>")
@access.only(Audience.REVIEWER, Audience.LEADER)
def meeting(meeting_id: int) -> ResponseReturnValue:
    """The minutes: frozen once closed, as they stand before."""
    return _page(read_by(meeting_id))


def _page(shown: Meeting, form: HandoverForm | None = None) -> ResponseReturnValue:
    reviews = shown.region_id in access.asker().regions(Duty.REVIEWER)
    handover = form or HandoverForm(formdata=None, data={"series": SERIES})
    html = render_template(
        "meetings/meeting.html",
        meeting=shown,
        record=_record(shown),
        state=STATES[shown.state],
        papers=papers,
        decided=decided,
        day_of=date.fromisoformat,
        reviews=reviews,
        handover=handover,
        known=forums.series_of([shown.region_id]) if reviews and shown.closed else [],
    )
    return html, (422 if form else 200)


def _record(shown: Meeting) -> Record:
    return shown.record if shown.closed else record_of(shown)


@pages.route("/meetings/<int:meeting_id>/closing", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def closing(meeting_id: int) -> ResponseReturnValue:
    """The heading and the words of the log once more; then they are closed for good."""
    shown = held_by(meeting_id)
    if shown.closed:
        flash(str(REFUSALS[Refusal.CLOSED]), "warning")
        return redirect(url_for(".meeting", meeting_id=meeting_id), 303)
    form = ClosingForm(obj=shown, data={"seen": str(shown.version_id)})
    said = _said()
    if form.validate_on_submit():
        by = access.acting(shown.region_id, Duty.REVIEWER)
        seen = request.form.get("seen", default=0, type=number)
        try:
            queued = actions.close(
                shown,
                said=said,
                seen=seen,
                by=by,
                at=clock.now(),
                **form.facts,
            )
        except Refused as refused:
            db.session.rollback()
            shown = held_by(meeting_id)
            form.form_errors.append(str(REFUSALS[refused.reason]))
            form.seen.data = str(shown.version_id)
        else:
            db.session.commit()
            flash(_("The minutes are closed. Mails on their way: %(number)s.", number=queued), "success")
            return redirect(url_for(".meeting", meeting_id=meeting_id), 303)
    html = render_template(
        "meetings/closing.html",
        meeting=shown,
        form=form,
        record=record_of(shown),
        typed=said,
        decided=decided,
    )
    return html, (422 if form.errors else 200)


def _said() -> dict[int, str]:
    """The words of each line of the log as they were sent: `said-12`."""
    names = {name.partition("-")[2]: text for name, text in request.form.items() if name.startswith("said-")}
    return {int(n): text.replace("\x00", "") for n, text in names.items() if n.isascii() and n.isdigit()}


@pages.get("/meetings/<int:meeting_id>/minutes.docx")
@access.only(Audience.REVIEWER, Audience.LEADER)
def document(meeting_id: int) -> ResponseReturnValue:
    """The minutes to be signed; before they are closed they say that they are a draft."""
    shown = read_by(meeting_id)
    return _sent(papers.as_docx(_record(shown), draft=not shown.closed), DOCX, shown, "docx")


@pages.get("/meetings/<int:meeting_id>/minutes.txt")
@access.only(Audience.REVIEWER, Audience.LEADER)
def text(meeting_id: int) -> ResponseReturnValue:
    """The minutes as plain text."""
    shown = read_by(meeting_id)
    words = shown.minutes_text if shown.closed else papers.as_text(record_of(shown))
    return _sent(BytesIO(words.encode()), "text/plain; charset=utf-8", shown, "txt")


def _sent(file: BytesIO, media_type: str, shown: Meeting, ending: str) -> ResponseReturnValue:
    name = f"notula-{shown.region.name}-{shown.held_on.isoformat()}-{shown.id}.{ending}"
    return send_file(file, media_type, as_attachment=True, download_name=name.lower().replace(" ", "-"))


@pages.post("/meetings/<int:meeting_id>/forum")
@access.only(Audience.REVIEWER)
def forum(meeting_id: int) -> ResponseReturnValue:
    """A forum with these minutes; what was newly promised waits among its drafts."""
    shown = held_by(meeting_id)
    form = HandoverForm()
    if not form.validate():
        return _page(shown, form)
    try:
        made = actions.hand_over(
            shown, series=form.series.data, rhythm=Rhythm(form.rhythm.data),
            by=access.acting(shown.region_id, Duty.REVIEWER), at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        db.session.rollback()
        flash(str(REFUSALS[refused.reason]), "warning")
        return redirect(url_for(".meeting", meeting_id=meeting_id), 303)
    db.session.commit()
    drafts = queries.promises_of(meeting_id)
    if drafts:
        return redirect(url_for("minutes.drafts", forum_id=made.id), 303)
    return redirect(url_for("forums.forum", forum_id=made.id), 303)
