"""Deciding, undoing, and writing down what is newly promised."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments import queries as commitments
from tracker.commitments.forms import REFUSALS as COMMITMENT_REFUSALS
from tracker.commitments.rules import Refused as CommitmentRefused
from tracker.extensions import db
from tracker.meetings import actions, queries
from tracker.meetings.forms import DecisionForm, PromiseForm
from tracker.meetings.models import Meeting
from tracker.meetings.rules import Refusal, Refused
from tracker.meetings.views.blueprint import pages
from tracker.meetings.views.room import back, page
from tracker.meetings.views.shown import held_by
from tracker.meetings.words import REFUSALS
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.models import Post
from tracker.people.rules import Duty
from tracker.regions.rules import local_day
from tracker.shell.addresses import number

PROMISE = "promise"
"""The name of the form for new promises, beside those of the decisions."""


@pages.post("/meetings/<int:meeting_id>/decisions")
@access.only(Audience.REVIEWER)
def decide(meeting_id: int) -> ResponseReturnValue:
    """Does it and writes it into the log, or says at the form why not."""
    meeting = held_by(meeting_id)
    form = DecisionForm()
    if not form.validate():
        faults = [str(error) for errors in form.errors.values() for error in errors]
        return _refused(meeting, form.choice.data or "", " ".join(faults))
    try:
        _decide(meeting, form)
    except Refused as refused:
        return _refused(meeting, form.wanted, str(REFUSALS[refused.reason]))
    except CommitmentRefused as refused:
        return _refused(meeting, form.wanted, str(COMMITMENT_REFUSALS[refused.reason]))
    db.session.commit()
    return redirect(url_for(".room", meeting_id=meeting_id), 303)


def _decide(meeting: Meeting, form: DecisionForm) -> None:
    at = clock.now()
    item_id = request.form.get("item", default=0, type=number)
    item = next((item for item in queries.items_of(meeting.id) if item.id == item_id), None)
    commitment = queries.published_in(meeting.region_id, item.commitment_id) if item else None
    if commitment is None:
        raise Refused(Refusal.UNKNOWN)
    actions.decide(
        meeting,
        commitment,
        form.wanted,
        said=form.said.data or "",
        seen=request.form.get("seen", default=0, type=number),
        by=access.acting(meeting.region_id, Duty.REVIEWER),
        at=at,
        today=local_day(at, meeting.region.zone),
        due_on=form.day,
        post=_post(meeting),
    )


def _post(meeting: Meeting) -> Post | None:
    wanted = request.form.get("post", default=0, type=number)
    return next((post for post in queries.seats_above(meeting.region_id) if post.id == wanted), None)


def _refused(meeting: Meeting, opened: str, fault: str) -> ResponseReturnValue:
    """Nothing was written; the room as it is now, with what was typed."""
    db.session.rollback()
    again = held_by(meeting.id)
    if not again.running:
        flash(fault, "warning")
        return redirect(url_for(".meeting", meeting_id=again.id), 303)
    return page(again, opened=opened, typed=request.form, fault=fault)


@pages.post("/meetings/<int:meeting_id>/undo")
@access.only(Audience.REVIEWER)
def undo(meeting_id: int) -> ResponseReturnValue:
    """Takes the last decision of the room back, whoever made it."""
    meeting = held_by(meeting_id)
    by = access.acting(meeting.region_id, Duty.REVIEWER)
    try:
        entry = actions.undo_last(meeting, by=by, at=clock.now())
    except Refused as refused:
        return back(meeting, refused)
    except CommitmentRefused as refused:
        db.session.rollback()
        flash(str(COMMITMENT_REFUSALS[refused.reason]), "warning")
        return redirect(url_for(".room", meeting_id=meeting_id), 303)
    said = entry.said
    db.session.commit()
    flash(_("Taken back. Nobody was told.") + (f" “{said}”" if said else ""), "success")
    return redirect(url_for(".room", meeting_id=meeting_id), 303)


@pages.post("/meetings/<int:meeting_id>/promises")
@access.only(Audience.REVIEWER)
def promise(meeting_id: int) -> ResponseReturnValue:
    """Something new that was promised in the room."""
    at = clock.now()
    meeting = held_by(meeting_id)
    form = PromiseForm()
    form.offer(people.owner_posts(meeting.region_id))
    if not form.validate():
        faults = [str(error) for errors in form.errors.values() for error in errors]
        return _refused(meeting, PROMISE, " ".join(faults))
    owner = commitments.post_in(meeting.region_id, form.owner.data)
    try:
        if owner is None:
            raise Refused(Refusal.POST_MISSING)
        actions.promise(
            meeting, action=form.action.data, owner=owner, due_on=form.due_on.day or local_day(at, meeting.region.zone),
            by=access.acting(meeting.region_id, Duty.REVIEWER), at=at, today=local_day(at, meeting.region.zone),
        )  # fmt: skip
    except Refused as refused:
        return _refused(meeting, PROMISE, str(REFUSALS[refused.reason]))
    db.session.commit()
    flash(_("Written down. It becomes a draft when the minutes are handed over."), "success")
    return redirect(url_for(".room", meeting_id=meeting_id), 303)


@pages.post("/meetings/<int:meeting_id>/promises/<int:promise_id>/removal")
@access.only(Audience.REVIEWER)
def drop(meeting_id: int, promise_id: int) -> ResponseReturnValue:
    """Takes a new promise out again."""
    meeting = held_by(meeting_id)
    by = access.acting(meeting.region_id, Duty.REVIEWER)
    try:
        actions.drop(meeting, promise_id, by=by, at=clock.now())
    except Refused as refused:
        return back(meeting, refused)
    db.session.commit()
    return redirect(url_for(".room", meeting_id=meeting_id), 303)
