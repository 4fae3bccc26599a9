"""Sentences that ask for something of nobody and by no day, held back until the next one says who or by when."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.minutes.rules.negatives import always, attitude, done
from tracker.minutes.rules.states import tells_state
from tracker.minutes.rules.verbs import PASSIVE

_FEWEST_WORDS = 4
_ACT = re.compile(
    rf"\b(?:{PASSIVE}|harus|wajib|perlu|agar|perbaikan|penambahan|penyediaan|pengadaan|penyusunan)\b", re.I
)
_TOLD = re.compile(
    r"\b(?:disebut|dikatakan|diketahui|diperoleh|dihadiri|dibuka|disampaikan|dilaporkan|dijelaskan)", re.I
)


MAY_TELL = re.compile(
    r"\W{0,8}(?:penanggung|p\.?j\b|pic\b|owner|pelaksana|pengampu|koordinator|leading|ini\b|itu\b|tugas"
    r"|tanggung|di\w+\s+oleh|oleh"
    r"|tenggat|batas|waktu|target|diberi|selesai|tuntas|rampung|harus|paling|selambat|jadwal|deadline|due\b"
    r"|jatuh|sebelum"
    r"|maks|pada|dalam|sampai|hingga|tanggal|akhir|awal)",
    re.I,
)
"""How a sentence begins that may say who or by when of the one before."""


class Held(NamedTuple):
    """Where the sentence stands, and where in it the deed begins."""

    start: int
    end: int
    at: int


def held(plain: str, span: tuple[int, int]) -> Held | None:
    """None for a sentence that tells a state, a wish or a rule."""
    start, end = span
    words = plain[start:end]
    if words.count(" ") < _FEWEST_WORDS - 1 or words.rstrip().endswith(("?", ":")):
        return None
    act = _ACT.search(words)
    if act is None or _TOLD.match(words, act.start()) or done(words) or always(words) or attitude(words):
        return None
    return None if tells_state(words, dated=False) else Held(start, end, start + act.start())
