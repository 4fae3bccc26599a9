"""Plain words before patterns: most sentences hold none of a pattern's words, and looking for these is far cheaper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_WORD = re.compile(r"\w+")


def words_of(text: str) -> frozenset[str]:
    """The words of a text in small letters."""
    return frozenset(_WORD.findall(text.casefold()))


class Said(NamedTuple):
    """A stretch of text, cut into its words once, so that many patterns may ask whether they can stand in it."""

    text: str
    low: str
    words: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Said:
        low = text.casefold()
        return cls(text, low, frozenset(_WORD.findall(low)))


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


@dataclass(frozen=True)
class WordGate:
    """A pattern of which every match holds one of these whole words, or one of these pieces."""

    pattern: re.Pattern[str]
    words: frozenset[str]
    pieces: tuple[str, ...] = ()

    def opens(self, said: Said) -> bool:
        """Whether the pattern need be tried at all."""
        return not said.words.isdisjoint(self.words) or any(map(said.low.__contains__, self.pieces))

    def finditer(self, said: Said) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(said.text) if self.opens(said) else iter(())

    def search(self, said: Said) -> re.Match[str] | None:
        return self.pattern.search(said.text) if self.opens(said) else None


def gate(pattern: str, pieces: str) -> Gate:
    """For a pattern that ignores case; the pieces are small-lettered and parted by blanks."""
    return Gate(re.compile(pattern, re.I), tuple(pieces.split()))


def word_gate(pattern: str, words: str, pieces: str = "") -> WordGate:
    """As `gate`, with words that must stand whole."""
    return WordGate(re.compile(pattern, re.I), frozenset(words.split()), tuple(pieces.split()))
