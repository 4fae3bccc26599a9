"""Which regions have a round to run now, each with its habits and its calendar."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select

from tracker.extensions import db
from tracker.people.models import Post, Tenure
from tracker.regions.models import Office, Region
from tracker.regions.queries import calendars
from tracker.regions.rules import WorkingCalendar
from tracker.reminders.models import Plan, Preference, Slot, SlotKind
from tracker.reminders.rules import Habits, Round, round_due

YEARS_BACK = 3


class Place(NamedTuple):
    """A region as plain values, which outlive the commit that follows each region."""

    id: int
    code: str
    name: str
    zone: str
    plan: Habits = Habits()


class Due(NamedTuple):
    """A round that a region has to run now."""

    place: Place
    round: Round
    calendar: WorkingCalendar


def due(at: datetime) -> list[Due]:
    """Open regions with a planned hour behind them today that no round has covered yet. Four queries at most."""
    places = [place for place in open_places() if _receives(place, at)]
    if not places:
        return []
    ids = {place.id for place in places}
    hours, days = preferred_hours(ids), calendars(ids, watched_years(at.year))
    found = []
    for place in places:
        planned = round_due(at, place.plan, hours.get(place.id, ()), days[place.id], place.zone)
        if planned:
            found.append(Due(place, planned, days[place.id]))
    ran = _ran(found) if found else set()
    return [one for one in found if (one.place.id, one.round.period) not in ran]


def has_run(one: Due) -> bool:
    """Whether another process has run the round since it was found due."""
    return bool(_ran([one]))


def watched_years(year: int) -> range:
    """The years whose days off matter in counting how late something is."""
    return range(year - YEARS_BACK, year + 1)


def _receives(place: Place, at: datetime) -> bool:
    """Whether scheduled mail may leave at this hour of the region's own."""
    return place.plan.opens <= at.astimezone(ZoneInfo(place.zone)).hour < place.plan.closes


def _ran(found: Collection[Due]) -> set[tuple[int, str]]:
    rows = db.session.execute(
        select(Slot.region_id, Slot.period).where(
            Slot.region_id.in_({one.place.id for one in found}),
            Slot.kind == SlotKind.ROUND,
            Slot.period.in_({one.round.period for one in found}),
        )
    )
    return {(region_id, period) for region_id, period in rows}


def preferred_hours(region_ids: Collection[int]) -> dict[int, set[int]]:
    """The hours that people of each region chose for their digest; regions where nobody did are absent. One query."""
    rows = db.session.execute(
        select(Office.region_id, Preference.hour)
        .select_from(Preference)
        .join(Tenure, Tenure.person_id == Preference.person_id)
        .join(Tenure.post)
        .join(Post.office)
        .where(Preference.hour.is_not(None), Office.region_id.in_(region_ids))
        .distinct()
    )
    found: dict[int, set[int]] = {}
    for region_id, hour in rows:
        if hour is not None:
            found.setdefault(region_id, set()).add(hour)
    return found


def preferences(person_ids: Collection[int]) -> dict[int, Preference]:
    """What these persons chose about their mail; those who chose nothing are absent. One query."""
    found = db.session.scalars(select(Preference).where(Preference.person_id.in_(person_ids)))
    return {preference.person_id: preference for preference in found}


def open_places() -> list[Place]:
    """Regions that use the product, in order of code."""
    rows = db.session.execute(_places().where(Region.opened_at.is_not(None)).order_by(Region.code))
    return [_place(row) for row in rows]


def place(region_id: int) -> Place:
    """The region with this id, which must exist."""
    return _place(db.session.execute(_places().where(Region.id == region_id)).one())


def _places() -> Select[int, str, str, str, Plan | None]:
    return select(Region.id, Region.code, Region.name, Region.zone, Plan).outerjoin(
        Plan, Plan.region_id == Region.id
    )


def _place(row: Row[int, str, str, str, Plan | None]) -> Place:
    plan = row[4]
    habits = Habits(plan.weekday, plan.hour, plan.opens, plan.closes) if plan else Habits()
    return Place(row[0], row[1], row[2], row[3], habits)
