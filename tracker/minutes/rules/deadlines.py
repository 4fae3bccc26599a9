"""The deadline of one sentence: of all the times it names, the one that belongs to the action.

The day given is the last one still on time; the words are always kept beside it. No date is invented: "segera",
budget years and recurrences keep their words and leave the date empty.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.minutes.rules.calendar import MONTH, WEEKDAY, WEEKDAY_WORDS, WEEKDAYS, plus_days
from tracker.minutes.rules.days import days
from tracker.minutes.rules.durations import spans
from tracker.minutes.rules.gates import Said, word_gate
from tracker.minutes.rules.nearby import nearby
from tracker.minutes.rules.numbers import WORDS
from tracker.minutes.rules.periods import periods
from tracker.minutes.rules.proposal import Warn
from tracker.minutes.rules.vague import EVENT, VAGUE

STRONG = (
    r"(?:paling\s+(?:lambat|telat|lama)|maks(?:imal\b|\.|\b)|jangan\s+(?:lewat|melewati|melampaui)"
    r"|tidak\s+(?:lewat|melewati)|selambat(?:-|\s)?lambatnya|selambatnya"
    r"|batas(?:\s+waktu(?:nya)?|\s*:)|tenggat(?:\s+waktu)?(?:nya)?|deadline|sebelum|sampai"
    r"(?:\s+dengan)?|hingga|s\.\s?d\.|s/d|target(?:\s+(?:rampung|selesai|penyelesaian))?|(?:rampung|tuntas"
    r"|selesai|kelar)|done\s+by|before)"
)
_LEAD = re.compile(
    rf"(?P<strong>\b{STRONG})\s*:?(?:\s+(?:pada|di|tanggal|tgl\.?|hari|bulan|dalam))*\s*:?\s*$"
    r"|(?P<event>\bsebelum\s+(?!tanggal|tgl|bulan|akhir|awal|pertengahan)(?:[\w/-]+\s+){1,3}$)"
    r"|(?P<weak>\b(?:pada|dalam|selama|mulai|di|terhitung|per|tanggal|tgl\.?"
    r"|sejak))(?:\s+(?:bulan|tanggal|tgl\.?|hari|waktu))*\s*$",
    re.I,
)
_DATA = re.compile(
    r"\b(?:per|sejak|dari(?:\s+(?:bulan|tanggal|tahun))?|(?<!kan\s)data(?:\s+[\w–-]+){0,5}|nomor(?:\s+\S+)?"
    rf"|(?:iuran|tagihan|klaim|premi|gaji|kapitasi|rekening)\s+(?:bulan\s+)?(?:{MONTH}\s*(?:dan|,|[-–/&])?\s*)*"
    r"|anggaran(?:\s+\w+)?"
    r"|yang\s+\w+nya\s+(?:habis|berakhir|selesai)|ditunda\s+(?:ke|sampai)|periode|posisi|usia)\s*$",
    re.I,
)
_FIGURE = re.compile(
    r"(?:[\d%]|persen|orang|jiwa|peserta)\s+per\s*$|\b(?:sejak|nomor)\b[^,;]*$|\b(?:data|posisi|periode)\s*$",
    re.I,
)
_OF_FIGURE = re.compile(r"\b(?:sejak|nomor)\b[^,;]*$|\b(?:data|posisi|periode)\s*$", re.I)
_AIMED = re.compile(r"\b(?:menarget|ditarget|target)|\bmenjadi\b|\b(?:naik|turun)kan\b", re.I)
_FROM = re.compile(r"\bper\s+$", re.I)
_SOON = re.compile(r"(?:besok|lusa)\b", re.I)
_EVERY = r"(?:(?:setiap|tiap|saban)(?:-tiap)?)"
_UNIT = r"(?:hari|minggu|pekan|bulan|triwulan|semester|tahun)(?:nya)?"
RECURRING = word_gate(
    rf"(?:\b{STRONG}\s+)?(?:\b(?:pada\s+)?(?:tanggal|tgl)\b\.?\s*\d{{1,2}}\s+)?\b{_EVERY}\s+"
    rf"(?:akhir\s+|awal\s+)?(?:{_UNIT}\b|(?:malam\s+|hari\s+)?{WEEKDAY}|(?:tanggal|tgl)\b\.?\s*\d{{1,2}}"
    rf"(?!\d)|(?:\d{{1,2}}|{WORDS})\s+{_UNIT}\b)"
    rf"(?:\s+(?:tanggal|tgl)\b\.?\s*\d{{1,2}})?(?:\s+(?:{_EVERY}\s+)?{_UNIT}\b)?"
    rf"|\b(?:(?:\d{{1,2}}|{WORDS}|se)\s*(?:kali|x)\s+)(?:se|dalam\s+se|per\s*|setiap\s+"
    rf"|dalam\s+){_UNIT}\b(?!\s+{MONTH})"
    rf"|\b(?:se{_UNIT}|(?:\d{{1,2}}|{WORDS})\s+{_UNIT})\s+(?:sekali|(?:\d{{1,2}}|{WORDS})\s+kali)\b"
    r"|\b(?:tanggal|tgl)\b\.?\s*\d{1,2}\s+bulan\s+(?:berkenaan|berjalan|bersangkutan)\b"
    rf"|\b(?:\d|{WORDS})\s+hari\s+dalam\s+se(?:minggu|pekan|bulan)\b"
    r"|\b(?:secara\s+)?(?:berkala|rutin)\b|\bper\s+(?:bulan|triwulan|semester|minggu)\b",
    "setiap tiap saban berkala rutin per berkenaan berjalan bersangkutan",
    "kali x dalam",
)
_LONE_DAY = word_gate(
    rf"\b(?:tanggal|tgl)\b\.?\s*(?P<d>\d{{1,2}})(?![\d/-]|\.\d)(?!\s+(?:{_EVERY}|{_UNIT}))", "tanggal tgl"
)
_OF_WEEK = word_gate(
    rf"\b(?:hari\s+)?(?P<w3>{WEEKDAY})\s*,?\s+(?:pekan|minggu)\s+(?P<week>ini|depan)\b", "pekan minggu"
)
_HARI = word_gate(
    rf"\bhari\s+(?P<w>{WEEKDAY})(?:\s+(?:ini|depan|mendatang))?|\b(?P<w2>{WEEKDAY})\s+"
    rf"(?:ini|depan|mendatang|besok)\b|\b(?:terhitung(?:\s+(?:mulai|sejak))?|mulai)\s+(?P<today>hari\s+ini)\b",
    f"{WEEKDAY_WORDS} terhitung mulai",
)


@dataclass(frozen=True)
class Deadline:
    """Where the deadline stands in the given text, and its last day; None for words without a day."""

    start: int
    end: int
    due_on: date | None
    warnings: tuple[Warn, ...] = ()
    score: int = 0
    strong: bool = False


def deadline(
    text: str, held_on: date | None, holidays: Collection[date] = frozenset(), *, cell: bool = False
) -> Deadline | None:
    """The best deadline in the text. In a deadline's own `cell` of a matrix a bare period or duration counts too."""
    return deadline_in(Said.of(text), held_on, holidays, cell=cell)


