"""Days told by where they stand to the forum or to another day: "sebelum Sabtu", "hari ini juga", "H+7"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.minutes.rules.calendar import WEEKDAYS, day, plus_days, plus_months
from tracker.minutes.rules.days import Day
from tracker.minutes.rules.gates import Said, word_gate
from tracker.minutes.rules.numbers import WORDS, small

ENGLISH = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
_NAMES = {
    **{name: number for name, number in WEEKDAYS.items() if name != "minggu"},
    "hari minggu": 6,
    **ENGLISH,
}
_WEEKDAY = rf"(?P<weekday>{'|'.join(sorted(_NAMES, key=len, reverse=True))})\b"
_LED = word_gate(
    r"\b(?P<lead>sebelum|before|paling\s+(?:lambat|lama|telat)|selambat(?:-|\s)?(?:lambat)?nya"
    r"|sampai(?:\s+dengan)?|hingga|by|until"
    r"|besok|tenggat(?:nya)?|deadline|batas\s+waktu|target|maks(?:imal|\.)?|s\.d\."
    r"|s/d)\s*:?\s+(?:pada\s+)?(?:hari\s+(?!minggu))?"
    rf"{_WEEKDAY}(?!\s*[,/]?\s*[(]?\s*(?:tanggal\s+|tgl\.?\s+)?\d)(?!\s*,?\s+(?:pekan|minggu)\s+(?:ini"
    rf"|depan))",
    " ".join((*WEEKDAYS, *ENGLISH)),
    "jum",
)
_ALONE = word_gate(
    rf"(?<=[a-z]\s)(?<!hari\s)(?<!tiap\s)(?<!malam\s)(?<!pada\s)(?<!dan\s)(?<!sampai\s){_WEEKDAY}(?=\s*(?:[.;)]|$|,\s*[a-z]))",
    " ".join((*WEEKDAYS, *ENGLISH)),
    "jum",
)
_OF_WEEK = word_gate(
    rf"\b(?:pekan|minggu)\s+(?P<week>ini|depan)\s*,?\s+(?:di\s+)?(?:pada\s+)?(?:hari\s+)?{_WEEKDAY}",
    "pekan minggu",
)
_OF_MONTH = word_gate(
    r"\b(?:tanggal|tgl\.?)\s*(?P<day>\d{1,2})\s+(?:bulan\s+)?(?P<month>ini|depan|berikutnya)\b", "tanggal tgl"
)
_TODAY = word_gate(
    r"\bhari\s+ini\s+juga\b|\bnanti\s+(?:sore|malam|siang)\b|\b(?:sore|malam|siang)\s+(?:hari\s+)?ini(?:\s+juga)?\b"
    r"|(?<=lambat\s)hari\s+ini\b|(?<=,\s)hari\s+ini(?=\s*(?:$|[.;)]))|(?<=selesai\s)hari\s+ini\b"
    r"|(?<=tuntas\s)hari\s+ini\b",
    "hari sore malam siang",
)
_AFTER = re.compile(r"\bH\s?\+\s?(?P<days>\d{1,2})\b(?!\s*(?:lebaran|natal|idul))")
_AHEAD = re.compile(
    rf"(?<!untuk\s)(?<!selama\s)(?<!\w)(?:(?:paling\s+lambat|maksimal|minimal)\s+)?(?P<count>\d{{1,2}}"
    rf"|{WORDS}|se)\s*(?P<unit>hari|minggu|pekan|bulan)\s+sebelum\s+(?:hari\s+|tanggal\s+)?$",
    re.I,
)


@dataclass(frozen=True)
class Near:
    """Where the words stand, and the last day on time; a weekday without any word before it is not `sure`."""

    start: int
    end: int
    on: date | None
    sure: bool = True


def nearby(said: Said, held_on: date, written: list[Day]) -> Iterator[Near]:
    """`written` are the days that the text writes out, for "dua pekan sebelum 20 Desember"."""
    text = said.text
    for match in _LED.finditer(said):
        early = match["lead"].lower() in ("sebelum", "before")
        number = _NAMES[" ".join(match["weekday"].lower().split())]
        yield Near(*match.span(), plus_days(held_on, (number - held_on.weekday() - 1) % 7 + 1 - early))
    for match in _ALONE.finditer(said):
        number = _NAMES[" ".join(match["weekday"].lower().split())]
        yield Near(*match.span(), plus_days(held_on, (number - held_on.weekday() - 1) % 7 + 1), sure=False)
    for match in _OF_WEEK.finditer(said):
        ahead = 7 * (match["week"].lower() == "depan") + _NAMES[match["weekday"].lower()] - held_on.weekday()
        yield Near(*match.span(), plus_days(held_on, ahead))
    for match in _OF_MONTH.finditer(said):
        month = plus_months(held_on.replace(day=1), match["month"].lower() != "ini")
        yield Near(*match.span(), day(month.year, month.month, int(match["day"])) if month else None)
    for match in _TODAY.finditer(said):
        yield Near(*match.span(), held_on)
    for match in _AFTER.finditer(text) if "+" in text else ():
        yield Near(*match.span(), plus_days(held_on, int(match["days"])))
    for one in written:
        if one.on and (before := _AHEAD.search(text, max(0, one.start - 60), one.start)):
            yield Near(before.start(), one.end, _earlier(one.on, before))


def _earlier(on: date, match: re.Match[str]) -> date | None:
    count = 1 if match["count"].lower() == "se" else small(match["count"]) or 0
    if match["unit"].lower() == "bulan":
        return plus_months(on, -count)
    return plus_days(on, -count * (1 if match["unit"].lower() == "hari" else 7))
