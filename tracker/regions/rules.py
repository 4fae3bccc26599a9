"""What a region's calendar says: working days, and where a weekly slot falls. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

SATURDAY = 5
DAYS_OF_WEEK = 7
DAY = timedelta(days=1)


class Level(StrEnum):
    """A tier of government; the nation is the root of the tree."""

    NATION = "nation"
    PROVINCE = "province"
    REGENCY = "regency"
    CITY = "city"


class OfficeKind(StrEnum):
    """What an office is, for grouping; names and aliases are the region's own."""

    LEADER = "leader"
    SETDA = "setda"
    INSPEKTORAT = "inspektorat"
    BADAN = "badan"
    DINAS = "dinas"
    BPJS = "bpjs"
    RSUD = "rsud"
    PUSKESMAS = "puskesmas"
    CLINIC = "clinic"
    KECAMATAN = "kecamatan"
    VILLAGE = "village"
    OTHER = "other"


@dataclass(frozen=True)
class WorkingCalendar:
    """Monday to Friday, less the days off (national holidays and cuti bersama)."""

    days_off: Collection[date] = field(default_factory=frozenset)

    def is_working(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.days_off

    def add(self, day: date, working_days: int) -> date:
        """The n-th working day after `day` (n > 0) or before it (n < 0); `day` itself for 0."""
        step = DAY if working_days > 0 else -DAY
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def count(self, after: date, until: date) -> int:
        """Working days in (after, until]; 0 when `until` is not later. Costs the same for years as for days."""
        if until <= after:
            return 0
        off = bisect_right(self._weekdays_off, until) - bisect_right(self._weekdays_off, after)
        return _weekdays_before(until + DAY) - _weekdays_before(after + DAY) - off

    @cached_property
    def _weekdays_off(self) -> list[date]:
        """In order; a round counts working days for thousands of commitments."""
        return sorted({day for day in self.days_off if day.weekday() < SATURDAY})

    def slot_day(self, monday: date, weekday: int = 0) -> date | None:
        """The working day on or after `weekday` (0 = Monday) of the ISO week that starts at `monday`.

        None when no working day is left in that week: nothing is sent on a day off, and the next week holds it all.
        """
        days = (monday + timedelta(days=n) for n in range(weekday, SATURDAY))
        return next((day for day in days if self.is_working(day)), None)


def _weekdays_before(day: date) -> int:
    """Mondays to Fridays from the first Monday of the calendar to the day before this one."""
    weeks, rest = divmod(day.toordinal() - 1, DAYS_OF_WEEK)
    return weeks * SATURDAY + min(rest, SATURDAY)


def local_day(at: datetime, zone: str) -> date:
    """The calendar day of a moment in a zone such as `Asia/Makassar`."""
    return at.astimezone(ZoneInfo(zone)).date()


def moment(day: date, hour: int, zone: str) -> datetime:
    """The aware moment of `hour` o'clock on that day in that zone (Indonesia has no daylight saving)."""
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone))


def monday_of(day: date) -> date:
    """The Monday of the day's ISO week."""
    return day - timedelta(days=day.weekday())


def iso_week(day: date) -> str:
    """The ISO week as it stands in keys: `2025-W42`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


class DayRefusal(StrEnum):
    """Why a day cannot be entered as a day off."""

    WEEKEND = "weekend"
    NATIONAL = "national"
    OF_PROVINCE = "of the province"
    ENTERED = "entered"


class DayRefused(Exception):
    """The day is off already; nothing was written."""

    def __init__(self, reason: DayRefusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NameTaken(Exception):
    """Another office of the region has this name."""


def split_aliases(text: str) -> list[str]:
    """Other names of an office, one a line or separated by commas, without repeats, in the order given."""
    names = (name.strip() for line in text.splitlines() for name in line.split(","))
    return list(dict.fromkeys(name for name in names if name))
