"""The figure an action can be measured by: "dari 42% menjadi 70%", "2.140 peserta", "seluruh puskesmas"."""

from __future__ import annotations

import re

from tracker.minutes.rules.numbers import WORDS, figure, small
from tracker.minutes.rules.proposal import Indicator

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_UNITS = r"(?:%|persen\b|per\s+mil\b|‰|[a-z][a-z-]+)"
_FROM_TO = re.compile(
    rf"\bdari\s+(?P<a>{_NUMBER})\s*(?P<u>{_UNITS})?\s+(?:menjadi|ke|sampai)\s+"
    rf"(?:paling\s+\w+\s+|minimal\s+|maksimal\s+)?(?P<b>{_NUMBER})\s*(?P<v>{_UNITS})?",
    re.I,
)
_TO = re.compile(
    rf"(?:\b(?:menjadi|mencapai|sebesar|minimal|paling\s+(?:sedikit|banyak)|target"
    rf"|di\s+(?:atas|bawah)|hingga|keaktifan|cakupan)\s+)+(?P<b>{_NUMBER})\s*"
    rf"(?P<v>{_UNITS})",
    re.I,
)
_SHARE = re.compile(rf"(?P<b>{_NUMBER})\s*(?P<v>%|persen\b)", re.I)
_MONEY = re.compile(rf"\bRp\.?\s*(?P<b>{_NUMBER})(?:\s*(?P<scale>juta|miliar|triliun|ribu))?", re.I)
_COUNT = re.compile(rf"(?<![\d.,/:])(?P<b>{_NUMBER})\s+(?:(?:orang|unit|buah)\s+)?(?P<v>[a-z]{{3,}})", re.I)
_WORDED = rf"(?:{_NUMBER}|{WORDS})"
_NOUN = r"[a-z]{3,}(?:\s+(?!dan|serta|untuk|di|pada|yang|dari|ke|sampai)[a-z]{3,})?"
_PAIR = re.compile(
    rf"(?<![\d.,/:])(?P<a>{_WORDED})\s+(?P<x>{_NOUN})(?:\s*,\s*(?:dan\s+|serta\s+)?|\s+(?:dan|serta)\s+)"
    rf"(?P<b>{_WORDED})\s+(?P<y>{_NOUN})",
    re.I,
)
_PAIR_BEHIND = re.compile(
    rf"\b(?P<x>{_NOUN})\s+(?:sebanyak\s+)?(?P<a>{_NUMBER})(?:\s+orang)?\s*(?:,|\bdan\b|\bserta\b)\s*"
    rf"(?P<y>{_NOUN})\s+(?:sebanyak\s+)?(?P<b>{_NUMBER})(?!\s*(?:%|persen|[a-z]))",
    re.I,
)
_IN_WORDS = re.compile(rf"(?P<b>{WORDS})\s+(?:(?:orang|unit|buah)\s+)?(?P<v>[a-z]{{3,}})", re.I)
_ALL = re.compile(
    r"\b(?:seluruh|setiap|semua)\s+(?P<v>puskesmas|desa|kelurahan|kecamatan|fktp"
    r"|faskes|rumah\s+sakit|posyandu)\b",
    re.I,
)
_NO_UNIT = re.compile(
    r"^(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober"
    r"|november|nopember|desember|tahun|hari|bulan|minggu|jam|triwulan|semester"
    r"|dan|atau|sampai|hingga|kali|pukul|wib|wita|wit|butir|setiap|tiap|pasal"
    r"|ayat|pihak|kalender|kerja|pekan|semester|sebanyak|sejumlah|sebesar|tersebut|agar|mulai|paling|yang"
    r"|bersama"
    r"|kepada)$",
    re.I,
)
_SCALES = {"ribu": 1e3, "juta": 1e6, "miliar": 1e9, "triliun": 1e12}
_LONGEST = 80


def indicator(action: str) -> Indicator | None:
    """The first measure in an action phrase without its deadline; None when it has no figure."""
    return next(iter(indicators(action)), None)


def indicators(action: str) -> tuple[Indicator, ...]:
    """All measures of an action: nearly always one; "10 dokter umum dan 14 dokter gigi" has two."""
    if not action:
        return ()
    for read in (_changed, _several, _reached, _paid, _counted, _every):
        found = read(action)
        if found:
            return found if isinstance(found, tuple) else (found,)
    return ()


def every(owner: str | None, action: str) -> tuple[Indicator, ...]:
    """ "Seluruh puskesmas" as owner means all of them: 100 %."""
    match = _ALL.search(owner or "")
    found = _made(action, len(action), f"% {match['v'].lower()}", None, 100.0) if match else None
    return (found,) if found else ()


def _several(action: str) -> tuple[Indicator, ...]:
    """Two things counted side by side, the figure before or behind each; one unit each."""
    for pattern in (_PAIR, _PAIR_BEHIND):
        match = pattern.search(action)
        if not match or _NO_UNIT.match(match["x"].split()[0]) or _NO_UNIT.match(match["y"].split()[0]):
            continue
        both = ((match["x"], _count(match["a"])), (match["y"], _count(match["b"])))
        return tuple(Indicator(name, name.split()[0].lower(), None, count) for name, count in both)
    return ()


def _count(written: str) -> float | None:
    """A figure in digits or words."""
    found = figure(written)
    return found if found is not None else float(small(written) or 0) or None


def _changed(action: str) -> Indicator | None:
    match = _FROM_TO.search(action)
    if not match:
        return None
    return _made(
        action, match.start(), match["v"] or match["u"] or "", figure(match["a"]), figure(match["b"])
    )


def _reached(action: str) -> Indicator | None:
    match = _TO.search(action) or _SHARE.search(action)
    if not match or (_NO_UNIT.match(match["v"]) and not action[: match.start()].strip()):
        return None
    return _made(action, match.start("b"), match["v"], None, figure(match["b"]))


def _paid(action: str) -> Indicator | None:
    match = _MONEY.search(action)
    if not match:
        return None
    amount = figure(match["b"])
    scale = _SCALES[match["scale"].lower()] if match["scale"] else 1.0
    return _made(action, match.start(), "Rp", None, amount * scale if amount is not None else None)


def _counted(action: str) -> Indicator | None:
    for pattern in (_COUNT, _IN_WORDS):
        for match in pattern.finditer(action):
            count = _count(match["b"])
            if not _NO_UNIT.match(match["v"]) and count != 1:
                return _made(action, len(action), match["v"], None, count)
    return None


def _every(action: str) -> Indicator | None:
    match = _ALL.search(action)
    return _made(action, len(action), f"% {match['v'].lower()}", None, 100.0) if match else None


def _made(
    action: str, upto: int, unit: str, baseline: float | None, target: float | None
) -> Indicator | None:
    if target is None:
        return None
    name = (
        re.sub(
            r"(?:\s+(?:sebesar|dari|sebanyak|menjadi|mencapai|minimal|target|hingga|"
            r"(?:di|paling)\s+\w+))*\s*$",
            "",
            action[:upto],
        ).strip(" ,;")
        or action
    )
    name = name if len(name) <= _LONGEST else name[:_LONGEST].rsplit(" ", 1)[0]
    return Indicator(name, "%" if unit.lower() == "persen" else unit, baseline, target)
