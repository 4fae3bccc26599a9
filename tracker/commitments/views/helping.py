"""Supporting offices: answering for their part by the link of a mail or signed in, and being asked for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Response, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments import actions, queries
from tracker.commitments.forms import LONGEST_PART, PartForm
from tracker.commitments.helping import PartAnswer
from tracker.commitments.models import Commitment, Support
from tracker.commitments.queries import BehindPart
from tracker.commitments.rules import Refused, may_answer
from tracker.commitments.views.answering import private
from tracker.commitments.views.blueprint import pages
from tracker.commitments.views.proving import handed_out
from tracker.commitments.views.reporting import kept
from tracker.commitments.views.showing import READERS
from tracker.extensions import csrf, db
from tracker.people import access, links, throttle
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.models import Tenure
from tracker.people.rules import Actor, Door, Duty, actor
from tracker.regions.rules import local_day
from tracker.shell.forms import BaseForm

POSTS, POSTS_WITHIN = 30, timedelta(hours=1)


@pages.route("/part/<token>", methods=["GET", "POST"])
@access.link_holder
@csrf.exempt  # the signed token in the address is the authority here, as on the page of an owner's link
def part(token: str) -> ResponseReturnValue:
    """GET shows, POST acts: scanners of mail open links."""
    at = clock.now()
    _throttle(token, at)
    behind = _opened(token, at)
    if behind is None:
        return private(make_response(render_template("commitments/part_gone.html"), 410))
    form = PartForm(meta={"csrf": False})
    if may_answer(behind.commitment.status) and form.validate_on_submit():
        by = Actor(behind.tenure.person_id, behind.tenure.id, behind.tenure.signed, Door.LINK)
        if _take(form, behind.support, behind.commitment, behind.tenure, by=by, at=at):
            db.session.commit()
            return private(redirect(url_for(".part_thanks", token=token), 303))
    values = _values(behind.support, behind.commitment, form, at)
    html = render_template("commitments/part_answer.html", token=token, tenure=behind.tenure, **values)
    return private(make_response(html, 422 if form.errors else 200))


@pages.get("/part/thanks/<token>")
@access.link_holder
def part_thanks(token: str) -> ResponseReturnValue:
    """What was recorded."""
    behind = _opened(token, clock.now())
    if behind is None:
        return private(make_response(render_template("commitments/part_gone.html"), 410))
    html = render_template(
        "commitments/part_thanks.html",
        token=token,
        commitment=behind.commitment,
        tenure=behind.tenure,
        answer=queries.last_answer(behind.support.id),
        place=behind.commitment.region.name,
    )
    return private(make_response(html))


@pages.route("/parts/<int:support_id>", methods=["GET", "POST"])
@access.only(Audience.OWNER, Audience.REVIEWER)
def own_part(support_id: int) -> ResponseReturnValue:
    """The same form for whoever is signed in and holds a post of the supporting office."""
    at, asker = clock.now(), access.asker()
    support = queries.part_visible_to(asker, support_id) or abort(404)
    held = queries.answering_for(asker, support.office_id) or abort(403)
    commitment = queries.visible_to(asker, support.commitment_id) or abort(404)
    form = PartForm()
    if may_answer(commitment.status) and form.validate_on_submit():
        tenure = people.tenure(held.tenure_id) or abort(404)
        if _take(form, support, commitment, tenure, by=actor(asker, held, Door.PAGE), at=at):
            db.session.commit()
            flash(_("Your answer is recorded."), "success")
            return redirect(url_for(".commitment", commitment_id=commitment.id), 303)
    values = _values(support, commitment, form, at)
    return render_template("commitments/part.html", held=held, **values), (422 if form.errors else 200)


@pages.get("/parts/files/<int:part_file_id>")
@access.only(*READERS)
def part_file(part_file_id: int) -> Response:
    """A file of such an answer, as a download."""
    return handed_out(queries.part_file_visible_to(access.asker(), part_file_id) or abort(404))


@pages.route("/commitments/<int:commitment_id>/parts", methods=["GET", "POST"])
@access.only(Audience.REVIEWER)
def parts(commitment_id: int) -> ResponseReturnValue:
    """What each supporting office is asked for."""
    asker = access.asker()
    shown = queries.visible_to(asker, commitment_id) or abort(404)
    if shown.region_id not in asker.regions(Duty.REVIEWER) or not may_answer(shown.status):
        abort(403)
    found = queries.parts_of(shown.id)
    form = BaseForm()
    typed = {p.support.id: request.form.get(f"part-{p.support.id}", p.support.part) for p in found}
    long = [number for number, words in typed.items() if len(words) > LONGEST_PART]
    if form.validate_on_submit() and not long:
        by = access.acting(shown.region_id, Duty.REVIEWER)
        changed = actions.ask_parts(shown, typed, by=by, at=clock.now())
        db.session.commit()
        if changed:
            flash(_("What the supporting offices are asked for is recorded."), "success")
        return redirect(url_for(".commitment", commitment_id=commitment_id), 303)
    html = render_template(
        "commitments/parts.html", commitment=shown, parts=found, form=form, typed=typed, long=long,
        longest=LONGEST_PART,
    )  # fmt: skip
    return html, (422 if long else 200)


def _opened(token: str, at: datetime) -> BehindPart | None:
    link = links.read_part(token)
    if link is None or link.expired(at):
        return None
    behind = queries.behind_part_link(link, at=at)
    if behind and behind.tenure.person.locale:
        g.locale = behind.tenure.person.locale
    return behind


def _throttle(token: str, at: datetime) -> None:
    if request.method != "POST":
        return
    tries = throttle.count(throttle.key("part", token), window=POSTS_WITHIN, at=at)
    db.session.commit()
    if tries > POSTS:
        abort(429)


def _take(
    form: PartForm, support: Support, commitment: Commitment, tenure: Tenure, *, by: Actor, at: datetime
) -> PartAnswer | None:
    """None: refused, and the form says why."""
    evidence = list(kept(form))
    if form.errors:
        return None
    try:
        return actions.answer_part(
            support, commitment, tenure=tenure, by=by, said=form.part_said, note=form.note.data, at=at,
            evidence=evidence,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused.reason)
        return None


def _values(support: Support, commitment: Commitment, form: PartForm, at: datetime) -> dict[str, Any]:
    return {
        "support": support,
        "commitment": commitment,
        "form": form,
        "may_answer": may_answer(commitment.status),
        "answer": queries.last_answer(support.id),
        "today": local_day(at, commitment.region.zone),
        "place": commitment.region.name,
        "footer": {"place": commitment.region.name, "at": at, "zone": commitment.region.zone},
    }
