"""What would be said at a moment, also one to come; writes nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from tracker.mail.compose import Composed
from tracker.regions.queries import calendar_of
from tracker.regions.rules import WorkingCalendar, local_day, moment
from tracker.reminders import digests, letters, queries
from tracker.reminders.queries import Place
from tracker.reminders.rules import next_slot


class Previewed(NamedTuple):
    """One message that a tick would queue."""

    region: str
    recipient: str
    kind: str
    counts: dict[str, int]
    region_id: int
    person_id: int


def preview(at: datetime, region_ids: Collection[int] | None = None) -> list[Previewed]:
    """The messages that a tick at this moment would queue, as far as is known now; of these regions, or of all."""
    return [
        line
        for due in queries.due(at)
        if region_ids is None or due.place.id in region_ids
        for line in _lines(due.place, due.calendar, at)
    ]


def preview_next(at: datetime, region_ids: Collection[int] | None = None) -> list[Previewed]:
    """The messages of each region's next digest day, as a round at its last hour would queue them all at once."""
    found = []
    for place in queries.open_places():
        if region_ids is None or place.id in region_ids:
            calendar = calendar_of(place.id, queries.watched_years(at.year))
            day = local_day(next_slot(at, calendar, place.zone, place.plan), place.zone)
            found += _lines(place, calendar, moment(day, place.plan.last_call, place.zone))
    return found


def _lines(place: Place, calendar: WorkingCalendar, at: datetime) -> list[Previewed]:
    return [
        Previewed(
            region=place.name,
            recipient=f"{letter.person.name} <{letter.person.email}>",
            kind=letter.kind.value,
            counts=letter.counts,
            region_id=place.id,
            person_id=letter.person.id,
        )
        for letter in digests.of_region(place, at=at, calendar=calendar).letters
    ]


def preview_letter(person_id: int, region_id: int, at: datetime) -> Composed | None:
    """The words that one person would read, without the links that are for that person alone; None: no mail then."""
    place = queries.place(region_id)
    found = (one for one in digests.of_region(place, at=at).letters if one.person.id == person_id)
    letter = next(found, None)
    return letters.compose_letter(letter, place, at=at, as_sample=True) if letter else None
