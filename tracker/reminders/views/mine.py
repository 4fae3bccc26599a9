"""My mail: its language and moment, notices on or off, and who stands in while I am away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from tracker import clock
from tracker.extensions import db
from tracker.people import access, actions, leave
from tracker.people import queries as people
from tracker.people.forms import REFUSALS
from tracker.people.models import Person, Tenure
from tracker.people.rules import Actor, Asker, Door, Refusal, Refused, actor
from tracker.regions.rules import local_day
from tracker.reminders import queries
from tracker.reminders.actions.choosing import resume_notices, stop_notices
from tracker.reminders.actions.preferring import choose_moment
from tracker.reminders.forms import LeaveForm, MailForm
from tracker.reminders.models import Preference
from tracker.reminders.rules import Habits
from tracker.reminders.views.blueprint import pages
from tracker.shell.dates import day as said
from tracker.shell.locale import DEFAULT

CAPITAL = "Asia/Jakarta"


@pages.get("/preferences")
@access.signed_in
def preferences() -> ResponseReturnValue:
    return _page()


@pages.post("/preferences/mail")
@access.signed_in
def choose() -> ResponseReturnValue:
    """Language, day and hour."""
    who, form = access.asker(), _mail_form(access.asker())
    if not form.validate():
        return _page(mail=form), 422
    actions.choose_language(who.person_id, form.locale.data)
    choose_moment(who.person_id, weekday=form.chosen_weekday, hour=form.chosen_hour)
    db.session.commit()
    flash(_("Saved. It holds from the next mail on."), "success")
    return _back()


@pages.post("/preferences/notices/end")
@access.signed_in
def end_notices() -> ResponseReturnValue:
    """No more notices between the weekly mails; the reviewers see it."""
    stop_notices(_person(), by=_self(), at=clock.now())
    db.session.commit()
    return _back()


@pages.post("/preferences/notices/resumption")
@access.signed_in
def resume() -> ResponseReturnValue:
    resume_notices(_person(), by=_self(), at=clock.now())
    db.session.commit()
    return _back()


@pages.post("/preferences/leave")
@access.signed_in
def plan_leave() -> ResponseReturnValue:
    """The stand-in holds one's posts as Plh. on these days; all mail and links follow."""
    who, at = access.asker(), clock.now()
    found = leave.candidates(who, today=_today(who))
    form = _leave_form(found)
    if not form.validate():
        return _page(leave_form=form), 422
    stand_in = next(tenure for tenure in found if tenure.person_id == form.stand_in.data)
    by = {held.region_id: access.acting(held.region_id) for held in who.holdings}
    try:
        made = leave.plan(
            who, stand_in, from_on=form.from_on.data, until_on=form.until_on.data,
            by=by, at=at, today=_today(who),
        )  # fmt: skip
    except Refused as refused:
        (form.from_on if refused.reason is Refusal.PAST else form.until_on).errors = [
            REFUSALS[refused.reason]
        ]
        return _page(leave_form=form), 422
    db.session.commit()
    flash(
        _(
            "%(name)s stands in from %(start)s to %(end)s. All mail of these days goes there.",
            name=stand_in.person.name,
            start=said(made[0].from_on),
            end=said(form.until_on.data),
        ),
        "success",
    )
    return _back()


@pages.post("/preferences/leave/<int:tenure_id>/cancellation")
@access.signed_in
def cancel_leave(tenure_id: int) -> ResponseReturnValue:
    """Only one's own leave; one that has begun ends."""
    who = access.asker()
    planned = leave.planned(who, today=_today(who))
    tenure = next((t for t in planned if t.id == tenure_id), None) or abort(404)
    by = access.acting(tenure.post.office.region_id)
    leave.cancel(tenure, by=by, at=clock.now(), today=_today(who))
    db.session.commit()
    flash(_("The leave is cancelled; mail comes to you again."), "success")
    return _back()


def _person() -> Person:
    return people.person(access.asker().person_id) or abort(404)


def _self() -> Actor:
    """The person about the own mail; without a post nobody else's rights are needed."""
    who = access.asker()
    return actor(who, who.first, Door.PAGE) if who.first else Actor(who.person_id, None, who.name, Door.PAGE)


def _back() -> ResponseReturnValue:
    return redirect(url_for("reminders.preferences"), 303)


def _page(*, mail: MailForm | None = None, leave_form: LeaveForm | None = None) -> str:
    who = access.asker()
    today = _today(who)
    found = leave.candidates(who, today=today) if leave.posts_to_leave(who) else []
    return render_template(
        "reminders/mine.html",
        asker=who,
        today=today,
        zone=who.first.zone if who.first else CAPITAL,
        kept=_kept(who),
        mail=mail or _mail_form(who, shown=True),
        leave_form=leave_form or _leave_form(found, blank=True),
        may_leave=bool(found),
        planned=leave.planned(who, today=today) if leave.posts_to_leave(who) else [],
        left=leave.posts_to_leave(who),
    )


def _kept(who: Asker) -> Preference | None:
    return queries.preferences({who.person_id}).get(who.person_id)


def _mail_form(who: Asker, *, shown: bool = False) -> MailForm:
    habits = queries.place(who.first.region_id).plan if who.first else Habits()
    if not shown:
        form = MailForm()
        form.offer(habits)
        return form
    kept, person = _kept(who), _person()
    form = MailForm(formdata=None, data={
        "locale": person.locale or DEFAULT,
        "weekday": _typed(kept.weekday if kept else None),
        "hour": _typed(kept.hour if kept else None),
    })  # fmt: skip
    form.offer(habits)
    return form


def _typed(number: int | None) -> str:
    return "" if number is None else str(number)


def _leave_form(found: Sequence[Tenure], *, blank: bool = False) -> LeaveForm:
    form = LeaveForm(formdata=None) if blank else LeaveForm()
    form.stand_in.choices = [
        SelectChoice(tenure.person_id, f"{tenure.person.name} ({tenure.called}, {tenure.post.office.short})")
        for tenure in found
    ]
    return form


def _today(who: Asker) -> date:
    """By the calendar of the first post held; without one it does not matter."""
    return local_day(clock.now(), who.first.zone if who.first else CAPITAL)
