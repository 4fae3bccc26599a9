"""Days and periods by their Indonesian names."""

from __future__ import annotations

import calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    "januari": 1, "jan": 1, "februari": 2, "pebruari": 2, "feb": 2, "maret": 3, "mar": 3, "april": 4, "apr": 4,
    "mei": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "agustus": 8, "agust": 8, "agt": 8, "ags": 8, "agu": 8,
    "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10, "november": 11, "nopember": 11, "nov": 11,
    "nop": 11, "desember": 12, "des": 12,
}  # fmt: skip
MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "jum’at": 4, "sabtu": 5,
            "minggu": 6, "ahad": 6}  # fmt: skip
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})\b"
MONTH_WORDS = " ".join(MONTHS)
WEEKDAY_WORDS = " ".join(name.replace("'", " ").replace("’", " ") for name in WEEKDAYS)


@dataclass(frozen=True)
class Period:
    """First and last day, both included."""

    first: date
    last: date


def month_number(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


def day(year: int, month: int, number: int) -> date | None:
    """None for a day that the calendar does not have."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def months(year: int, first: int, last: int) -> Period | None:
    """From the first day of one month to the last day of another in the same year; None outside the calendar."""
    if not (1 <= year <= 9998 and 1 <= first <= last <= 12):
        return None
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def plus_months(start: date, count: int) -> date | None:
    """The same day some months later, or the month's last day where it is shorter."""
    index = start.year * 12 + start.month - 1 + count
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        return None
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def plus_days(start: date, count: int) -> date | None:
    try:
        return start + timedelta(days=count)
    except OverflowError:
        return None


def plus_working_days(start: date, count: int, holidays: Collection[date]) -> date | None:
    """Saturdays, Sundays and the given holidays do not count. None for counts that no deadline has."""
    if not 0 < count <= 1000:
        return None
    current: date | None = start
    while count and current:
        current = plus_days(current, 1)
        if current and current.weekday() < 5 and current not in holidays:
            count -= 1
    return current


def week_of_month(year: int, month: int, number: int) -> Period | None:
    """The n-th week ends on day 7 × n, the fifth and "last" with the month."""
    whole = months(year, month, month)
    if whole is None or not 1 <= number <= 5:
        return None
    last = whole.last if number == 5 else date(year, month, 7 * number)
    return Period(date(year, month, 7 * number - 6), last)
