"""A region's plan and ladder: the operator sets them, the reviewers read what happens."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.extensions import db
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.rules import Duty, Holding
from tracker.reminders import queries
from tracker.reminders.actions import planning
from tracker.reminders.forms import MOST_RUNGS, LadderForm, PlanForm
from tracker.reminders.models import LadderRung
from tracker.reminders.rules import Audience as Hears
from tracker.reminders.rules import Rung
from tracker.reminders.views.blueprint import pages

READERS = (Duty.REVIEWER, Duty.OPERATOR)
DEFAULT = "default"


@pages.get("/regions/<int:region_id>/reminders")
@access.only(Audience.REVIEWER, Audience.OPERATOR)
def plan(region_id: int) -> ResponseReturnValue:
    held = access.asker().holding(region_id, *READERS) or abort(404)
    form = PlanForm(formdata=None, obj=queries.place(region_id).plan)
    ladder = _ladder(region_id, blank=True)
    ladder.show(queries.own_ladder(region_id))
    return _page(held, form, ladder)


@pages.post("/regions/<int:region_id>/reminders")
@access.only(Audience.OPERATOR)
def keep_plan(region_id: int) -> ResponseReturnValue:
    """Both at once, since they stand on one page; the default ladder by a button of its own."""
    held = access.asker().holding(region_id, Duty.OPERATOR) or abort(404)
    if request.form.get("ladder") == DEFAULT:
        _keep_ladder(region_id, [])
        flash(_("The default ladder holds from now on."), "success")
    else:
        form, ladder = PlanForm(), _ladder(region_id)
        if not form.validate() or not ladder.validate():
            return _page(held, form, ladder), 422
        _keep(region_id, form, ladder)
        flash(_("Saved. It holds for every mail from now on."), "success")
    db.session.commit()
    return redirect(url_for("reminders.plan", region_id=region_id), 303)


def _keep(region_id: int, form: PlanForm, ladder: LadderForm) -> None:
    """Only what changed is written and recorded."""
    kept = queries.place(region_id).plan
    chosen = {name: form[name].data for name in ("weekday", "hour", "opens", "closes")}
    if chosen != {name: getattr(kept, name) for name in chosen}:
        by = access.acting(region_id, Duty.OPERATOR)
        planning.keep_plan(region_id, **chosen, by=by, at=clock.now())
    rungs = ladder.rungs(region_id)
    if [_values(rung) for rung in rungs] != [_values(rung) for rung in queries.own_ladder(region_id)]:
        _keep_ladder(region_id, rungs)


def _values(rung: LadderRung) -> tuple[int, str, int | None]:
    return rung.after_days, rung.audience.value, rung.post_id


def _keep_ladder(region_id: int, rungs: list[LadderRung]) -> None:
    by = access.acting(region_id, Duty.OPERATOR)
    planning.keep_ladder(region_id, rungs, by=by, at=clock.now())


def _ladder(region_id: int, *, blank: bool = False) -> LadderForm:
    form = LadderForm(formdata=None) if blank else LadderForm()
    form.offer([post for post in people.posts_of(region_id) if post.duty is not Duty.OPERATOR])
    return form


def _page(held: Holding, form: PlanForm, ladder: LadderForm) -> str:
    region_id = held.region_id
    titles = {post.id: post.title for post in people.posts_of(region_id)}
    return render_template(
        "reminders/plan.html",
        held=held,
        operates=access.asker().holding(region_id, Duty.OPERATOR) is not None,
        reviews=access.asker().holding(region_id, Duty.REVIEWER) is not None,
        form=form,
        ladder=ladder,
        most=MOST_RUNGS,
        kept=queries.place(region_id).plan,
        steps=[(rung.after_days, _heard_by(rung, titles)) for rung in queries.ladder(region_id)],
        default_holds=not queries.own_ladder(region_id),
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
