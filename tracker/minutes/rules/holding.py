"""Sentences that ask for something of nobody and by no day, held back until the next one says who or by when."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.minutes.rules.gates import Said
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


class Held(NamedTuple):
    """Where the sentence stands, and where in it the deed begins."""

    start: int
    end: int
    at: int


def held(start: int, end: int, said: Said) -> Held | None:
    """None for a sentence that tells a state, a wish or a rule."""
    words = said.text
    if words.count(" ") < _FEWEST_WORDS - 1 or words.rstrip().endswith(("?", ":")):
        return None
    act = _ACT.search(words)
    if act is None or _TOLD.match(words, act.start()) or done(words) or always(words) or attitude(words):
        return None
    return None if tells_state(words, dated=False) else Held(start, end, start + act.start())
