"""Periods as written: months, quarters, half-years, weeks of a month, "akhir tahun ini", "pekan depan"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.minutes.rules import calendar
from tracker.minutes.rules.calendar import MONTH, MONTH_WORDS, Period
from tracker.minutes.rules.gates import Said, word_gate
from tracker.minutes.rules.numbers import small

_ORDINAL = (
    r"(?:ke-?\s*)?(?P<n>pertama|kedua|ketiga|keempat|kelima|terakhir|satu|dua"
    r"|tiga|empat|lima|[1-5](?!\d)|iv|i{1,3})\b"
)
_YEAR = r"(?:\s+(?:tahun\s+)?(?P<y>20\d\d)(?!\d)|\s+(?:tahun\s+)?(?P<this>ini|depan|mendatang))?"

_FIRST_OF_TWO = r"(?:(?:pertama|kedua|ketiga|satu|dua|tiga|[1-4]|i{1,3})\s*(?:dan|sampai|hingga|-|–|/)\s*)?"
WEEK = word_gate(
    rf"\b(?:minggu|pekan)\s+{_FIRST_OF_TWO}{_ORDINAL}\s+(?:(?:di|pada)\s+)?(?:(?:bulan\s+)?(?P<m>{MONTH}){_YEAR}"
    rf"|bulan\s+(?P<which>ini|depan|berikutnya))",
    "minggu pekan",
)
MONTH_WEEK = word_gate(
    rf"\b(?:bulan\s+)?(?P<m>{MONTH}){_YEAR}\s*,?\s+(?:minggu|pekan)\s+{_ORDINAL}", "minggu pekan"
)
MONTHS = word_gate(
    rf"\b(?:dari\s+(?:bulan\s+)?)?(?P<first>{MONTH})(?:\s*[-–,]\s*{MONTH})*\s*(?:[-–—]|s\.d\.|s/d"
    rf"|sampai(?:\s+dengan)?"
    rf"|hingga)\s*(?:bulan\s+)?(?P<m>{MONTH}){_YEAR}",
    MONTH_WORDS,
)
PART = word_gate(
    rf"\b(?P<part>akhir|awal|pertengahan|tutup)\s+(?:bulan\s+)?(?P<m>{MONTH}){_YEAR}",
    "akhir awal pertengahan tutup",
)
MONTHLY = word_gate(rf"\b(?P<word>bulan\s+)?(?P<m>{MONTH}){_YEAR}", MONTH_WORDS)
QUARTER = word_gate(
    r"\b(?P<part>akhir\s+|awal\s+|tutup\s+|end\s+of\s+)?"
    rf"(?:(?P<unit>triwulan|tw|semester|smt)\s+{_ORDINAL}|q(?P<n2>[1-4])\b){_YEAR}",
    "triwulan tw semester smt q1 q2 q3 q4",
)
YEARLY = word_gate(
    r"\b(?P<part>akhir|awal|pertengahan|tutup|pergantian)\s+(?:tahun\b(?:\s+(?P<y>20\d\d)(?!\d)"
    r"|\s+(?P<this>ini|depan)\b)?|(?P<y2>20\d\d)(?!\d))"
    r"|\b(?P<turn>tahun(?:\s+anggaran)?\s+(?:berganti|berakhir|habis|ditutup)|(?:ber)?ganti\s+tahun"
    r"|tutup\s+buku)\b|\btahun\s+(?:(?P<y3>20\d\d)(?!\d)|(?P<this2>ini|depan)\b)",
    "akhir awal pertengahan tutup pergantian tahun",
)
RELATIVE = word_gate(
    r"\b(?:(?P<part>akhir|awal|pertengahan|tutup)\s+)?(?P<unit>bulan|minggu|pekan|triwulan"
    r"|semester)\s+(?P<which>ini|depan|berjalan|berikutnya|mendatang)\b"
    r"|\bnext\s+(?P<unit3>bulan|minggu|triwulan)\b|\b(?P<end>akhir|tutup)\s+(?P<unit2>bulan|minggu|pekan"
    r"|triwulan|semester)\b(?!\s+(?:ke|[ivx\d]))"
    r"|\b(?P<middle>pertengahan\s+bulan)\b|\b(?P<near>(?:besok\s+)?lusa|besok)\b",
    "bulan minggu pekan triwulan semester besok lusa",
)


_BY = re.compile(
    r"\b(?:target|sebelum|sampai|hingga|s/d|s\.d\.?|lambat|telat|lama|maks(?:imal)?\.?|mulai|per|tenggat"
    r"|batas|pada)\s*:?\s+$",
    re.I,
)
""" "target des": a short name of a month means one only behind such a word."""


@dataclass(frozen=True)
class Named:
    """A period where it stands; `period` is None when the year is not known. `rank`: finer ones come first."""

    start: int
    end: int
    period: Period | None
    rank: int
    has_year: bool


def periods(said: Said, held_on: date | None) -> Iterator[Named]:
    """Every period named in it; years that are not written are the forum's."""
    yield from _weeks(said, held_on)
    for match in MONTHS.finditer(said):
        yield _month(match, held_on, 5, None)
    for match in PART.finditer(said):
        yield _month(match, held_on, 5, match["part"])
    for match in MONTHLY.finditer(said):
        if (
            match["word"]
            or match["y"]
            or match["this"]
            or len(match["m"].rstrip(".")) > 3
            or _BY.search(said.text, max(0, match.start() - 20), match.start())
        ):
            yield _month(match, held_on, 4 if match["y"] else 3, None)
    for match in QUARTER.finditer(said):
        yield Named(match.start(), match.end(), _quarter(match, held_on), 5, bool(match["y"]))
    for match in YEARLY.finditer(said):
        yield _yearly(match, held_on)
    if held_on:
        for match in RELATIVE.finditer(said):
            yield Named(match.start(), match.end(), _relative(match, held_on), 4, False)


