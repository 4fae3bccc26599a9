"""What is owed again and again: its periods, and the due date of each on the region's calendar. Pure."""

from __future__ import annotations

import calendar as months_of
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from tracker.regions.rules import WorkingCalendar

DAY = timedelta(days=1)
AHEAD = timedelta(days=30)
"""So long before its due date an instance is made at the latest."""

LAST_WORKING_DAY = 0
YEAR = 12
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV")


class Cadence(StrEnum):
    """How often a routine comes round."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        return LENGTHS[self]


LENGTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6, Cadence.YEARLY: 12}


@dataclass(frozen=True)
class Period:
    """Calendar months from the first day of one: October, a quarter, a half-year or a year."""

    first: date
    months: int

    @classmethod
    def holding(cls, day: date, cadence: Cadence) -> Period:
        """The period in which a day lies; quarters and half-years begin with the year."""
        month = (day.month - 1) // cadence.months * cadence.months + 1
        return cls(date(day.year, month, 1), cadence.months)

    @classmethod
    def from_on(cls, day: date, cadence: Cadence) -> Period:
        """The first period that begins on the day or later."""
        period = cls.holding(day, cadence)
        return period if period.first == day else period.next

    @classmethod
    def read(cls, key: str) -> Period | None:
        """The period of a key; None for the empty key of what comes once."""
        first, _slash, months = key.partition("/")
        return cls(date.fromisoformat(first), int(months)) if months else None

    @property
    def key(self) -> str:
        """`2025-10-01/3`; keys sort as the periods do."""
        return f"{self.first.isoformat()}/{self.months}"

    @property
    def next(self) -> Period:
        return Period(_first_of(self.first, self.months), self.months)

    @property
    def words(self) -> str:
        """As minutes write it, whatever the page's language: it becomes part of what is owed."""
        year, number = self.first.year, (self.first.month - 1) // self.months
        if self.months == 1:
            return f"{MONTHS[number]} {year}"
        if self.months == YEAR:
            return f"tahun {year}"
        return f"{'triwulan' if self.months < YEAR / 2 else 'semester'} {ROMAN[number]} {year}"

    @property
    def title(self) -> str:
        """The same at the beginning of a line."""
        return self.words[0].upper() + self.words[1:]


def _first_of(first: date, later: int) -> date:
    """The first day of the month so many months later."""
    number = first.year * YEAR + first.month - 1 + later
    return date(number // YEAR, number % YEAR + 1, 1)


@dataclass(frozen=True)
class Terms:
    """How a routine comes round: the day (0: the last working day) of the month `after` months past each period."""

    cadence: Cadence
    day: int = LAST_WORKING_DAY
    after: int = 0

    def due_in(self, period: Period, calendar: WorkingCalendar) -> date:
        """The due date for a period: in a shorter month its last day; on a day off the next working day."""
        first = _first_of(period.first, period.months - 1 + self.after)
        last = first.replace(day=months_of.monthrange(first.year, first.month)[1])
        if self.day == LAST_WORKING_DAY:
            return calendar.add(last + DAY, -1)
        due_on = min(first.replace(day=min(self.day, last.day)), last)
        return due_on if calendar.is_working(due_on) else calendar.add(due_on, 1)

    def first_period(self, not_before: date, calendar: WorkingCalendar) -> Period:
        """The first period whose due date is not before a day."""
        period = Period.holding(_first_of(not_before, -self.after - self.cadence.months), self.cadence)
        while self.due_in(period, calendar) < not_before:
            period = period.next
        return period

    def make_on(self, period: Period, calendar: WorkingCalendar) -> date:
        """The day on which the instance is made: as its period begins, or a month before it is due."""
        return min(period.first, self.due_in(period, calendar) - AHEAD)

    def as_json(self) -> dict[str, Any]:
        return {"cadence": self.cadence.value, "day": self.day, "after": self.after}


@dataclass(frozen=True)
class End:
    """When a routine ends by itself: after a day on which a period begins, after so many times, or never."""

    until_on: date | None = None
    times: int | None = None

    def reached(self, period: Period, made: int) -> bool:
        """Whether this period comes no more, after `made` instances."""
        over = self.until_on is not None and period.first > self.until_on
        return over or (self.times is not None and made >= self.times)


FOR_EVER = End()
