"""The page that says why somebody did or did not get a mail."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.people import access
from tracker.people.rules import Duty
from tracker.regions.queries import calendar
from tracker.reminders import queries
from tracker.reminders.rules import is_moved, next_slot
from tracker.reminders.views.blueprint import pages


class Planned(NamedTuple):
    """When the next digest of a region goes out; `moved` says that its Monday is a day off."""

    region: str
    zone: str
    at: datetime
    moved: bool


@pages.get("/reminders/why")
@access.signed_in
def why() -> ResponseReturnValue:
    """What this person was due to hear in the last weeks, what became of it, and what comes next."""
    who, at = access.asker(), clock.now()
    days = calendar({at.year})
    zones = {h.region: h.zone for h in who.holdings if h.duty in {Duty.OWNER, Duty.REVIEWER}}
    slots = ((region, zone, next_slot(at, days, zone)) for region, zone in zones.items())
    planned = [Planned(region, zone, slot, is_moved(slot, zone)) for region, zone, slot in slots]
    return render_template("reminders/why.html", told=queries.told(who.person_id), planned=planned)