def _weeks(said: Said, held_on: date | None) -> Iterator[Named]:
    """ "Minggu kedua Juli", "Juli minggu II", "minggu pertama bulan depan"."""
    for match in WEEK.finditer(said):
        number = 5 if match["n"].lower() == "terakhir" else small(match["n"])
        if match["m"]:
            month = calendar.month_number(match["m"])
            year = _year(match, held_on, month=month)
        elif held_on:
            on = calendar.plus_months(held_on.replace(day=1), 0 if match["which"].lower() == "ini" else 1)
            year, month = (on.year, on.month) if on else (None, 1)
        else:
            continue
        period = calendar.week_of_month(year, month, number or 0) if year else None
        yield Named(match.start(), match.end(), period, 5, bool(match["y"]))
    for match in MONTH_WEEK.finditer(said):
        month = calendar.month_number(match["m"])
        year = _year(match, held_on, month=month)
        number = 5 if match["n"].lower() == "terakhir" else small(match["n"])
        period = calendar.week_of_month(year, month, number or 0) if year else None
        yield Named(match.start(), match.end(), period, 5, bool(match["y"]))


def _year(match: re.Match[str], held_on: date | None, *, month: int = 12) -> int | None:
    if match["y"]:
        return int(match["y"])
    if held_on is None:
        return None
    if (match["this"] or "").lower() in ("depan", "mendatang"):
        return held_on.year + (month <= held_on.month or "tahun" in match[0].lower())
    return held_on.year + 1 if not match["this"] and held_on.month - month >= 6 else held_on.year


def _month(match: re.Match[str], held_on: date | None, rank: int, part: str | None) -> Named:
    month = calendar.month_number(match["m"])
    year = _year(match, held_on, month=month)
    period = _part(calendar.months(year, month, month), part) if year else None
    return Named(match.start(), match.end(), period, rank, bool(match["y"]))


def _part(period: Period | None, part: str | None) -> Period | None:
    """ "Awal" ends a third of the way, "pertengahan" half-way, "akhir" with the period."""
    if period is None or not part:
        return period
    length = (period.last - period.first).days + 1
    if length > 360 and part.strip().lower() == "pertengahan":
        middle = period.first.replace(month=6, day=30)
        return Period(middle, middle)
    share = {"awal": length // 3, "pertengahan": length // 2}.get(part.strip().lower())
    if share is None:
        return Period(period.last, period.last)
    if part.strip().lower() == "pertengahan":
        middle = period.first + timedelta(days=share - 1)
        return Period(middle, middle)
    return Period(period.first, period.first + timedelta(days=share - 1))


def _quarter(match: re.Match[str], held_on: date | None) -> Period | None:
    length = 6 if (match["unit"] or "").lower() in ("semester", "smt") else 3
    number = small(match["n"] or match["n2"]) or 0
    year = _year(match, held_on, month=number * length)
    if not year or not 1 <= number <= 12 // length:
        return None
    return _part(calendar.months(year, number * length - length + 1, number * length), match["part"])


def _yearly(match: re.Match[str], held_on: date | None) -> Named:
    written = match["y"] or match["y2"] or match["y3"]
    which = (match["this"] or match["this2"] or "").lower()
    year = int(written) if written else held_on.year + (which == "depan") if held_on else None
    part = match["part"] or match["turn"]
    period = _part(calendar.months(year, 1, 12), part) if year else None
    return Named(match.start(), match.end(), period, 3 if part or which else 2, bool(written))


def _relative(match: re.Match[str], held_on: date) -> Period | None:
    if match["near"]:
        on = calendar.plus_days(held_on, 1 if match["near"].lower() == "besok" else 2)
        return Period(on, on) if on else None
    if match["middle"]:
        begins = calendar.plus_months(held_on.replace(day=1), held_on.day > 15)
        return Period(begins, begins.replace(day=15)) if begins else None
    step = 0 if match["end"] or (match["which"] or "depan").lower() in ("ini", "berjalan") else 1
    unit = (match["unit"] or match["unit2"] or match["unit3"]).lower()
    if unit in ("minggu", "pekan"):
        monday = calendar.plus_days(held_on, 7 * step - held_on.weekday())
        friday = calendar.plus_days(held_on, 7 * step - held_on.weekday() + 4)
        if monday and (match["part"] or "").lower() == "awal":
            return Period(monday, monday)
        return Period(monday, max(friday, held_on)) if monday and friday else None
    length = {"bulan": 1, "triwulan": 3, "semester": 6}[unit]
    index = held_on.year * 12 + held_on.month - 1
    year, month = divmod((index // length + step) * length, 12)
    return _part(calendar.months(year, month + 1, month + length), match["part"] or match["end"])
