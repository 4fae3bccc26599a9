"""Cuts a text into lines of pieces, so that a page can mark sentences by where they stand. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from tracker.minutes.rules.blocks import blocks
from tracker.minutes.rules.sentences import sentences
from tracker.minutes.rules.shadows import shadow
from tracker.minutes.rules.titles import is_heading


class Shade(StrEnum):
    """How a sentence is marked; also the class of its mark."""

    SURE = "sure"
    GAP = "gap"
    DECIDED = "decided"
    OFF = "off"
    NOW = "now"


WEIGHT = {Shade.NOW: 0, Shade.GAP: 1, Shade.SURE: 2, Shade.DECIDED: 3, Shade.OFF: 4}


@dataclass(frozen=True)
class Mark:
    """A marked span of the text; `number` is its draft's, None for what was set aside."""

    start: int
    end: int
    shade: Shade
    number: int | None = None


@dataclass(frozen=True)
class Piece:
    """Text of one look. `begins` and `ends` name the drafts whose words begin and end here."""

    at: int
    text: str
    shade: Shade | None
    begins: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """A line of the text that is not blank; `gap` when blank lines stand before it."""

    pieces: tuple[Piece, ...]
    heading: bool
    gap: bool


def paper(text: str, marks: Sequence[Mark]) -> list[Line]:
    """The text as lines of pieces; together the pieces and line ends are the text again, blank lines left out."""
    laid, gap, at = [], False, 0
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end))
    first = 0
    for line in text.split("\n"):
        end = at + len(line)
        while first < len(ordered) and ordered[first].end <= at:
            first += 1
        if line.strip():
            near = [mark for mark in _near(ordered[first:], end) if mark.end > at]
            laid.append(Line(tuple(_pieces(text, at, end, near)), is_heading(line.strip()), gap))
            gap = False
        else:
            gap = True
        at = end + 1
    return laid


def _near(ordered: Sequence[Mark], end: int) -> Iterator[Mark]:
    for mark in ordered:
        if mark.start >= end:
            return
        yield mark


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    edges = {start, end}
    for mark in marks:
        edges |= {edge for edge in (mark.start, mark.end) if start < edge < end}
    cuts = sorted(edges)
    for at, until in pairwise(cuts):
        covering = [mark for mark in marks if mark.start < until and mark.end > at]
        top = min(covering, key=lambda mark: WEIGHT[mark.shade], default=None)
        yield Piece(
            at,
            text[at:until],
            top.shade if top else None,
            tuple(mark.number for mark in covering if mark.number and mark.start == at),
            tuple(mark.number for mark in covering if mark.number and mark.end == until),
        )


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence of the text stands, in order: what a person may choose from."""
    plain = shadow(text)
    return [span for block in blocks(plain, text) for span in sentences(plain, block.start, block.end)]


def snug(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without blanks at its ends and inside the text; None when nothing is left."""
    start, end = max(start, 0), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
