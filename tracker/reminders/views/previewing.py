"""The next mails before they go: who gets one, with what in it, and who gets none. Nothing is written here."""

from __future__ import annotations

from datetime import date, datetime

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.mail.framed import SANDBOX, framed
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.rules import Duty, Holding
from tracker.regions.queries import calendar_of
from tracker.regions.rules import local_day, moment
from tracker.reminders import digests, queries
from tracker.reminders.actions import preview_letter
from tracker.reminders.queries import Place
from tracker.reminders.rules import next_slot
from tracker.reminders.views.blueprint import pages
from tracker.shell.addresses import number


@pages.get("/reminders/preview")
@access.only(Audience.REVIEWER)
def preview() -> ResponseReturnValue:
    """All mails of one day of a region, by what is known now; without a day, those of the next weekly digest."""
    held = _held(request.args.get("region", type=number))
    place, day = _asked(held)
    at = _evening(place, day)
    due = next((due for due in queries.due(at) if due.place.id == place.id), None)
    return render_template(
        "reminders/preview.html",
        held=held,
        places=access.asker().regions(Duty.REVIEWER),
        operates=access.asker().holding(held.region_id, Duty.OPERATOR) is not None,
        day=day,
        works=calendar_of(place.id, {day.year}).is_working(day),
        found=digests.of_region(place, at=at, calendar=due.calendar) if due else None,
    )


@pages.get("/reminders/preview/<int:region_id>/<int:person_id>")
@access.only(Audience.REVIEWER)
def previewed(region_id: int, person_id: int) -> ResponseReturnValue:
    """One mail as its reader would see it, except for the links that are for that reader alone."""
    held = _held(region_id)
    place, day = _asked(held)
    person = people.person_in({region_id}, person_id) or abort(404)
    return render_template(
        "reminders/previewed.html",
        held=held,
        day=day,
        person=person,
        composed=preview_letter(person_id, region_id, _evening(place, day)),
        sandbox=SANDBOX,
    )


@pages.get("/reminders/preview/<int:region_id>/<int:person_id>/html")
@access.only(Audience.REVIEWER)
def previewed_html(region_id: int, person_id: int) -> Response:
    """The designed version, for the frame in that page."""
    place, day = _asked(_held(region_id))
    people.person_in({region_id}, person_id) or abort(404)
    composed = preview_letter(person_id, region_id, _evening(place, day))
    if composed is None:
        nothing = _("No mail goes to this person then.")
        return framed(f"<head></head><p>{nothing}</p>")
    return framed(composed.html)


def _held(region_id: int | None) -> Holding:
    """The region asked for, among those the person reviews; else the first of them."""
    who = access.asker()
    if region_id is None:
        return access.holding(Duty.REVIEWER)
    return who.holding(region_id, Duty.REVIEWER) or abort(404)


def _asked(held: Holding) -> tuple[Place, date]:
    """The day asked for, if it is still to come; else that of the region's next weekly digest."""
    place, at = queries.place(held.region_id), clock.now()
    today = local_day(at, place.zone)
    day = _typed(request.args.get("day", ""))
    if day and today <= day <= date(today.year + 1, 12, 31):
        return place, day
    days = calendar_of(place.id, {today.year, today.year + 1})
    return place, local_day(next_slot(at, days, place.zone, place.plan), place.zone)


def _typed(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _evening(place: Place, day: date) -> datetime:
    """The day's last round: by then everyone has had the mail of that day, whatever hour was chosen."""
    return moment(day, place.plan.last_call, place.zone)
