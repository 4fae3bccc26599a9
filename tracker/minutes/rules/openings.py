"""Sentences that their first words tell to promise nothing: formulas of a record, wishes, definitions, rules."""

from __future__ import annotations

import re

from tracker.minutes.rules.proposal import Why

_OPENINGS: tuple[tuple[Why, re.Pattern[str]], ...] = tuple(
    (why, re.compile(rf"\W{{0,8}}(?:{pattern})", re.I))
    for why, pattern in (
        (
            Why.FORMULA,
            r"perselisihan\b|(?:rapat|kegiatan|acara|pertemuan|forum)\s+(?:(?:ini|tersebut|juga|turut)\s+)*"
            r"(?:dihadiri|diikuti|diawali|dipimpin|dimulai|berakhir|selesai\s+pukul)\b|yang\s+dimaksud\b"
            r"|pada\s+hari\b.{0,300}\b(?:bersepakat|sepakat|bertanda\s+tangan)\b"
            r"|dari\s+(?:\w+\s+(?:butir|kesepakatan|komitmen|rekomendasi|tabel)|tabel)\b"
            r"|fyi\b|sesi\s+foto|foto\s+bersama|notulis\s*:|mengetahui\s*[,:]",
        ),
        (Why.HOPE, r"(?:semoga|mudah-mudahan|moga-moga)\b(?!.*\b(?:tanggal|paling)\b)"),
        (
            Why.DUTY,
            r"(?:peserta|pasien|warga|masyarakat|tarif|iuran|hak)\b[^.;]{3,90}\bsesuai\s+(?:dengan\s+)?"
            r"(?:ketentuan|peraturan)\b",
        ),
    )
)
_FIRST = re.compile(
    r"\W{0,8}(?:perselisihan|rapat|kegiatan|acara|pertemuan|forum|yang|pada|dari|fyi|sesi|foto|notulis"
    r"|mengetahui|semoga|mudah"
    r"|moga|peserta|pasien|warga|masyarakat|tarif|iuran|hak)\b",
    re.I,
)


def opening(clause: str) -> Why | None:
    """The reason that the first words give; None for any other sentence."""
    if _FIRST.match(clause) is None:
        return None
    return next((why for why, pattern in _OPENINGS if pattern.match(clause)), None)
