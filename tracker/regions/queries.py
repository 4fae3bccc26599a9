"""Questions about regions, their offices and their calendars."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache

from sqlalchemy import Select, bindparam, or_, select

from tracker.extensions import db
from tracker.regions.models import Holiday, Office, Region
from tracker.regions.rules import Level, WorkingCalendar


@lru_cache(maxsize=64)
def _national_calendar(years: tuple[int, ...]) -> WorkingCalendar:
    return WorkingCalendar(frozenset(_national_days(years)))


@lru_cache(maxsize=64)
def _national_days(years: tuple[int, ...]) -> dict[date, str]:
    from holidays import country_holidays

    return dict(country_holidays("ID", years=years, categories=("public", "government"), language="id"))


def national_days(years: Iterable[int]) -> list[tuple[date, str]]:
    """National holidays and cuti bersama of those years by day, with their Indonesian names."""
    return sorted(_national_days(tuple(sorted(years))).items())


def calendar(years: Iterable[int]) -> WorkingCalendar:
    """National holidays and cuti bersama of those years and their neighbours (a count may run over New Year)."""
    known = set(years)
    return _national_calendar(tuple(sorted({year + step for year in known for step in (-1, 0, 1)})))


def calendars(region_ids: Collection[int], years: Iterable[int]) -> dict[int, WorkingCalendar]:
    """The working calendar of each region: the national one, less its own and its province's days off. One query."""
    national = calendar(years)
    found: dict[int, WorkingCalendar] = dict.fromkeys(region_ids, national)
    local: dict[int, set[date]] = {}
    for region_id, day in db.session.execute(_local_days(), {"region_ids": tuple(found)}):
        local.setdefault(region_id, set()).add(day)
    for region_id, days in local.items():
        found[region_id] = WorkingCalendar(frozenset(national.days_off) | days)
    return found


@cache
def _local_days() -> Select[int, date]:
    return (
        select(Region.id, Holiday.day)
        .join(Holiday, or_(Holiday.region_id == Region.id, Holiday.region_id == Region.parent_id))
        .where(Region.id.in_(bindparam("region_ids", expanding=True)))
    )


def below(region_id: int) -> frozenset[int] | None:
    """The region and those right below it; None for the nation: all there are. One query."""
    rows = db.session.execute(
        select(Region.id, Region.level).where(or_(Region.id == region_id, Region.parent_id == region_id))
    ).all()
    whole = any(level is Level.NATION for _number, level in rows)
    return None if whole else frozenset(number for number, _level in rows)


def calendar_of(region_id: int, years: Iterable[int]) -> WorkingCalendar:
    """The working calendar of one region. One query."""
    return calendars({region_id}, years)[region_id]


def holidays_of(region_id: int) -> Sequence[Holiday]:
    """The days off that were entered for a region itself, the latest first."""
    return db.session.scalars(
        select(Holiday).where(Holiday.region_id == region_id).order_by(Holiday.day.desc())
    ).all()


def holidays_of_province(region_id: int) -> Sequence[Holiday]:
    """The days off that the region's province entered for all in it, the latest first."""
    return db.session.scalars(
        select(Holiday)
        .join(Region, Region.parent_id == Holiday.region_id)
        .where(Region.id == region_id)
        .order_by(Holiday.day.desc())
    ).all()


def days_off_of(region_id: int, years: Iterable[int]) -> dict[date, str]:
    """All days off of a region by name: national, of its province, and its own."""
    named = [*holidays_of_province(region_id), *holidays_of(region_id)]
    return dict(national_days(years)) | {holiday.day: holiday.name for holiday in named}


def holiday_in(region_ids: Iterable[int], holiday_id: int) -> Holiday | None:
    """A day off that was entered for one of the regions."""
    return db.session.scalar(
        select(Holiday).where(Holiday.id == holiday_id, Holiday.region_id.in_(set(region_ids)))
    )


def by_code(code: str) -> Region | None:
    return db.session.scalar(select(Region).where(Region.code == code))


def open_regions() -> Sequence[Region]:
    """Regions that use the product, in order of code."""
    return db.session.scalars(select(Region).where(Region.opened_at.is_not(None)).order_by(Region.code)).all()


def all_regions() -> Sequence[Region]:
    return db.session.scalars(select(Region).order_by(Region.code)).all()


def offices_of(region_id: int) -> Sequence[Office]:
    """Open offices of a region by name."""
    return db.session.scalars(
        select(Office)
        .where(Office.region_id == region_id, Office.closed_at.is_(None))
        .order_by(Office.name, Office.id)
    ).all()


def by_id(region_id: int) -> Region:
    return db.session.get_one(Region, region_id)


def office_in(region_ids: Iterable[int], office_id: int) -> Office | None:
    """An office, if it is in one of the regions."""
    return db.session.scalar(
        select(Office).where(Office.id == office_id, Office.region_id.in_(set(region_ids)))
    )


def office_named(region_id: int, name: str) -> Office | None:
    return db.session.scalar(select(Office).where(Office.region_id == region_id, Office.name == name))
