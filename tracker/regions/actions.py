"""Opening a region for use, and keeping its list of offices."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select

from tracker.extensions import db, insert_once
from tracker.regions import queries
from tracker.regions.models import Holiday, Office, Region
from tracker.regions.rules import SATURDAY, DayRefusal, DayRefused, NameTaken, OfficeKind


def open_region(region: Region, *, at: datetime) -> None:
    """From now on the region gets its Monday mails; opening twice changes nothing."""
    region.opened_at = region.opened_at or at


def add_office(region: Region, *, name: str, short: str, kind: OfficeKind, aliases: list[str]) -> Office:
    """An office of a region; NameTaken when there is one of that name."""
    _refuse_twin(region.id, name, None)
    name = name.strip()
    office = Office(region_id=region.id, name=name, short=_shortened(name, short), kind=kind, aliases=aliases)
    db.session.add(office)
    db.session.flush()
    return office


def correct_office(office: Office, *, name: str, short: str, kind: OfficeKind, aliases: list[str]) -> None:
    """Corrects the names an office goes by; NameTaken when another has the name."""
    _refuse_twin(office.region_id, name, office.id)
    office.name, office.short, office.kind, office.aliases = (
        name.strip(),
        _shortened(name, short),
        kind,
        aliases,
    )


def _shortened(name: str, short: str) -> str:
    """What lists show; a long name without a short one is cut to what the column holds."""
    return (short.strip() or name.strip())[:60]


def _refuse_twin(region_id: int, name: str, but: int | None) -> None:
    twin = db.session.scalar(
        select(Office.id).where(
            Office.region_id == region_id,
            func.lower(Office.name) == name.strip().lower(),
            Office.id != (but or 0),
        )
    )
    if twin:
        raise NameTaken(name)


def add_holiday(region: Region, *, day: date, name: str, at: datetime) -> Holiday:
    """A day off of the region beside the national ones; DayRefused when nobody works on it anyway."""
    if refusal := _off_already(region, day):
        raise DayRefused(refusal)
    values = {"region_id": region.id, "day": day, "name": name.strip(), "added_at": at}
    if not insert_once(Holiday, values, unique=["region_id", "day"]):
        raise DayRefused(DayRefusal.ENTERED)
    return db.session.scalars(select(Holiday).where(Holiday.region_id == region.id, Holiday.day == day)).one()


def _off_already(region: Region, day: date) -> DayRefusal | None:
    if day.weekday() >= SATURDAY:
        return DayRefusal.WEEKEND
    if not queries.calendar({day.year}).is_working(day):
        return DayRefusal.NATIONAL
    if day in {holiday.day for holiday in queries.holidays_of_province(region.id)}:
        return DayRefusal.OF_PROVINCE
    return None


def remove_holiday(holiday: Holiday) -> None:
    """The day is a working day again."""
    db.session.delete(holiday)
    db.session.flush()
