"""A text as the rules read it, with short forms and slips spelled out, and the way back to the text as written."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from tracker.minutes.rules.shadows import shadow
from tracker.minutes.rules.spelling import rewritten


@dataclass(frozen=True)
class Wording:
    """`plain` is read, `shown` is the same with its signs and pictures; both are equally long.

    `ends` are places in `plain` behind rewritten words, `shifts` how many signs the writing is shorter or longer there.
    """

    text: str
    plain: str
    shown: str
    ends: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str) -> Wording:
        plain = shadow(text)
        changes = rewritten(plain)
        if not changes:
            return cls(text, plain, text)
        parts: list[str] = []
        shown: list[str] = []
        ends, shifts = [], []
        at = shift = 0
        for start, end, meant in changes:
            parts += (plain[at:start], meant)
            shown += (text[at:start], meant)
            shift += end - start - len(meant)
            at = end
            ends.append(end - shift)
            shifts.append(shift)
        return cls(
            text, "".join([*parts, plain[at:]]), "".join([*shown, text[at:]]), tuple(ends), tuple(shifts)
        )

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where start:end of `plain` stands in the text as written."""
        return self._back(start), self._back(end)

    def said(self, start: int, end: int) -> str:
        """The words as written."""
        start, end = self.place(start, end)
        return self.text[start:end]

    def _back(self, at: int) -> int:
        number = bisect_right(self.ends, at)
        return at + (self.shifts[number - 1] if number else 0)
