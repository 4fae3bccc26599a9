"""When scheduled mail leaves: the digest of a week, the hours of a day, the round that is due now. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.regions.rules import WorkingCalendar, iso_week, local_day, moment, monday_of

HOUR = 8
OPENS = 8
CLOSES = 20
"""A server mended at night does not wake anyone: what was missed waits for the morning."""

WEEK = timedelta(days=7)
SUNDAY = 6


@dataclass(frozen=True)
class Habits:
    """Day (0 is Monday) and hour of the weekly digest, and between which hours scheduled mail may leave.

    A region's, or with `preferring` one person's in it. Hours are the region's own.
    """

    weekday: int = 0
    hour: int = HOUR
    opens: int = OPENS
    closes: int = CLOSES

    def preferring(self, weekday: int | None, hour: int | None) -> Habits:
        """The same with what a person chose; the region's opening hours hold for everyone."""
        return replace(
            self,
            weekday=self.weekday if weekday is None else weekday,
            hour=self.hour if hour is None else hour,
        )

    @property
    def sends_at(self) -> int:
        """The hour, moved into the hours at which mail may leave."""
        return self.within(self.hour)

    @property
    def last_call(self) -> int:
        """The last hour of a day at which a round may begin."""
        return self.closes - 1

    def within(self, hour: int) -> int:
        return min(max(hour, self.opens), self.last_call)


class Round(NamedTuple):
    """One region's run at one planned hour; `period` names it: `2025-10-13T08`."""

    period: str
    planned_at: datetime


class Week(NamedTuple):
    """An ISO week as keys write it, with its Monday."""

    period: str
    monday: date


def week_of(day: date) -> Week:
    """The ISO week of a day."""
    return Week(iso_week(day), monday_of(day))


def digest_day(monday: date, weekday: int, calendar: WorkingCalendar) -> date | None:
    """The first working day on or after the weekday in the ISO week of `monday`, else the last one before it.

    None in a week without a working day: the next week's digest then holds it all.
    """
    later = calendar.slot_day(monday, weekday)
    earlier = (monday + timedelta(days=n) for n in reversed(range(weekday)))
    return later or next((day for day in earlier if calendar.is_working(day)), None)


def digest_moment(monday: date, habits: Habits, calendar: WorkingCalendar, zone: str) -> datetime | None:
    """When a person's digest is planned in the ISO week of `monday`; None without a working day in it."""
    day = digest_day(monday, habits.weekday, calendar)
    return moment(day, habits.sends_at, zone) if day else None


def planned_hours(
    day: date, plan: Habits, preferred: Iterable[int], calendar: WorkingCalendar
) -> frozenset[int]:
    """The hours of a region's rounds on a day: its own and those that its people prefer; none on a day off.

    The week's last working day has a last call: a holiday announced late, or a preference changed that day, may have
    moved somebody's digest to an hour that has passed already, and no other day of the week is left to catch it up.
    """
    if not calendar.is_working(day):
        return frozenset()
    hours = {plan.sends_at, *map(plan.within, preferred)}
    if digest_day(monday_of(day), SUNDAY, calendar) == day:
        hours.add(plan.last_call)
    return frozenset(hours)


def round_due(
    at: datetime, plan: Habits, preferred: Iterable[int], calendar: WorkingCalendar, zone: str
) -> Round | None:
    """The round of the latest planned hour that has come today; it catches up all that came before it.

    None on days off, before the first hour, and outside the hours in which scheduled mail may leave.
    """
    here = at.astimezone(ZoneInfo(zone))
    if not plan.opens <= here.hour < plan.closes:
        return None
    come = [hour for hour in planned_hours(here.date(), plan, preferred, calendar) if hour <= here.hour]
    if not come:
        return None
    return Round(f"{here.date().isoformat()}T{max(come):02}", moment(here.date(), max(come), zone))


def send_slot(
    monday: date, calendar: WorkingCalendar, zone: str, *, hour: int = HOUR, weekday: int = 0
) -> datetime | None:
    """The moment of the digest of a region with the usual opening hours, in the ISO week of `monday`."""
    return digest_moment(monday, Habits(weekday=weekday, hour=hour), calendar, zone)


def next_slot(at: datetime, calendar: WorkingCalendar, zone: str, habits: Habits | None = None) -> datetime:
    """The first planned digest after `at`; weeks without a working day are passed over."""
    monday = monday_of(local_day(at, zone))
    while True:
        slot = digest_moment(monday, habits or Habits(), calendar, zone)
        if slot and slot > at:
            return slot
        monday += WEEK


def is_moved(slot: datetime, zone: str, *, weekday: int = 0) -> bool:
    """Whether a planned moment is not on the usual day of the week, which was a day off."""
    return local_day(slot, zone).weekday() != weekday
