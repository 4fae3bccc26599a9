"""A clause with the offices in it: what stands before and behind a place, and which office is beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.minutes.rules.offices import Office

_ADVERBS = (
    r"(?:\s|,|\b(?:juga|segera|turut|untuk|kiranya|dapat|sangat|masih|terus|tetap"
    r"|kembali|bersama|menyatakan|mengatakan|pun|saat\s+ini|jangan)\b)*"
)
PRONOUN = re.compile(
    r"\b(?P<who>kami|kita|saya|pihaknya|pihak\s+kami|kantornya|instansinya|dinasnya|jajarannya|beliau|ia"
    r"|dia)\b",
    re.I,
)


@dataclass(frozen=True)
class Clause:
    """A piece of a sentence with the offices in it; positions are those of the whole text."""

    text: str
    start: int
    end: int
    found: Sequence[Office]
    dated: bool

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    def before(self, at: int) -> str:
        return self.text[self.start : at]

    def after(self, at: int) -> str:
        return self.text[at : self.end]

    def beside(self, at: int) -> Office | None:
        """The office that stands directly before a place, adverbs aside."""
        for office in reversed(self.found):
            if office.end <= at and re.fullmatch(_ADVERBS, self.text[office.end : at], re.I):
                return office
        return None

    def following(self, at: int) -> Office | None:
        return next((office for office in self.found if office.start >= at and office.start - at < 90), None)
