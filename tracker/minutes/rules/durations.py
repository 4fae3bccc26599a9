"""Spans of time counted from the forum: "7 (tujuh) hari kerja setelah …", "tiga hingga empat bulan ke depan"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.minutes.rules import calendar
from tracker.minutes.rules.gates import Said
from tracker.minutes.rules.numbers import NUMBER_WORDS, WORDS, small

_ONE = r"se(?=(?:hari|minggu|pekan|bulan|tahun|semester|triwulan)\b)"
_COUNT = rf"(?:\d{{1,3}}|{WORDS})(?:\s*\([^()\n]{{1,40}}\))?"
_HOURS = r"(?P<x>\d{1,2})\s*[x×]\s*24\s*jam"
_SPAN = (
    rf"(?:(?P<low>{_COUNT})\s*(?:-|–|hingga|sampai|s\.?d\.?|atau)\s*)?(?:(?P<n>{_COUNT})\s+"
    rf"|(?<!\w)(?P<one>{_ONE}))"
    rf"(?P<unit>hari\s+kerja|hari|minggu|pekan|bulan|tahun|semester|triwulan)\b"
)
_LEAD = (
    r"(?P<lead>\b(?:dalam(?:\s+(?:jangka|kurun|tempo))?(?:\s+waktu)?|paling\s+"
    r"(?:lambat|lama|telat)|selambat(?:-|\s)?lambatnya|selambatnya|maks(?:imal|\.)?|jangka\s+waktu|waktu"
    r"|kesempatan|tempo|tenggat(?:\s+waktu)?"
    r"|batas\s+waktu"
    r"|(?:target|ditargetkan)\s+(?:rampung|selesai|penyelesaian|tuntas)(?:\s+dalam)?"
    r"|(?:rampung|selesai|tuntas|beres|target|deadline)(?:\s+dalam)?)\s*:?\s+)?"
)
_TAIL = (
    r"(?P<tail>\s*(?:(?:dari|sejak|mulai|terhitung)\s+(?:sekarang|hari\s+ini)|ke\s+(?:depan|muka)|mendatang"
    r"|kemudian|lagi\b|berikutnya|(?:setelah|sejak|terhitung|sesudah"
    r"|usai)\b[^,;.\n]{0,80}))?"
)
SPAN = re.compile(rf"{_LEAD}(?:{_SPAN}|{_HOURS}){_TAIL}", re.I)
_UNITS = frozenset("hari minggu pekan bulan tahun semester triwulan".split())
_ONE_OF_THEM = frozenset(f"se{unit}" for unit in _UNITS)
_NUMBERS = frozenset(NUMBER_WORDS.split())
_FIGURED = re.compile(rf"[\d)]\s+(?:{'|'.join(sorted(_UNITS))})\b", re.I)
_ALONE_BEFORE = re.compile(r"[(,–—\]-]\s*$")
_ALONE_AFTER = re.compile(r"\s*(?:kalender\s*)?(?:[).;]|$)")
_COUNTED = re.compile(r"\s*(?:kerja|kalender)\b(?!\s+(?:se|per|dalam|tiap))", re.I)
_OTHER = re.compile(
    r"\s*(?:setelah|sejak|sesudah|usai|terhitung)\b(?!.*\b(?:rapat|pertemuan|forum|berita\s+acara"
    r"|kesepakatan|hari\s+ini|sekarang|ini|tanda"
    r"|notul\w*|risalah|lokmin|lokakarya|rembuk|musyawarah|acara|penandatanganan|arahan|disposisi|lusa|besok"
    r"|tanggal|\d))",
    re.I | re.S,
)
_IF = re.compile(r"\s*(?:apabila|jika|bila|bilamana|manakala|dalam\s+hal|setiap\s+kali)\b", re.I)
_DAILY = re.compile(r"\b(?:se|per)\s*$|\b(?:setiap|tiap|(?:men)?jadi|dari)\s*$", re.I)


@dataclass(frozen=True)
class Span:
    """A duration with its last day counted from the forum; `ranged` when an upper end was taken.

    `count` of its `unit`: working days, days or months; 0 when the day is not known.
    """

    start: int
    end: int
    on: date | None
    ranged: bool
    led: bool
    count: int = 0
    unit: str = ""


def spans(
    said: Said, held_on: date | None, holidays: Collection[date], *, bare: bool = False
) -> Iterator[Span]:
    """Durations that set a deadline; a bare "2 bulan" (of stock, say) is none, except in a deadline's own cell."""
    text = said.text
    for match in SPAN.finditer(text) if _may_be_in(said) else ():
        alone = _ALONE_AFTER.match(text, match.end()) and _ALONE_BEFORE.search(
            text, max(0, match.start() - 4), match.start()
        )
        counted = match["unit"] and _COUNTED.match(
            text, match.end() - len("kerja") if "kerja" in match["unit"].lower() else match.end()
        )
        if not (bare or alone or counted or match["lead"] or match["tail"]) or _DAILY.search(
            text, max(0, match.start() - 12), match.start()
        ):
            continue
        other = _IF.match(text) or (
            match["tail"] and _OTHER.match(match["tail"])
        )  # counted from an event whose day is not known
        count, unit = _measured(match) if held_on and not other else (0, "")
        on = _counted(count, unit, held_on, holidays) if held_on and count else None
        later = match["tail"] and match["tail"].strip().lower() in ("kemudian", "berikutnya")
        led = bool(match["lead"] or (match["tail"] and not later))
        yield Span(match.start(), match.end(), on, bool(match["low"]), led, count if on else 0, unit)


def _may_be_in(said: Said) -> bool:
    """A look at the words first: most sentences count no time."""
    if not said.words.isdisjoint(_ONE_OF_THEM) or ("24" in said.low and "jam" in said.low):
        return True
    if said.words.isdisjoint(_UNITS):
        return False
    return not said.words.isdisjoint(_NUMBERS) or _FIGURED.search(said.text) is not None


WORKING_DAYS, DAYS, MONTHS = "working days", "days", "months"
_MEASURES = {
    "hari kerja": (1, WORKING_DAYS),
    "hari": (1, DAYS),
    "minggu": (7, DAYS),
    "pekan": (7, DAYS),
    "bulan": (1, MONTHS),
    "triwulan": (3, MONTHS),
    "semester": (6, MONTHS),
    "tahun": (12, MONTHS),
}


def _measured(match: re.Match[str]) -> tuple[int, str]:
    """How many of which unit; 0 when the number is not known."""
    if match["x"]:
        return int(match["x"]), DAYS
    count = 1 if match["one"] else small(re.sub(r"\(.*", "", match["n"], flags=re.S))
    size, unit = _MEASURES[" ".join(match["unit"].lower().split())]
    return (count or 0) * size, unit


def _counted(count: int, unit: str, held_on: date, holidays: Collection[date]) -> date | None:
    if unit == WORKING_DAYS:
        return calendar.plus_working_days(held_on, count, holidays)
    if unit == DAYS:
        return calendar.plus_days(held_on, count)
    return calendar.plus_months(held_on, count)
