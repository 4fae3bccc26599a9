"""The room: the item of the moment with its keys, the beamer beside it, and going from item to item."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.extensions import db
from tracker.meetings import actions
from tracker.meetings.models import Meeting
from tracker.meetings.rules import DECISIONS, Choice, Refused
from tracker.meetings.views.blueprint import pages
from tracker.meetings.views.shown import desk, held_by, read_by, shown
from tracker.meetings.words import AHEAD, LOOKS, REFUSALS, told
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Duty
from tracker.shell.addresses import number


@pages.get("/meetings/<int:meeting_id>/room")
@access.only(Audience.REVIEWER)
def room(meeting_id: int) -> ResponseReturnValue:
    """The current item with everything that can be decided about it."""
    meeting = held_by(meeting_id)
    if not meeting.running:
        return redirect(url_for(".meeting", meeting_id=meeting_id), 303)
    return page(meeting)


def page(
    meeting: Meeting,
    *,
    opened: Choice | str = "",
    typed: Mapping[str, str] | None = None,
    fault: str = "",
) -> ResponseReturnValue:
    """The room, with the form that was refused still open and filled as it was."""
    see = shown(meeting, at=clock.now())
    html = render_template(
        "meetings/room.html",
        see=see,
        decisions=DECISIONS,
        looks=LOOKS,
        ahead=AHEAD,
        opened=opened,
        typed=typed or {},
        fault=fault,
        told=told,
        **desk(see),
    )
    return html, (422 if fault else 200)


@pages.get("/meetings/<int:meeting_id>/screen")
@access.only(Audience.REVIEWER, Audience.LEADER)
def screen(meeting_id: int) -> ResponseReturnValue:
    """The same item for the beamer alone; it follows the room by itself."""
    meeting = read_by(meeting_id)
    return render_template("meetings/screen.html", see=shown(meeting, at=clock.now()), told=told)


@pages.get("/meetings/<int:meeting_id>/pulse")
@access.only(Audience.REVIEWER, Audience.LEADER)
def pulse(meeting_id: int) -> ResponseReturnValue:
    """Where the meeting is, for pages that follow it; changes with each act in it."""
    meeting = read_by(meeting_id)
    answer = jsonify(item=meeting.current_id, version=meeting.version_id, state=meeting.state.value)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.post("/meetings/<int:meeting_id>/item")
@access.only(Audience.REVIEWER)
def go_to(meeting_id: int) -> ResponseReturnValue:
    """To another item; of two who press at once, the second stays where the first went."""
    meeting = held_by(meeting_id)
    to = request.form.get("to", default=0, type=number)
    seen = request.form.get("seen", default=None, type=number)
    try:
        moved = actions.go_to(meeting, to, seen_id=seen, at=clock.now())
    except Refused as refused:
        return back(meeting, refused)
    db.session.commit()
    if not moved:
        flash(_("Somebody else has moved on meanwhile; this is the item of the moment."), "info")
    return _in(meeting_id)


@pages.post("/meetings/<int:meeting_id>/begin")
@access.only(Audience.REVIEWER)
def begin(meeting_id: int) -> ResponseReturnValue:
    """Begins it, or goes on after a pause."""
    meeting = held_by(meeting_id)
    try:
        actions.begin(meeting, by=access.acting(meeting.region_id, Duty.REVIEWER), at=clock.now())
    except Refused as refused:
        return back(meeting, refused)
    db.session.commit()
    return _in(meeting_id)


@pages.post("/meetings/<int:meeting_id>/pause")
@access.only(Audience.REVIEWER)
def pause(meeting_id: int) -> ResponseReturnValue:
    """Stops for a while; everything decided stays."""
    meeting = held_by(meeting_id)
    try:
        actions.pause(meeting, by=access.acting(meeting.region_id, Duty.REVIEWER), at=clock.now())
    except Refused as refused:
        return back(meeting, refused)
    db.session.commit()
    flash(_("The meeting is paused. Everything that was decided is kept."), "success")
    return redirect(url_for(".meeting", meeting_id=meeting_id), 303)


@pages.post("/meetings/<int:meeting_id>/items")
@access.only(Audience.REVIEWER)
def add(meeting_id: int) -> ResponseReturnValue:
    """One more commitment at the end of the agenda, by its number."""
    meeting = held_by(meeting_id)
    by = access.acting(meeting.region_id, Duty.REVIEWER)
    wanted = request.form.get("commitment", default=0, type=number)
    try:
        item = actions.add(meeting, wanted, by=by, at=clock.now())
    except Refused as refused:
        return back(meeting, refused)
    db.session.commit()
    flash(_("On the agenda as item %(number)s.", number=item.number), "success")
    return _in(meeting_id)


def back(meeting: Meeting, refused: Refused) -> ResponseReturnValue:
    """To where the meeting is, with the reason why nothing was done."""
    db.session.rollback()
    flash(str(REFUSALS[refused.reason]), "warning")
    return _in(meeting.id)


def _in(meeting_id: int) -> ResponseReturnValue:
    return redirect(url_for(".room", meeting_id=meeting_id), 303)
