"""A draft put right, on its own page or inside its card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.extensions import db
from tracker.minutes import actions
from tracker.minutes.forms import CorrectionForm, known_ids
from tracker.minutes.models import Draft, DraftState
from tracker.minutes.rules.deciding import Refusal, Refused
from tracker.minutes.rules.paper import Mark, Shade, paper
from tracker.minutes.suggesting import likely_office
from tracker.minutes.views.blueprint import pages
from tracker.minutes.views.coming_round import rounds_kept, rounds_of
from tracker.minutes.views.deciding import mine
from tracker.minutes.views.desk import said
from tracker.minutes.views.looking import acted, by_script, shown, today_of
from tracker.minutes.views.words import GUESSES, REFUSALS, WARNINGS
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.models import Post
from tracker.people.rules import Duty
from tracker.regions import queries as regions
from tracker.regions.models import Office


@pages.route("/drafts/<int:draft_id>/correction", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def correction(draft_id: int) -> ResponseReturnValue:
    """A draft put right, then approved or kept for later. `?asked=1`: a press on "approve" found something missing."""
    draft = mine(draft_id)
    if draft.state is not DraftState.WAITING and request.method == "GET":
        return _too_late(draft)
    posts = people.owner_posts(draft.forum.region_id)
    offices = regions.offices_of(draft.forum.region_id)
    form = CorrectionForm(data=_as_it_stands(draft, offices))
    form.today = today_of(draft.forum)
    form.offer(posts, offices)
    form.offer_parts({o.id: draft.parts.get(o.name, "") for o in offices}, request.form)
    if form.validate_on_submit():
        approves = "keep" not in request.form
        if not approves or form.check_complete():
            answer = _correct(draft, form, posts, offices, approves=approves)
            if answer is not None:
                return answer
    elif request.args.get("asked"):
        form.check_complete()
    return _asking(draft, form, offices), 422 if form.errors and form.is_submitted() else 200


def _too_late(draft: Draft) -> ResponseReturnValue:
    why = REFUSALS[Refusal.NOT_WAITING]
    if by_script():
        return shown(draft, str(why), warning=True)
    flash(why, "warning")
    return redirect(url_for("minutes.drafts", forum_id=draft.forum_id, _anchor=f"d{draft.number}"))


def _asking(draft: Draft, form: CorrectionForm, offices: Sequence[Office]) -> str:
    """The form: inside its card for the script, else a page with the minutes beside it."""
    marks = [
        Mark(start, end, Shade.NOW, draft.number)
        for start, end in ((draft.start, draft.end), *((a, b) for a, b, _ in draft.also))
    ]
    region = draft.forum.region.name
    if by_script():  # several forms may be open on one page, and each field has its own id
        for field in form:
            field.id = f"{field.name}-{draft.id}"
    return render_template(
        "minutes/correcting.html" if by_script() else "minutes/correction.html",
        draft=draft,
        forum=draft.forum,
        form=form,
        lines=[] if by_script() else paper(draft.forum.minutes_text, marks),
        suggestion=None if draft.post_id else likely_office(draft.owner_words, offices, region),
        warnings=[*(WARNINGS[word] for word in draft.warnings if word in WARNINGS), *said(GUESSES, draft)],
    )


def _as_it_stands(draft: Draft, offices: Sequence[Office]) -> dict[str, Any]:
    return {
        "version": draft.version_id,
        "action": draft.action,
        "owner": draft.post_id or 0,
        "due_on": draft.due_on,
        "undated_reason": draft.undated_reason,
        "measure": draft.measure,
        "supporting": known_ids(draft.supporting, offices),
        **rounds_of(draft),
    }


def _correct(
    draft: Draft, form: CorrectionForm, posts: Sequence[Post], offices: Sequence[Office], *, approves: bool
) -> ResponseReturnValue | None:
    """Saves, and approves where asked to; None: another was first, and the form says so with all that was typed."""
    actor, at = access.acting(draft.forum.region_id, Duty.REVIEWER), clock.now()
    owner = next((post for post in posts if post.id == form.owner.data), None)
    supporting = [office for office in offices if office.id in (form.supporting.data or [])]
    facts: dict[str, Any] = {
        "action": form.action.data,
        "due_on": form.due_on.data,
        "undated_reason": form.undated_reason.data or "",
        "measure": form.measure.data or "",
        "supporting": supporting,
        "parts": {office.name: form.parts.get(office.id, "") for office in supporting},
    }
    draft_id, number = draft.id, draft.number
    try:
        kept = rounds_kept(form)
        actions.correct(draft, owner=owner, by=actor, at=at, seen=form.version.data, recurs=kept, **facts)
        if approves and owner:
            late = bool(form.already_late.data)
            actions.accept(
                draft, owner=owner, already_late=late, by=actor, at=at, today=form.today,
                terms=form.terms, ends=form.ends, **facts,
            )  # fmt: skip
    except Refused as refused:
        db.session.rollback()
        if _sent_before(draft, form):
            return acted(mine(draft_id), _("Draft %(number)s is approved.", number=number), teaches=True)
        form.form_errors.append(REFUSALS[refused.reason])
        form.version.data = draft.version_id
        form.version.raw_data = None
        return None
    db.session.commit()
    words = (
        _("Draft %(number)s is approved.") if approves else _("Draft %(number)s is saved and still waits.")
    )
    return acted(mine(draft_id), words % {"number": number}, teaches=True)


def _sent_before(draft: Draft, form: CorrectionForm) -> bool:
    """The same form came already; only its answer was lost on the way."""
    made = draft.commitment
    if made is not None and form.terms:
        return made.period != "" and made.owner_post_id == form.owner.data
    return made is not None and (made.action, made.owner_post_id, made.due_on) == (
        (form.action.data or "").strip(),
        form.owner.data,
        form.due_on.data,
    )
