"""What a round has to say to a region's channels: counts and names of offices, never persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tracker.commitments.burning import Burning
from tracker.reminders.climbing import Call
from tracker.reminders.items import Item
from tracker.reminders.reviewing import Review

FAR = 10
"""Working days after the due date from which a rung is news for a whole group."""


class Week(NamedTuple):
    """The region's week in three numbers."""

    overdue: int
    due_soon: int
    waiting: int


class News(NamedTuple):
    """`week` when the reviewers have their digest; `far`: commitments newly told on a high rung, by office."""

    week: Week | None
    far: Mapping[str, int]


def news_of(items: Sequence[Item], review: Review | None, calls: Iterable[Call]) -> News:
    """From what the letters are made of; asks the database nothing."""
    week = None
    if review is not None:
        parts = Counter(item.part for item in items)
        week = Week(parts[Burning.OVERDUE], parts[Burning.THIS_WEEK], len(review.waiting))
    far = {call.commitment.id: call.commitment.office.name for call in calls if call.rung >= FAR}
    return News(week, Counter(far.values()))