def deadline_in(
    said: Said, held_on: date | None, holidays: Collection[date] = frozenset(), *, cell: bool = False
) -> Deadline | None:
    """The same for a text that is cut into its words already."""
    best: Deadline | None = None
    for found in _candidates(said, held_on, holidays, cell):
        if best is None or (found.score, -found.start) > (best.score, -best.start):
            best = found
    if best and said.text[best.end - 1] == ".":
        best = replace(best, end=best.end - 1)
    if best and held_on and best.due_on and best.due_on < held_on:
        best = replace(best, warnings=(*best.warnings, Warn.DUE_BEFORE_FORUM))
    return best


def _candidates(
    said: Said, held_on: date | None, holidays: Collection[date], cell: bool
) -> Iterator[Deadline]:
    recurring = [match.span() for match in RECURRING.finditer(said)]
    for start, end in recurring:
        interval = any(sign in said.text[start:end].lower() for sign in ("tiap", "kali", "per "))
        of_day = re.search(r"\b(?:tanggal|tgl)\b", said.text[start:end], re.I)
        yield Deadline(start, end, None, (Warn.RECURRING,), 7 if of_day else 3 if interval else 2)
    for match in VAGUE.finditer(said):
        event = EVENT.match(match[0]) is not None
        yield Deadline(match.start(), match.end(), None, (), 2 if event else 1, strong=event)
    for found in _dated(said, held_on, holidays, cell):
        if not any(start < found.end and found.start < end for start, end in recurring):
            yield found


