"""The page that says why somebody did or did not get a mail; for reviewers and operators also about others."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.people import access
from tracker.people import queries as people
from tracker.people.models import Person
from tracker.people.rules import Asker, Duty, Holding
from tracker.regions.models import Region
from tracker.regions.queries import calendar_of, days_off_of
from tracker.regions.rules import WorkingCalendar, local_day, monday_of
from tracker.reminders import queries
from tracker.reminders.models import DIGESTS, Preference
from tracker.reminders.queries import Told
from tracker.reminders.rules import Habits, next_slot
from tracker.reminders.views.blueprint import pages
from tracker.shell.addresses import number

MAILED = (Duty.OWNER, Duty.REVIEWER, Duty.LEADER)
KEEPERS = (Duty.REVIEWER, Duty.OPERATOR)


class Planned(NamedTuple):
    """When a person's next digest of a region goes out; `holiday`: the day off on which it would have been."""

    region: str
    zone: str
    at: datetime
    holiday: str | None


class Line(NamedTuple):
    """A line of the ledger; `holiday`: the day off that moved its digest."""

    told: Told
    holiday: str | None


class Week(NamedTuple):
    """A person's habits in a region, and the days off that may move a digest."""

    habits: Habits
    calendar: WorkingCalendar
    days_off: dict[date, str]

    def moved_by(self, planned_on: date) -> str | None:
        """The name of the day off on which the digest of that week would usually have been."""
        usual = monday_of(planned_on) + timedelta(days=self.habits.weekday)
        return None if usual == planned_on else self.days_off.get(usual)


@pages.get("/reminders/why")
@access.signed_in
def why() -> ResponseReturnValue:
    """What a person was due to hear in the last weeks, what became of it, and what comes next."""
    who, at = access.asker(), clock.now()
    person, regions = _about(who, request.args.get("person", type=number))
    about = who if person.id == who.person_id else people.asker(person, at=at)
    chosen = queries.preferences({person.id}).get(person.id)
    told = [line for line in queries.told(person.id) if regions is None or _region(line).id in regions]
    held = {h.region_id: h for h in about.holdings if h.duty in MAILED}
    shown = {region_id: h for region_id, h in held.items() if regions is None or region_id in regions}
    weeks = {
        region_id: _week(region_id, chosen, at) for region_id in {*shown, *(_region(t).id for t in told)}
    }
    return render_template(
        "reminders/why.html",
        person=person,
        is_self=person.id == who.person_id,
        chosen=chosen,
        lines=[Line(line, _moved_by(line, weeks[_region(line).id])) for line in told],
        planned=[_planned(holding, weeks[region_id], at) for region_id, holding in shown.items()],
    )


def _about(who: Asker, person_id: int | None) -> tuple[Person, frozenset[int] | None]:
    """Oneself; or somebody of a region that one reviews or operates, and then only what that region said."""
    if person_id is None or person_id == who.person_id:
        return people.person(who.person_id) or abort(404), None
    regions = who.regions(*KEEPERS)
    return people.person_in(regions, person_id) or abort(404), regions


def _region(line: Told) -> Region:
    return line.tenure.post.office.region


def _week(region_id: int, chosen: Preference | None, at: datetime) -> Week:
    """Four queries for each region, of which a person seldom has two."""
    plan, years = queries.place(region_id).plan, {at.year - 1, at.year, at.year + 1}
    habits = plan.preferring(chosen.weekday, chosen.hour) if chosen else plan
    return Week(habits, calendar_of(region_id, years), days_off_of(region_id, years))


def _planned(held: Holding, week: Week, at: datetime) -> Planned:
    slot = next_slot(at, week.calendar, held.zone, week.habits)
    return Planned(held.region, held.zone, slot, week.moved_by(local_day(slot, held.zone)))


def _moved_by(line: Told, week: Week) -> str | None:
    if line.planned_at is None or line.entry.kind not in DIGESTS:
        return None
    return week.moved_by(local_day(line.planned_at, _region(line).zone))
