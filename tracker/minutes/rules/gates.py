"""Plain words before patterns: most sentences hold none of a pattern's words, and looking for these is far cheaper."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"\w+")


def words_of(text: str) -> frozenset[str]:
    """The words of a text in small letters."""
    return frozenset(_WORD.findall(text.casefold()))


@dataclass(frozen=True)
class Gate:
    """A pattern that is tried only where a piece of a word stands of which every match holds at least one."""

    pattern: re.Pattern[str]
    pieces: tuple[str, ...]

    def search(self, text: str, low: str | None = None) -> re.Match[str] | None:
        """The first match; `low` is the text in small letters, where the caller has it."""
        low = text.casefold() if low is None else low
        for piece in self.pieces:  # a loop, for it runs thousands of times and any() costs more
            if piece in low:
                return self.pattern.search(text)
        return None


def gate(pattern: str, pieces: str) -> Gate:
    """For a pattern that ignores case; the pieces are small-lettered and parted by blanks."""
    return Gate(re.compile(pattern, re.I), tuple(pieces.split()))
