"""When in the week a person wants the weekly digest. It cannot be refused."""

from __future__ import annotations

from tracker.extensions import db
from tracker.reminders.actions.choosing import preference_of


def choose_moment(person_id: int, *, weekday: int | None, hour: int | None) -> None:
    """Day (0 is Monday) and hour; None: as the region has it."""
    kept = preference_of(person_id)
    kept.weekday, kept.hour = weekday, hour
    db.session.flush()
