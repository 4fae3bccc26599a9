"""What the minutes ask for again and again: how often, and on which day, as far as their words say."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.minutes.rules.deadlines import RECURRING
from tracker.minutes.rules.gates import Said
from tracker.minutes.rules.numbers import small

YEAR = 12
_DAY = re.compile(r"\b(?:tanggal|tgl)\b\.?\s*(?P<d>\d{1,2})(?!\d)", re.I)
_NEXT = re.compile(r"\bbulan\s+(?:berikut(?:nya)?|selanjutnya|depan)\b", re.I)
_UNIT = re.compile(r"(?P<unit>bulan|triwulan|semester|tahun)", re.I)
_EVERY_SO_MANY = re.compile(r"(?P<n>\d{1,2}|[a-z]+)\s+(?P<unit>bulan|tahun)\w*\s+sekali", re.I)
_EVERY_COUNTED = re.compile(r"(?:setiap|tiap|saban)\s+(?P<n>\d{1,2}|[a-z]+)\s+(?P<unit>bulan)", re.I)
_TIMES_A_YEAR = re.compile(
    r"(?P<n>\d{1,2}|[a-z]+)\s*(?:kali|x)\s+(?:se|dalam\s+se|per\s*|setiap\s+|dalam\s+)tahun", re.I
)
_LENGTHS = {"bulan": 1, "triwulan": 3, "semester": 6, "tahun": YEAR}


class Recurring(NamedTuple):
    """Months of a period (1, 3, 6 or 12); `day` of the month, 0 for its end; `after`: months past the period."""

    months: int
    day: int = 0
    after: int = 0


def recurrence(text: str) -> Recurring | None:
    """How often the words ask for it; None when they do not, or for weeks and days, of which no list is kept."""
    for match in RECURRING.finditer(Said.of(text)):
        months = _months(match[0])
        if months:
            day = _DAY.search(match[0]) or _DAY.search(text, match.end(), match.end() + 40)
            number = int(day["d"]) if day else 0
            after = bool(_NEXT.search(text, match.start(), match.end() + 80))
            return Recurring(months, number if 1 <= number <= 31 else 0, int(after))
    return None


def _months(words: str) -> int | None:
    if times := _TIMES_A_YEAR.search(words):
        return _kept(YEAR, small(times["n"]) or 0)
    if spaced := _EVERY_SO_MANY.search(words) or _EVERY_COUNTED.search(words):
        count = small(spaced["n"])
        if count:
            return _known(count * _LENGTHS[spaced["unit"].lower()])
    unit = _UNIT.search(words)
    return _LENGTHS[unit["unit"].lower()] if unit else None


def _kept(year: int, times: int) -> int | None:
    return _known(year // times) if times and year % times == 0 else None


def _known(months: int) -> int | None:
    return months if months in _LENGTHS.values() else None
