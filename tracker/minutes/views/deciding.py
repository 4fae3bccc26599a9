"""A reviewer decides on a draft: each act is its own address, and each leads on to the next draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments.rules import Refused as CommitmentRefused
from tracker.extensions import db
from tracker.minutes import actions, queries
from tracker.minutes.forms import CorrectionForm, RejectionForm, known_ids
from tracker.minutes.models import Draft, DraftState
from tracker.minutes.rules.deciding import Refusal, Refused
from tracker.minutes.rules.paper import Mark, Shade, paper
from tracker.minutes.suggesting import likely_office
from tracker.minutes.views.blueprint import pages
from tracker.minutes.views.words import REFUSALS, WARNINGS
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.models import Post
from tracker.people.rules import Duty
from tracker.regions import queries as regions
from tracker.regions.models import Office
from tracker.regions.rules import local_day


def _mine(draft_id: int) -> Draft:
    return queries.reviewed_by(access.asker(), draft_id) or abort(404)


def _today(draft: Draft) -> date:
    return local_day(clock.now(), draft.forum.region.zone)


def _on(draft: Draft) -> ResponseReturnValue:
    """To the next draft that waits, so that one hand on the keyboard decides them all."""
    numbers = [
        other.number for other in queries.drafts_of(draft.forum_id) if other.state is DraftState.WAITING
    ]
    following = next((n for n in numbers if n > draft.number), numbers[0] if numbers else None)
    anchor = f"d{following}" if following else None
    return redirect(url_for("minutes.drafts", forum_id=draft.forum_id, draft=following, _anchor=anchor))


def _decide(draft: Draft, act: Callable[[], Any], said: str) -> ResponseReturnValue:
    """Does it, commits and says so; or says why not, with nothing changed."""
    forum_id, number = draft.forum_id, draft.number
    try:
        act()
    except Refused as refused:
        db.session.rollback()
        flash(REFUSALS[refused.reason], "warning")
        return redirect(url_for("minutes.drafts", forum_id=forum_id, draft=number, _anchor=f"d{number}"))
    db.session.commit()
    flash(said, "success")
    return _on(draft)


@pages.route("/drafts/<int:draft_id>/approval", methods=["POST"])
@access.only(Audience.REVIEWER)
def approval(draft_id: int) -> ResponseReturnValue:
    """Approves a draft as it stands; what is missing or late is asked for on its own page."""
    draft = _mine(draft_id)
    actor, at, today = access.acting(draft.forum.region_id, Duty.REVIEWER), clock.now(), _today(draft)
    owner = _post(draft, draft.post_id or 0)
    if owner is None and draft.commitment is None:
        return redirect(url_for(".correction", draft_id=draft_id, asked=1))
    supporting = _offices(draft, draft.supporting)

    def act() -> None:
        actions.accept(
            draft, action=draft.action, owner=owner or draft.commitment.owner, due_on=draft.due_on,  # type: ignore[union-attr]  # accepted: it has one
            undated_reason=draft.undated_reason, measure=draft.measure, supporting=supporting,
            seen=request.form.get("version", type=int), by=actor, at=at, today=today,
        )  # fmt: skip

    try:
        return _decide(draft, act, _("Draft %(number)s is approved.", number=draft.number))
    except CommitmentRefused:
        db.session.rollback()
        return redirect(url_for(".correction", draft_id=draft_id, asked=1))


def _post(draft: Draft, post_id: int) -> Post | None:
    return next((post for post in people.owner_posts(draft.forum.region_id) if post.id == post_id), None)


def _offices(draft: Draft, names: list[str]) -> list[Office]:
    return [office for office in regions.offices_of(draft.forum.region_id) if office.name in names]


@pages.route("/drafts/<int:draft_id>/rejection", methods=["POST"])
@access.only(Audience.REVIEWER)
def rejection(draft_id: int) -> ResponseReturnValue:
    draft = _mine(draft_id)
    form = RejectionForm()
    reason = (form.reason.data or "") if form.validate_on_submit() else ""
    actor, at = access.acting(draft.forum.region_id, Duty.REVIEWER), clock.now()
    seen = request.form.get("version", type=int)
    return _decide(
        draft,
        lambda: actions.reject(draft, reason=reason, by=actor, at=at, seen=seen),
        _("Draft %(number)s is rejected.", number=draft.number),
    )


@pages.route("/drafts/<int:draft_id>/return", methods=["POST"])
@access.only(Audience.REVIEWER)
def give_back(draft_id: int) -> ResponseReturnValue:
    """Undoes a decision, before its owner was told."""
    draft = _mine(draft_id)
    actor, at = access.acting(draft.forum.region_id, Duty.REVIEWER), clock.now()
    number = draft.number
    answer = _decide(
        draft,
        lambda: actions.give_back(draft, by=actor, at=at),
        _("Draft %(number)s waits again.", number=number),
    )
    if draft.state is not DraftState.WAITING:
        return answer
    return redirect(url_for("minutes.drafts", forum_id=draft.forum_id, draft=number, _anchor=f"d{number}"))


@pages.route("/drafts/<int:draft_id>/correction", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def correction(draft_id: int) -> ResponseReturnValue:
    """A draft put right, then approved or kept for later. `?asked=1`: a press on "approve" found something missing."""
    draft = _mine(draft_id)
    if draft.state is not DraftState.WAITING and request.method == "GET":
        flash(REFUSALS[Refusal.NOT_WAITING], "warning")
        return redirect(url_for("minutes.drafts", forum_id=draft.forum_id, _anchor=f"d{draft.number}"))
    posts = people.owner_posts(draft.forum.region_id)
    offices = regions.offices_of(draft.forum.region_id)
    form = CorrectionForm(data=_as_it_stands(draft, offices))
    form.today = _today(draft)
    form.offer(posts, offices)
    if form.validate_on_submit():
        approves = "keep" not in request.form
        if not approves or form.check_complete():
            answer = _correct(draft, form, posts, offices, approves=approves)
            if answer is not None:
                return answer
    elif request.args.get("asked"):
        form.check_complete()
    return render_template(
        "minutes/correction.html",
        draft=draft,
        forum=draft.forum,
        form=form,
        lines=paper(draft.forum.minutes_text, [Mark(draft.start, draft.end, Shade.NOW, draft.number)]),
        suggestion=None
        if draft.post_id
        else likely_office(draft.owner_words, offices, draft.forum.region.name),
        warnings=[WARNINGS[word] for word in draft.warnings if word in WARNINGS],
    ), 422 if form.errors and form.is_submitted() else 200


def _as_it_stands(draft: Draft, offices: list[Office] | Any) -> dict[str, Any]:
    return {
        "version": draft.version_id,
        "action": draft.action,
        "owner": draft.post_id or 0,
        "due_on": draft.due_on,
        "undated_reason": draft.undated_reason,
        "measure": draft.measure,
        "supporting": known_ids(draft.supporting, offices),
    }


def _correct(
    draft: Draft, form: CorrectionForm, posts: Any, offices: Any, *, approves: bool
) -> ResponseReturnValue | None:
    """Saves, and approves where asked to; None: another was first, and the form says so with all that was typed."""
    actor, at = access.acting(draft.forum.region_id, Duty.REVIEWER), clock.now()
    owner = next((post for post in posts if post.id == form.owner.data), None)
    facts: dict[str, Any] = {
        "action": form.action.data,
        "due_on": form.due_on.data,
        "undated_reason": form.undated_reason.data or "",
        "measure": form.measure.data or "",
        "supporting": [office for office in offices if office.id in (form.supporting.data or [])],
    }
    number = draft.number
    try:
        actions.correct(draft, owner=owner, by=actor, at=at, seen=form.version.data, **facts)
        if approves and owner:
            late = bool(form.already_late.data)
            actions.accept(draft, owner=owner, already_late=late, by=actor, at=at, today=form.today, **facts)
    except Refused as refused:
        db.session.rollback()
        form.form_errors.append(REFUSALS[refused.reason])
        form.version.data = draft.version_id
        form.version.raw_data = None
        return None
    db.session.commit()
    words = (
        _("Draft %(number)s is approved.") if approves else _("Draft %(number)s is saved and still waits.")
    )
    flash(words % {"number": number}, "success")
    return _on(draft)
