"""Days counted from Monday, 13 October 2025, and what was told since the last look."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.cast import BUPATI, Cast, Held, hold
from tests.reminders.promises import MONDAY, NOTICE, queued
from tracker.extensions import db
from tracker.people.rules import Duty
from tracker.regions.models import Region

FRIDAY = date(2025, 10, 17)
SEEN: set[int] = set()


def day(number: int) -> datetime:
    """A minute past eight in Buton on a day counted from Monday, 13 October 2025."""
    return MONDAY + timedelta(days=number)


def told(kind: str = NOTICE) -> list[str]:
    """Addresses that had a mail of this kind since the last look."""
    messages = queued(kind)
    found = [message.to_email for message in messages if message.id not in SEEN]
    SEEN.update(message.id for message in messages)
    return found


def sekda(cast: Cast) -> Held:
    region = db.session.get_one(Region, cast.region_id)
    held = hold(region, BUPATI, "Sekretaris Daerah", Duty.LEADER, "La Ode Zilfar", "sekda@buton.example")
    db.session.commit()
    return held
