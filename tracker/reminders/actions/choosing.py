"""Stopping notices and wanting them again. The weekly digest goes on: nobody opts out of what is overdue in silence."""

from __future__ import annotations

from datetime import datetime

from tracker.extensions import db, insert_once
from tracker.people import audit
from tracker.people.models import Person
from tracker.people.rules import Actor
from tracker.reminders.models import Preference


def stop_notices(person: Person, *, by: Actor, at: datetime) -> bool:
    """Stops the notices between two digests; False: they were stopped before, and nothing is written."""
    preference = preference_of(person.id)
    if preference.stopped_at is not None:
        return False
    preference.stopped_at = at
    audit.record("notices.stopped", f"person/{person.id}", by=by, at=at, region_id=person.region_id)
    return True


def resume_notices(person: Person, *, by: Actor, at: datetime) -> bool:
    """Sends notices again, from the next rung on; False: they were not stopped."""
    preference = preference_of(person.id)
    if preference.stopped_at is None:
        return False
    preference.stopped_at = None
    audit.record("notices.resumed", f"person/{person.id}", by=by, at=at, region_id=person.region_id)
    return True


def preference_of(person_id: int) -> Preference:
    """The person's row, made if need be: mail programs and people may click at the same moment."""
    empty = {"person_id": person_id, "weekday": None, "hour": None, "stopped_at": None}
    insert_once(Preference, empty, unique=["person_id"])
    return db.session.get_one(Preference, person_id, populate_existing=True)
