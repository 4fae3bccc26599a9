"""The figure an action can be measured by: "dari 42% menjadi 70%", "2.140 peserta", "seluruh puskesmas"."""

from __future__ import annotations

import re

from tracker.minutes.rules.numbers import figure
from tracker.minutes.rules.proposal import Indicator

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_UNITS = r"(?:%|persen\b|[a-z][a-z-]+)"
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
_ALL = re.compile(
    r"\b(?:seluruh|setiap|semua)\s+(?P<v>puskesmas|desa|kelurahan|kecamatan|fktp"
    r"|faskes|rumah\s+sakit|posyandu)\b",
    re.I,
)
_NO_UNIT = re.compile(
    r"^(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober"
    r"|november|nopember|desember|tahun|hari|bulan|minggu|jam|triwulan|semester"
    r"|dan|atau|sampai|hingga|kali|pukul|wib|wita|wit|butir|setiap|tiap|pasal"
    r"|ayat|sebanyak|sejumlah|sebesar|tersebut|agar|mulai|paling|yang|bersama"
    r"|kepada)$",
    re.I,
)
_SCALES = {"ribu": 1e3, "juta": 1e6, "miliar": 1e9, "triliun": 1e12}
_LONGEST = 80


def indicator(action: str) -> Indicator | None:
    """The first measure in an action phrase without its deadline; None when it has no figure."""
    for read in (_changed, _reached, _paid, _counted, _every):
        if found := read(action):
            return found
    return None


def every(owner: str | None, action: str) -> Indicator | None:
    """ "Seluruh puskesmas" as owner means all of them: 100 %."""
    match = _ALL.search(owner or "")
    return _made(action, len(action), f"% {match['v'].lower()}", None, 100.0) if match else None


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
    for match in _COUNT.finditer(action):
        if not _NO_UNIT.match(match["v"]):
            return _made(action, len(action), match["v"], None, figure(match["b"]))
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
