"""What the text says about the forum itself: title, day, place; each a suggestion for the form."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from tracker.minutes.rules.days import Day, days
from tracker.minutes.rules.gates import Said
from tracker.minutes.rules.proposal import Heading, Warn
from tracker.minutes.rules.shadows import shadow

HEAD = 6_000
_KEYED = re.compile(r"\bhari\s*[/,&]?\s*(?:dan\s+)?(?:tanggal|tgl\.?)\s*[:|]?\s*[:|]?\s*$", re.I)
_TODAY = re.compile(r"\b(?:pada\s+)?hari\s+ini\s*,?\s*(?:hari\s+)?$", re.I)
_HELD = re.compile(
    r"\b(?:rapat|pertemuan|forum|kegiatan|acara|lokakarya|berlangsung|dilaksanakan"
    r"|digelar|diselenggarakan|rakor)\b[^.]{0,140}$",
    re.I,
)
_DATED = re.compile(r"\b(?:tanggal|tgl)\s*[:|]?\s*[:|]?\s*$", re.I)
_NOT_HELD = re.compile(
    r"\b(?:paling\s+\w+|selambat\S*|sebelum|sampai(?:\s+dengan)?|hingga|per|sejak"
    r"|mulai|batas\s+waktu)\s+(?:tanggal\s+|hari\s+)?$",
    re.I,
)
_OWN_LINE = re.compile(
    r"[ \t>]*(?:[A-Z][\w ]{2,24},\s+)?(?:hari\s+)?(?:\w+,?\s+)?(?:tanggal\s+)?\d{1,2}\s+\w+\s+\d{4}\s*(?:$"
    r"|[-–—(,;])",
    re.I,
)
_YEAR = re.compile(r"\b20[1-4]\d\b")
_TITLE = re.compile(
    r"(?m)^[ \t>|]*(?:rapat|acara|hal|perihal|judul|kegiatan|agenda)[ \t]*[:"
    r"|][ \t|:]*(?P<t>[^\n|]{6,200})",
    re.I,
)
_NAMED = re.compile(
    r"\b(?P<t>(?:Forum|Rapat|Pertemuan|Rekonsiliasi|Monitoring\s+dan\s+Evaluasi"
    r"|Lokakarya)\s+(?:Kemitraan|Komunikasi|Koordinasi|Evaluasi|Tim|Kerja|Monitoring"
    r"|Mini|Dengar)[^.\n,;:“”\"]{0,160})",
    re.I,
)
_CAPITALS = re.compile(
    r"(?m)^[ \t>]*(?P<t>(?=[^\n]*(?:RAPAT|FORUM|NOTUL|REKONSILIASI|KESEPAKATAN"
    r"|MONEV|LOKAKARYA|MONITORING))[A-Z0-9 .,/()–-]{10,160})$"
)
_TITLE_END = re.compile(
    r"\s+(?:yang\s+(?:dilaksanakan|berlangsung|digelar)|bersama\s+Pemerintah\s+Daerah"
    r"|pada\s+hari|ini\b|kami\b).*$",
    re.I | re.S,
)
_PLACE = re.compile(r"(?m)^[ \t>|]*tempat[ \t]*[:|][ \t|:]*(?P<p>[^\n|]{3,120})", re.I)
_PLACE_IN_TEXT = re.compile(
    r"\b(?:bertempat\s+di|berlangsung\s+di|dilaksanakan\s+di|digelar\s+di|di"
    r"(?=\s+(?:ruang|aula|gedung|kantor|balai|pendopo|hotel|sekretariat|OR\b)))\s+"
    r"(?P<p>(?:ruang|aula|gedung|kantor|balai\w*|pendopo|hotel|sekretariat|OR)\b"
    r"(?:\s+(?:rapat|kerja|pola|sidang|utama|(?-i:[A-Z])[\w’'-]*))*)",
    re.I,
)


def heading(text: str) -> Heading:
    """Reads the first pages only. None for a part that is not there; a day is never guessed from a deadline."""
    plain = shadow(text[:HEAD])
    held = _held(plain)
    return Heading(
        title=_first(plain, _TITLE, _CAPITALS, _NAMED, name="t"),
        held_on=held.on if held else None,
        date_text=" ".join(plain[held.start : held.end].split()).strip(" ()")
        + (")" if "(" in plain[held.start : held.end] else "")
        if held
        else None,
        place=_first(plain, _PLACE, _PLACE_IN_TEXT, name="p"),
        weekday_disagrees=bool(held and Warn.WEEKDAY_MISMATCH in held.warnings),
    )


def _held(plain: str) -> Day | None:
    """The day that the words around it mark most clearly as the forum's."""
    best: tuple[int, int, Day] | None = None
    for found in days(Said.of(plain)):
        if found.on is None or not found.has_year:
            continue
        weight = _weight(plain, found)
        if weight >= 0 and (best is None or weight > best[0]):
            best = (weight, found.start, found)
    sure = best is not None and best[0] > 0
    return best[2] if best and sure else _without_year(plain) or (best[2] if best else None)


def _without_year(plain: str) -> Day | None:
    """ "Rabu (18/06)" in a text that names a year elsewhere: the year in which that day is a Wednesday."""
    years = [year for year, _ in Counter(map(int, _YEAR.findall(plain))).most_common(4)]
    for year in years:
        for found in days(Said.of(plain), near=date(year, 7, 1)):
            sure = found.weekday and Warn.WEEKDAY_MISMATCH not in found.warnings
            if found.on and sure and not found.has_year and _weight(plain, found) >= 0:
                return found
    return None


def _weight(plain: str, found: Day) -> int:
    before = plain[max(0, found.start - 200) : found.start]
    if _NOT_HELD.search(before):
        return -1
    weight = 4 if found.weekday else 0
    if _KEYED.search(before) or _KEYED.search(plain[max(0, found.start - 40) : found.start]):
        weight += 10
    line = plain[plain.rfind("\n", 0, found.start) + 1 : found.end + 60].split("\n", 1)[0]
    if _OWN_LINE.match(line):
        weight += 6
    if _TODAY.search(before):
        weight += 9
    if _HELD.search(before):
        weight += 5
    if _DATED.search(before):
        weight += 2
    return weight


def _first(plain: str, *patterns: re.Pattern[str], name: str) -> str | None:
    for pattern in patterns:
        if match := pattern.search(plain):
            words = " ".join(_TITLE_END.sub("", match[name]).split()).strip(" .,;:")
            if words:
                return words
    return None
