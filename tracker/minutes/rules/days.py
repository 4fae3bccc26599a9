"""Calendar days as written: "30 Sept. 2025", "28/11/2025", "tanggal sepuluh bulan Maret tahun …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.minutes.rules.calendar import MONTH, MONTH_WORDS, WEEKDAY, WEEKDAYS, day, month_number
from tracker.minutes.rules.gates import Said, word_gate
from tracker.minutes.rules.numbers import NUMBER_WORDS, WORDS, from_words
from tracker.minutes.rules.proposal import Warn

_WEEKDAY = rf"(?:(?:hari\s+)?(?P<{{0}}>{WEEKDAY})\s*[,/]?\s*[(]?\s*)?(?:(?:tanggal|tgl)\b\.?\s*)?[(]?"
_BETWEEN = r"\s*[-–—]\s*|\s+(?:s\.?\s?/?d\.?|sampai(?:\s+dengan)?|hingga)\s+"
_UPTO = r"(?:\s*[-–—]\s*|\s+(?:s\.?\s?/?d\.?|sampai(?:\s+dengan)?|hingga|dan|atau)\s+)"

NAMED = word_gate(
    rf"{_WEEKDAY.format('w')}(?<![\d.,/-])(?P<from>\d{{1,2}})?(?P<upto>(?<=\d){_UPTO})?"
    rf"(?P<d>(?<![\d.,])(?<!ke-)(?<!ke )\d{{1,2}})\s+(?:bulan\s+)?(?P<m>{MONTH})(?:\s+"
    rf"(?:tahun\s+)?(?P<y>(?:19|20)\d\d)(?!\d))?",
    MONTH_WORDS,
)
NUMERIC = re.compile(
    rf"{_WEEKDAY.format('w')}(?<![\d.,/-])(?P<d>\d{{1,2}})(?P<sep>[/.-])(?P<m>\d{{1,2}})"
    rf"(?P=sep)(?P<y>(?:20)?\d\d)(?![\d/-])",
    re.I,
)
_LEADS = (
    "tanggal",
    "tgl",
    "sebelum",
    "sampai",
    "hingga",
    "s/d",
    "lambat",
    "telat",
    "maks",
    "maks.",
    "per",
    "s.d.",
    "s.d",
    "mulai",
    "target",
    "deadline",
    "tenggat",
    "due",
    "batas",
    "bts",
)
_LED = "|".join(rf"(?<={re.escape(lead)} )|(?<={re.escape(lead)}: )" for lead in _LEADS)
SHORT = re.compile(
    rf"(?:\b(?P<w>{WEEKDAY})\s*,?\s*[(]?|{_LED}|(?<=\()"
    rf"|(?<=[–—-] )|(?<=, )(?=\d{{1,2}}/\d{{1,2}}\s*(?:$|[.;)\n])))"
    r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/-]|\.\d)",
    re.I,
)
ISO = re.compile(r"(?<!\d)(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")
SPELLED = word_gate(
    rf"{_WEEKDAY.format('w')}(?P<d>{WORDS})\s+(?:bulan\s+)?(?P<m>{MONTH})(?:\s+"
    rf"(?:tahun\s+)?(?P<y>dua\s+ribu(?:\s+{WORDS})?|20\d\d))?",
    NUMBER_WORDS,
)
_SIGNED = re.compile(r"\d(?:([/.-])\d{1,2}\1|/)\d")
_WORDS_BEFORE = 14  # no weekday with the first day of a range and its joints has as many
_BEFORE_MONTH = re.compile(rf"\d\s+(?:bulan\s+)?{MONTH}", re.I)


@dataclass(frozen=True)
class Day:
    """One written day: where it stands, what it means (None when impossible), and what is odd about it."""

    start: int
    end: int
    on: date | None
    first: date | None
    has_year: bool
    weekday: str | None
    warnings: tuple[Warn, ...]


def days(said: Said, *, near: date | None = None) -> list[Day]:
    """All written days in order. A missing year is taken from `near`; without it such a day stays None."""
    found: list[Day] = []
    for match in _matches(said):
        if not any(match.start() < other.end and other.start < match.end() for other in found):
            found.append(_read(match, near))
    return _ranges(sorted(found, key=lambda found_day: found_day.start), said.text)


def _matches(said: Said) -> Iterator[re.Match[str]]:
    """Of the pattern that reads most first; most stretches of text have no day, which a look at their words tells."""
    if NAMED.opens(said):
        yield from _named(said.text)
        yield from SPELLED.finditer(said)
    if _SIGNED.search(said.text):
        for pattern in (NUMERIC, ISO, SHORT):
            yield from pattern.finditer(said.text)


def _named(text: str) -> Iterator[re.Match[str]]:
    """Begins a few words before each number with a month: the pattern is slow wherever no day stands."""
    at = 0
    for month in _BEFORE_MONTH.finditer(text):
        if month.start() < at:
            continue
        before = text[at : month.start()].rsplit(None, _WORDS_BEFORE)
        found = NAMED.pattern.search(text, at + len(before[0]) if len(before) > _WORDS_BEFORE else at)
        if found is None:
            return
        yield found
        at = found.end()


def _ranges(found: list[Day], text: str) -> list[Day]:
    """ "14 September - 9 Oktober" ends with its second day."""
    kept: list[Day] = []
    for one in found:
        before = kept[-1] if kept else None
        joined = before and re.fullmatch(_BETWEEN, text[before.end : one.start], re.I)
        if before and joined and before.on and one.on and before.on < one.on:
            kept[-1] = replace(one, start=before.start, first=before.on)
        else:
            kept.append(one)
    return kept


def _read(match: re.Match[str], near: date | None) -> Day:
    parts = match.groupdict()
    year, assumed = _year(parts.get("y"), near)
    month = _month(parts["m"])
    number = _number(parts["d"])
    on = day(year, month, number) if year else None
    on, rolled = _rolled(on, near) if assumed else (on, False)
    warnings = [Warn.DATE_IMPOSSIBLE] if on is None and _impossible(year, month, number) else []
    first = on
    if parts.get("from") and parts.get("upto") and on:
        first = day(on.year, month, int(parts["from"]))
        warnings.append(Warn.RANGE_UPPER_TAKEN)
    weekday = parts.get("w")
    if weekday and on and WEEKDAYS[weekday.lower()] != on.weekday():
        warnings.append(Warn.WEEKDAY_MISMATCH)
    if rolled:
        warnings.append(Warn.YEAR_ASSUMED)
    return Day(match.start(), match.end(), on, first, bool(parts.get("y")), weekday, tuple(warnings))


def _impossible(year: int | None, month: int, number: int) -> bool:
    return day(year or 2024, month, number) is None


def _rolled(on: date | None, near: date | None) -> tuple[date | None, bool]:
    """A January written without a year in a November meeting is the next one."""
    if on and near and (near - on).days > 180:
        return day(on.year + 1, on.month, on.day), True
    return on, False


def _year(written: str | None, near: date | None) -> tuple[int | None, bool]:
    if not written:
        return (near.year if near else None), True
    year = int(written) if written.isdecimal() else from_words(written)
    if year is not None and year < 100:
        year += 2000
    return year, False


def _month(written: str) -> int:
    return int(written) if written.isdecimal() else month_number(written)


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else from_words(written) or 0
