"""Times that tell no day: at once, budget years, seasons and feasts, events whose day the text does not tell."""

from __future__ import annotations

import re

from tracker.minutes.rules.gates import word_gate
from tracker.minutes.rules.numbers import WORDS

VAGUE = word_gate(
    r"\b(?:sesegera\s+mungkin|secepat(?:nya|\s+mungkin)|dengan\s+segera|segera|dalam\s+waktu\s+dekat)\b"
    r"|(?:\b(?:dalam|pada|di|melalui)\s+)?\bAPB(?:D|Des|N)(?:[ -]?P\b|\s+Perubahan)?"
    r"(?:\s+(?:tahun(?:\s+anggaran)?|TA\.?))?\s+20\d\d"
    r"|(?<=[\w,)] )(?:sebelum|menjelang|jelang)\s+(?!(?:me|di|ber|ter|ke)[a-z]{3}|ini\b|itu\b|nya\b|adanya"
    r"|ada\b|pandemi|dan\b)"
    r"[a-z]{3,}(?:\s+(?!dan\b|agar\b|untuk\b|yang\b)[\w-]+){0,3}"
    rf"|\b(?:\d{{1,3}}|{WORDS})\s+(?:\([\w ]{{2,30}}\)\s+)?(?:hari|minggu|pekan|bulan)(?:\s+(?:kerja"
    rf"|kalender))?\s+(?:setelah|sesudah|sejak)\s+"
    r"[a-z]{3,}(?:\s+(?!dan\b|agar\b|untuk\b|yang\b)[\w-]+){0,3}"
    r"|\bH\s?[-–]\s?\d{1,2}(?:\s+(?:sebelum\s+)?[A-Za-z]{4,}){0,2}"
    r"|\b(?:sebelum|habis|setelah|sesudah|usai)\s+(?:bulan\s+)?"
    r"(?:puasa|ramad(?:h)?an|lebaran|idul\s?(?:fitri|adha)|natal|maulid|nyepi|imlek)\b",
    "sesegera secepat secepatnya segera dekat sebelum menjelang jelang h habis setelah sesudah sejak usai",
    "apb",
)
EVENT = re.compile(r"sebelum|menjelang|jelang|H\s?[-–]|.*\b(?:hari|minggu|pekan|bulan)\b", re.I)
""" "sebelum musim hujan", "H-3 Lebaran": a last day that the text does not tell."""
