"""A reviewer's acts on one commitment or many: choose, say why, do it to all or to none, take it back for a minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments import actions, queries
from tracker.commitments.acts import MOST, UNDO_WITHIN, Act, Hindered, may_take_back
from tracker.commitments.forms import REFUSALS, OversightForm
from tracker.commitments.models import Commitment
from tracker.commitments.oversights import Oversight
from tracker.commitments.rules import Refusal, Refused
from tracker.commitments.views.blueprint import pages
from tracker.extensions import db
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.rules import Duty
from tracker.regions.rules import local_day
from tracker.shell.addresses import HOME, local_or_home, number


@pages.route("/commitments/acts", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def acts() -> ResponseReturnValue:
    """What was chosen, and one form for all of it; nothing changes before it is sent."""
    at = clock.now()
    ids = _ids()
    if not ids:
        flash(_("Pick at least one commitment first."), "warning")
        back = local_or_home(request.values.get("next"))
        return redirect(url_for("review.board") if back == HOME else back, 303)
    if "chosen" in request.form:
        return redirect(url_for(".acts", commitment=sorted(ids), next=request.form.get("next")), 303)
    chosen = _chosen(ids)
    region_id = chosen[0].region_id
    form = OversightForm(data={"act": request.args.get("act", Act.EXTEND.value)})
    form.offer(people.owner_posts(region_id))
    if form.validate_on_submit():
        done, hindered = _done(form, chosen, at)
        if done:
            db.session.commit()
            on = url_for(".oversight", oversight_id=done.id, next=request.form.get("next"))
            return redirect(on, 303)
        return _page(form, chosen, at, hindered)
    return _page(form, chosen, at, {})


def _ids() -> set[int]:
    left_out = request.form.getlist("without", type=number)
    return set(request.values.getlist("commitment", type=number)) - set(left_out)


def _chosen(ids: set[int]) -> Sequence[Commitment]:
    """404 unless all are published commitments of one region which the person reviews."""
    if len(ids) > MOST:
        abort(413)
    found = queries.reviewed_by(access.asker(), ids)
    if len(found) != len(ids) or len({commitment.region_id for commitment in found}) != 1:
        abort(404)
    return found


def _done(
    form: OversightForm, chosen: Sequence[Commitment], at: datetime
) -> tuple[Oversight | None, Mapping[int, str]]:
    """The act, or why not: at the form, and for each commitment that stands against it."""
    region = chosen[0].region
    owner = queries.post_in(region.id, form.owner.data) if form.owner.data else None
    try:
        done = actions.oversee(
            chosen,
            form.wanted,
            reason=form.reason.data,
            seen=seen(),
            by=access.acting(region.id, Duty.REVIEWER),
            at=at,
            today=local_day(at, region.zone),
            due_on=form.new_due_on.day,
            owner=owner,
        )
    except Refused as refused:
        form.refuse(refused.reason)
    except Hindered as hindered:
        _explain(form, hindered, len(chosen))
        return None, {n: str(REFUSALS[reason]) for n, reason in hindered.hindrances}
    else:
        return done, {}
    return None, {}


def seen() -> dict[int, int]:
    """The version of each commitment as the page showed it: `seen=12:3`."""
    pairs = (text.partition(":") for text in request.form.getlist("seen"))
    return {
        int(n): int(v)
        for n, _colon, v in pairs
        if n.isascii() and n.isdigit() and v.isascii() and v.isdigit()
    }


def _explain(form: OversightForm, hindered: Hindered, number_chosen: int) -> None:
    reasons = {reason for _n, reason in hindered.hindrances}
    if number_chosen == 1 or (reasons == {Refusal.NOT_LATER} and len(hindered.hindrances) == number_chosen):
        form.refuse(next(iter(reasons)))
        return
    words = _("Nothing was changed: %(few)s of %(all)s stand against it, as marked below.",
              few=len(hindered.hindrances), all=number_chosen)  # fmt: skip
    form.blame(None, words)


def _page(
    form: OversightForm, chosen: Sequence[Commitment], at: datetime, hindered: Mapping[int, str]
) -> ResponseReturnValue:
    html = render_template(
        "commitments/acts.html",
        form=form,
        chosen=chosen,
        hindered=hindered,
        beyond=_beyond(form, chosen),
        cap=queries.cap_of(chosen[0].region_id),
        today=local_day(at, chosen[0].region.zone),
        back=local_or_home(request.values.get("next")),
        within=int(UNDO_WITHIN.total_seconds()),
    )
    return html, (422 if form.errors else 200)


def _beyond(form: OversightForm, chosen: Sequence[Commitment]) -> set[int]:
    """Ids of those that a later date takes beyond the region's limit, as far as the form knows the date."""
    cap, day = queries.cap_of(chosen[0].region_id), form.new_due_on.day
    return {
        c.id for c in chosen if cap.beyond(c.extended, due_on=c.due_on, first=c.original_due_on, wanted=day)
    }


@pages.get("/commitments/acts/<int:oversight_id>")
@access.only(Audience.REVIEWER)
def oversight(oversight_id: int) -> ResponseReturnValue:
    """What was done, and the button that takes it back while nobody has been told."""
    done = queries.oversight_visible_to(access.asker(), oversight_id) or abort(404)
    return _result(done)


@pages.post("/commitments/acts/<int:oversight_id>/undo")
@access.only(Audience.REVIEWER)
def undo(oversight_id: int) -> ResponseReturnValue:
    """All of it is as it was before, or none."""
    done = queries.oversight_visible_to(access.asker(), oversight_id) or abort(404)
    by = access.acting(done.region_id, Duty.REVIEWER)
    try:
        actions.take_back(done, _of(done), by=by, at=clock.now())
    except Refused as refused:
        db.session.rollback()
        flash(str(REFUSALS[refused.reason]), "warning")
    except Hindered as hindered:
        db.session.rollback()
        names = ", ".join(str(n) for n, _reason in hindered.hindrances)
        flash(_("Not taken back: somebody has changed number %(names)s meanwhile.", names=names), "warning")
    else:
        db.session.commit()
        flash(_("Taken back. Nobody was told."), "success")
    return redirect(url_for(".oversight", oversight_id=oversight_id, next=request.form.get("next")), 303)


def _of(done: Oversight) -> Sequence[Commitment]:
    return queries.reviewed_by(access.asker(), [item["id"] for item in done.items])


def _result(done: Oversight) -> ResponseReturnValue:
    at = clock.now()
    return render_template(
        "commitments/acted.html",
        done=done,
        commitments=_of(done),
        beyond={item["id"] for item in done.items if item.get("beyond")},
        may_take_back=done.taken_back_at is None and may_take_back(done.at, at),
        until=done.at + UNDO_WITHIN,
        today=local_day(at, done.region.zone),
        back=local_or_home(request.args.get("next")),
    )
