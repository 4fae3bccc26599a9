"""The open table of a text: its header row opens it, its rows are read below that, any other block closes it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.minutes.rules.blocks import Block
from tracker.minutes.rules.columns import Columns, columns
from tracker.minutes.rules.matrix import Matrix
from tracker.minutes.rules.parties import Parties
from tracker.minutes.rules.proposal import Proposal
from tracker.minutes.rules.records import Record
from tracker.minutes.rules.wording import Wording

_BAND = 9
"""Words of the longest line that may stand across a table."""
_NAMED = re.compile(r"[^\W\d_]{2}")
""" A row that goes on begins with its number: one with a name is of another table."""


@dataclass
class Tables:
    """Knows the text, the forum's day and who is called what; `matrix` is the follow-up table that is open."""

    wording: Wording
    held_on: date | None
    holidays: Collection[date]
    parties: Parties
    matrix: Matrix | None = None
    aside: Matrix | None = (
        None  # closed by a short line, such as a band across the table or the head of a page
    )

    def close(self, words: str) -> None:
        """Another block than a row: a short one may stand between two rows."""
        self.aside = (self.matrix or self.aside) if words.count(" ") < _BAND else None
        self.matrix = None

    def record(self, record: Record, *, earlier: bool) -> Iterator[Proposal]:
        """A form is a matrix of one row."""
        return self._opened(record.columns(), earlier=earlier).row(record.cells())

    def row(self, block: Block, *, earlier: bool) -> Iterator[Proposal] | None:
        """What the row holds; None for a row of a table whose columns are not known."""
        words = [self.wording.plain[start:end] for start, end in block.cells]
        if self.matrix and self.matrix.columns.names == tuple(words):
            return iter(())  # the header again, on the next page
        if header := columns(words, within=self.matrix is not None):
            self.matrix, self.aside = self._opened(header, earlier=earlier), None
            return iter(())
        if (
            not self.matrix
            and self.aside
            and len(words) == len(self.aside.columns.names)
            and not _NAMED.search(words[0])
        ):
            self.matrix, self.aside = self.aside, None
        return self.matrix.row(block.cells) if self.matrix else None

    def _opened(self, header: Columns, *, earlier: bool) -> Matrix:
        return Matrix(self.wording, header, self.held_on, self.holidays, self.parties, earlier)
