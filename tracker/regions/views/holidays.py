"""A region's days off: the national ones to read, its own to add and to take back."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.extensions import db
from tracker.people import access
from tracker.people.access import Audience, Duty, Holding
from tracker.regions import actions, queries
from tracker.regions.forms import HolidayForm
from tracker.regions.models import Holiday
from tracker.regions.rules import DayRefused, WorkingCalendar, local_day
from tracker.regions.views.blueprint import pages
from tracker.reminders import queries as reminders
from tracker.reminders.queries import DigestShift
from tracker.shell.dates import day as said

READERS = (Duty.REVIEWER, Duty.OPERATOR)


class National(NamedTuple):
    """National holidays and cuti bersama of one year."""

    year: int
    days: list[tuple[date, str]]


@pages.get("/regions/<int:region_id>/holidays")
@access.only(Audience.REVIEWER, Audience.OPERATOR)
def holidays(region_id: int) -> ResponseReturnValue:
    held = access.asker().holding(region_id, *READERS) or abort(404)
    return _page(held, HolidayForm(formdata=None))


@pages.post("/regions/<int:region_id>/holidays")
@access.only(Audience.OPERATOR)
def add_holiday(region_id: int) -> ResponseReturnValue:
    """A day that was announced late moves the mail of its week, and the record of acts says how."""
    held = access.asker().holding(region_id, Duty.OPERATOR) or abort(404)
    form, at = HolidayForm(), clock.now()
    if form.validate_on_submit():
        before = _calendar(region_id, form.day.data)
        try:
            made = actions.add_holiday(
                queries.by_id(region_id), day=form.day.data, name=form.name.data, at=at
            )
        except DayRefused as refused:
            form.refuse(refused.reason)
        else:
            _settle("holiday.added", made, before, at=at)
            return redirect(url_for("regions.holidays", region_id=region_id), 303)
    return _page(held, form), 422


@pages.post("/holidays/<int:holiday_id>/removal")
@access.only(Audience.OPERATOR)
def remove_holiday(holiday_id: int) -> ResponseReturnValue:
    """The day is a working day again, which may move a mail back."""
    found = queries.holiday_in(access.asker().regions(Duty.OPERATOR), holiday_id) or abort(404)
    before = _calendar(found.region_id, found.day)
    actions.remove_holiday(found)
    _settle("holiday.removed", found, before, at=clock.now())
    return redirect(url_for("regions.holidays", region_id=found.region_id), 303)


def _settle(act: str, changed: Holiday, before: WorkingCalendar, *, at: datetime) -> None:
    """Writes down what the change moves, saves it and tells the operator."""
    region_id, day, name = changed.region_id, changed.day, changed.name
    change = reminders.digest_shift(region_id, day, before, _calendar(region_id, day), at=at)
    access.note(
        act, f"region/{region_id}", region_id=region_id, day=day.isoformat(), name=name, **_noted(change)
    )
    db.session.commit()
    entered = _("%(day)s (%(name)s) is a day off from now on.", day=said(day), name=name)
    taken_back = _("%(day)s (%(name)s) is a working day again.", day=said(day), name=name)
    flash(f"{entered if act == 'holiday.added' else taken_back} {_consequence(change)}".strip(), "success")


def _noted(change: DigestShift | None) -> dict[str, str | None]:
    if change is None:
        return {}
    return {
        "digest_from": change.before.isoformat() if change.before else None,
        "digest_to": change.after.isoformat() if change.after else None,
    }


def _consequence(change: DigestShift | None) -> str:
    if change is None:
        return ""
    if change.after is None:
        return str(_("That week has no working day left: the next week's mail holds it all."))
    if change.before is None:
        return str(_("The weekly mail of that week goes out on %(to)s.", to=said(change.after)))
    return str(
        _(
            "The weekly mail moves from %(before)s to %(to)s.",
            before=said(change.before),
            to=said(change.after),
        )
    )


def _calendar(region_id: int, day: date) -> WorkingCalendar:
    return queries.calendar_of(region_id, {day.year})


def _page(held: Holding, form: HolidayForm) -> str:
    today = local_day(clock.now(), held.zone)
    return render_template(
        "regions/holidays.html",
        held=held,
        own=queries.holidays_of(held.region_id),
        of_province=queries.holidays_of_province(held.region_id),
        national=[National(year, queries.national_days([year])) for year in (today.year, today.year + 1)],
        operates=access.asker().holding(held.region_id, Duty.OPERATOR) is not None,
        reviews=access.asker().holding(held.region_id, Duty.REVIEWER) is not None,
        form=form,
        today=today,
    )
