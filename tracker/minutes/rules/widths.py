"""How wide lines are around a place: tells a wrapped line from one that was ended on purpose."""

from __future__ import annotations

from dataclasses import dataclass

_AROUND = 600  # letters of the lines around, among which the widest is looked for
_WIDEST, _RAGGED = 120, 16  # letters of a hard-wrapped line, and how much shorter one may be


@dataclass
class Widths:
    """The widest line around a place, looked for once for a few hundred letters of one paragraph."""

    plain: str
    start: int = 0
    end: int = -1
    widest: int = 0

    def around(self, at: int) -> int:
        """In letters; only lines of the same paragraph count."""
        if not self.start <= at < self.end:
            before = max(0, at - _AROUND)
            begin = max(self.plain.rfind("\n\n", before, at), before)
            after = self.plain.find("\n\n", at, at + _AROUND)
            until = after if after >= 0 else at + _AROUND
            self.start, self.end = at, min(until, at + _AROUND // 2)
            self.widest = max(map(len, self.plain[begin:until].split("\n")))
        return self.widest

    def would_fit(self, end: int, start: int, until: int) -> bool:
        """Whether the next line's first word had room in the line that ends there: then it was ended on purpose."""
        first = self.plain[start:until].split(None, 1)[0]
        needed = end - self.plain.rfind("\n", 0, end) + len(first) + _RAGGED
        return needed < _WIDEST and needed < self.around(start) <= _WIDEST
