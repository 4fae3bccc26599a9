"""The rows of the board one by one, with all that a table on paper or in a spreadsheet tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from tracker.commitments.models import Commitment, Update
from tracker.commitments.rules import days_late
from tracker.people import queries as people
from tracker.people.models import Tenure
from tracker.review import queries
from tracker.review.ordering import place_of
from tracker.review.queries.rows import Found
from tracker.review.rules import Filters, Sight

BATCH = 500
"""Rows read at once: a few queries each, and memory that does not grow with the table."""


class Line(NamedTuple):
    """A commitment with its holder today and the last word about it; `late` in calendar days."""

    row: Commitment
    holder: Tenure | None
    said: Update | None
    late: int


def lines(filters: Filters, see: Sight) -> Iterator[Line]:
    """Everything the filters leave, from the first page to the last, in the order of the board."""
    filters = replace(filters, after=None)
    while True:
        rows = queries.rows(filters, see, limit=BATCH + 1)
        batch = rows[:BATCH]
        yield from _told(batch, see.today)
        if len(rows) <= BATCH:
            return
        filters = replace(filters, after=place_of(batch[-1].row, filters))


def _told(batch: list[Found], today: date) -> Iterator[Line]:
    holders = people.holders({found.row.owner_post_id for found in batch}, today=today)
    for row, said in batch:
        late = days_late(row.due_on, today=today) if row.standing(today).value == "overdue" else 0
        yield Line(row, holders.get(row.owner_post_id), said, late)
