"""An owner's delegates: who may report in the name of the post, naming them, and ending it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments import actions, queries
from tracker.commitments.forms import NAMING_REFUSALS, DelegateForm
from tracker.commitments.helping import Delegation
from tracker.commitments.models import Commitment
from tracker.commitments.views.blueprint import pages
from tracker.extensions import db
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.models import Person
from tracker.people.rules import Actor, Asker, Door, Holding, Refusal, Refused, actor
from tracker.regions.rules import local_day
from tracker.shell.forms import BaseForm


@pages.route("/delegates", methods=["GET", "POST"])
@access.only(Audience.OWNER, Audience.REVIEWER)
def delegates() -> ResponseReturnValue:
    """Those who report for one's posts, and the form to name another."""
    at, asker = clock.now(), access.asker()
    posts = queries.may_name(asker) or abort(403)
    today = local_day(at, posts[0].zone)
    people = queries.colleagues(asker, today=today)
    owed = [
        row.commitment
        for one in queries.handovers(asker_posts(asker), today=today).values()
        for row in one.rows
    ]
    form = DelegateForm(data=_asked_for(owed))
    form.offer(posts, people, owed)
    if form.validate_on_submit():
        held = next(one for one in posts if one.post_id == form.post.data)
        chosen = next((one for one in owed if one.id == form.commitment.data), None)
        if chosen and chosen.owner_post_id != held.post_id:
            form.blame("commitment", _("This commitment belongs to another of your posts."))
        elif named := _name(form, asker, held, chosen, at=at, today=today):
            db.session.commit()
            flash(
                _("%(name)s may report for you now and gets a mail.", name=named.tenure.person.name),
                "success",
            )
            return redirect(url_for(".delegates"), 303)
    html = render_template(
        "commitments/delegates.html", form=form, posts=posts, today=today,
        delegates=queries.delegates_of(asker_posts(asker), today=today),
    )  # fmt: skip
    return html, (422 if form.errors else 200)


@pages.post("/delegates/<int:tenure_id>/end")
@access.only(Audience.OWNER, Audience.REVIEWER)
def end_delegation(tenure_id: int) -> ResponseReturnValue:
    """Ends it at once, by whoever holds the post now."""
    at, asker = clock.now(), access.asker()
    posts = queries.may_name(asker) or abort(403)
    today = local_day(at, posts[0].zone)
    found = queries.delegate_named_to(asker, tenure_id, today=today) or abort(404)
    if not BaseForm().validate_on_submit():
        abort(400)
    held = next(one for one in posts if one.post_id == found.tenure.post_id)
    actions.end_delegation(found, by=actor(asker, held, Door.PAGE), at=at, today=today)
    db.session.commit()
    flash(_("%(name)s reports for you no more.", name=found.tenure.person.name), "success")
    return redirect(url_for(".delegates"), 303)


def asker_posts(asker: Asker) -> set[int]:
    """Ids of the posts for which the person may name somebody."""
    return {held.post_id for held in queries.may_name(asker)}


def _asked_for(owed: Sequence[Commitment]) -> dict[str, int]:
    """What the link that led here was about."""
    wanted = request.args.get("commitment", type=int)
    fitting = next((one for one in owed if one.id == wanted), None)
    return {"commitment": fitting.id, "post": fitting.owner_post_id} if fitting else {}


def _name(
    form: DelegateForm,
    asker: Asker,
    held: Holding,
    commitment: Commitment | None,
    *,
    at: datetime,
    today: date,
) -> Delegation | None:
    """None: refused, nothing was written, and the form says why."""
    by = actor(asker, held, Door.PAGE)
    try:
        with db.session.begin_nested():
            return actions.name_delegate(
                held, _chosen(form, held, by=by, at=at), commitment=commitment, until_on=form.until_on.data,
                by=by, at=at, today=today,
            )  # fmt: skip
    except Refused as refused:
        chosen = "person" if form.person.data else "email"
        blamed = "until_on" if refused.reason is Refusal.PAST else chosen
        form.blame(blamed, str(NAMING_REFUSALS[refused.reason]))
        return None


def _chosen(form: DelegateForm, held: Holding, *, by: Actor, at: datetime) -> Person:
    """A colleague from the list, who was offered to this person; else whoever has the address."""
    if form.person.data:
        return db.session.get_one(Person, form.person.data)
    return actions.invite_delegate(held, name=form.name.data or "", email=form.email.data or "", by=by, at=at)
