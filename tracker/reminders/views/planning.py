"""A region's plan and ladder: the operator sets them, the reviewers read what happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import NamedTuple

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.extensions import db
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.models import Post
from tracker.people.rules import Duty, Holding
from tracker.reminders import queries
from tracker.reminders.actions import planning
from tracker.reminders.forms import LadderForm, PlanForm
from tracker.reminders.models import LadderRung
from tracker.reminders.rules import Audience as Hears
from tracker.reminders.rules import Habits, Rung
from tracker.reminders.views.blueprint import pages


class Now(NamedTuple):
    """What holds in a region before anything is changed, and the posts that a ladder may name."""

    habits: Habits
    rungs: Sequence[LadderRung]
    posts: Sequence[Post]


READERS = (Duty.REVIEWER, Duty.OPERATOR)
DEFAULT = "default"


@pages.get("/regions/<int:region_id>/reminders")
@access.only(Audience.REVIEWER, Audience.OPERATOR)
def plan(region_id: int) -> ResponseReturnValue:
    held = access.asker().holding(region_id, *READERS) or abort(404)
    now = _now(region_id)
    form, ladder = PlanForm(formdata=None, obj=now.habits), LadderForm(formdata=None)
    ladder.offer(now.posts)
    ladder.show(now.rungs)
    return _page(held, now, form, ladder)


@pages.post("/regions/<int:region_id>/reminders")
@access.only(Audience.OPERATOR)
def keep_plan(region_id: int) -> ResponseReturnValue:
    """Both at once, since they stand on one page; the default ladder by a button of its own."""
    held = access.asker().holding(region_id, Duty.OPERATOR) or abort(404)
    if request.form.get("ladder") == DEFAULT:
        _keep_ladder(region_id, [])
        flash(_("The default ladder holds from now on."), "success")
    else:
        now, form, ladder = _now(region_id), PlanForm(), LadderForm()
        ladder.offer(now.posts)
        if not form.validate() or not ladder.validate():
            return _page(held, now, form, ladder), 422
        _keep(region_id, now, form, ladder)
        flash(_("Saved. It holds for every mail from now on."), "success")
    db.session.commit()
    return redirect(url_for("reminders.plan", region_id=region_id), 303)


def _now(region_id: int) -> Now:
    posts = [post for post in people.posts_of(region_id) if post.duty is not Duty.OPERATOR]
    return Now(queries.place(region_id).plan, queries.own_ladder(region_id), posts)


def _keep(region_id: int, now: Now, form: PlanForm, ladder: LadderForm) -> None:
    """Only what changed is written and recorded."""
    chosen = {name: form[name].data for name in ("weekday", "hour", "opens", "closes")}
    if chosen != asdict(now.habits):
        by = access.acting(region_id, Duty.OPERATOR)
        planning.keep_plan(region_id, **chosen, by=by, at=clock.now())
    rungs = ladder.rungs(region_id)
    if [_values(rung) for rung in rungs] != [_values(rung) for rung in now.rungs]:
        _keep_ladder(region_id, rungs)


def _values(rung: LadderRung) -> tuple[int, str, int | None]:
    return rung.after_days, rung.audience.value, rung.post_id


def _keep_ladder(region_id: int, rungs: list[LadderRung]) -> None:
    by = access.acting(region_id, Duty.OPERATOR)
    planning.keep_ladder(region_id, rungs, by=by, at=clock.now())


def _page(held: Holding, now: Now, form: PlanForm, ladder: LadderForm) -> str:
    titles = {post.id: post.title for post in now.posts}
    return render_template(
        "reminders/plan.html",
        held=held,
        operates=access.asker().holding(held.region_id, Duty.OPERATOR) is not None,
        reviews=access.asker().holding(held.region_id, Duty.REVIEWER) is not None,
        form=form,
        ladder=ladder,
        rows=ladder.rows(),
        kept=now.habits,
        steps=[(rung.after_days, _heard_by(rung, titles)) for rung in queries.ladder(held.region_id)],
        default_holds=not now.rungs,
    )


def _heard_by(rung: Rung, titles: dict[int, str]) -> str:
    if rung.post_id is not None:
        return titles.get(rung.post_id, str(_("a post that was closed: the reviewers instead")))
    words = {
        Hears.OWNER: _("the owner of the commitment"),
        Hears.REVIEWERS: _("all reviewers of the region"),
        Hears.LEADERS: _("the leaders, in their weekly mail"),
    }
    return str(words[rung.audience])