def _dated(said: Said, held_on: date | None, holidays: Collection[date], cell: bool) -> Iterator[Deadline]:
    text = said.text
    taken: list[tuple[int, int]] = []
    calendar_days = days(said, near=held_on)
    for near in nearby(said, held_on, calendar_days) if held_on else ():
        taken.append((near.start, near.end))
        yield Deadline(near.start, near.end, near.on, (), 12 if near.sure else 3, strong=near.sure)
    for written in calendar_days:
        taken.append((written.start, written.end))
        yield from _led(
            text,
            Deadline(written.start, written.end, written.on, written.warnings, 6),
            written.first,
            held_on,
            cell,
        )
    for span in spans(said, held_on, holidays, bare=cell):
        taken.append((span.start, span.end))
        warnings = (Warn.RANGE_UPPER_TAKEN,) if span.ranged else ()
        yield Deadline(span.start, span.end, span.on, warnings, 9 if span.led else 4, span.led)
    if held_on:
        for match in _OF_WEEK.finditer(said):
            taken.append(match.span())
            on = _next(match, held_on)
            yield from _led(text, Deadline(*match.span(), on, (), 5), on, held_on, cell)
    for named in sorted(periods(said, held_on), key=lambda period: -period.rank):
        if any(start < named.end and named.start < end for start, end in taken):
            continue
        taken.append((named.start, named.end))
        first, last = (named.period.first, named.period.last) if named.period else (None, None)
        yield from _led(text, Deadline(named.start, named.end, last, (), named.rank), first, held_on, cell)
    if held_on:
        yield from _coming(said, held_on, taken, cell)


def _led(
    text: str, found: Deadline, first: date | None, held_on: date | None, cell: bool
) -> Iterator[Deadline]:
    """Adds the words before a date; drops a date that belongs to the data ("per 1 Oktober", last year's quarter)."""
    lead = _LEAD.search(text, max(0, found.start - 60), found.start)
    if lead and lead["event"] and text[found.start : found.start + 3].lower() not in ("tan", "tgl"):
        lead = None
    before = bool(lead and re.match(r"sebelum\b", lead["strong"] or lead["event"] or "", re.I))
    strong = bool(lead and (lead["strong"] or lead["event"]))
    acting = bool(lead and re.match(r"pada|dalam|selama|mulai|di\b|terhitung", lead[0], re.I))
    coming = held_on and found.due_on and found.due_on > held_on
    ahead = bool(
        coming
        and (
            _SOON.match(text, found.start)
            or (
                held_on
                and first
                and first > held_on
                and _FROM.search(text, max(0, found.start - 8), found.start)
                and not (_OF_FIGURE if _AIMED.search(text, 0, found.start) else _FIGURE).search(
                    text, 0, found.start
                )
            )
        )
    ) or bool(found.score == 6 and coming and not _FIGURE.search(text, 0, found.start))
    of_data = not (acting or ahead) and _DATA.search(text, max(0, found.start - 60), found.start)
    if not (strong or cell) and (of_data or _past(found, held_on)):
        return
    if lead:
        found = replace(found, start=lead.start())
    if before and first and first > date.min:
        at_end = found.due_on == first and re.search(
            r"\b(?:akhir|tutup|pergantian|berganti|end)\b", text[found.start : found.end], re.I
        )
        found = replace(found, due_on=first if at_end else first - timedelta(days=1))
    if found.score == 2 and not (lead or cell):
        return
    yield replace(found, score=found.score + (5 if strong else 1 if lead else 0), strong=strong)


def _past(found: Deadline, held_on: date | None) -> bool:
    return bool(held_on and found.due_on and found.due_on < held_on)


def _coming(said: Said, held_on: date, taken: list[tuple[int, int]], cell: bool) -> Iterator[Deadline]:
    """ "tanggal 17" and "hari Rabu": the next one after the forum."""
    for match in (*_LONE_DAY.finditer(said), *_HARI.finditer(said)):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        on = _next(match, held_on)
        base = Deadline(match.start(), match.end(), on, (Warn.YEAR_ASSUMED,), 3)
        yield from _led(said.text, base, on, held_on, cell)


def _next(match: re.Match[str], held_on: date) -> date | None:
    parts = match.groupdict()
    if parts.get("today"):
        return held_on
    if named := parts.get("w3"):
        monday = plus_days(held_on, -held_on.weekday() + 7 * (parts["week"].lower() == "depan"))
        return plus_days(monday, WEEKDAYS[named.lower()]) if monday else None
    weekday = parts.get("w") or parts.get("w2")
    if weekday:
        return plus_days(held_on, (WEEKDAYS[weekday.lower()] - held_on.weekday() - 1) % 7 + 1)
    for ahead in range(62):
        on = plus_days(held_on, ahead)
        if on and on.day == int(parts["d"]):
            return on
    return None
