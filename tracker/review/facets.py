"""The counts beside the board: how many rows each filter would leave. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.review.rules import Band, Filters, Flag


class Alike(NamedTuple):
    """So many rows of a tab with the same office, forum, age and marks."""

    office_id: int
    office: str
    forum_id: int
    forum: str
    band: Band | None
    flags: frozenset[Flag]
    number: int


class Named(NamedTuple):
    """A value one can choose: its id, what it is called, how many rows it would leave."""

    id: int
    name: str
    number: int


@dataclass
class Facets:
    """For each filter, what choosing a value of it would leave while the others stay as they are.

    `all` says the same for choosing none; `longest` counts the oldest band of the whole tab.
    """

    all: Counter[str] = field(default_factory=Counter)
    bands: Counter[Band] = field(default_factory=Counter)
    flags: Counter[Flag] = field(default_factory=Counter)
    offices: list[Named] = field(default_factory=list)
    forums: list[Named] = field(default_factory=list)
    longest: int = 0


NAMES = ("band", "office", "forum", "flag")
"""The filters that have counts."""


def fold(groups: Iterable[Alike], filters: Filters) -> Facets:
    """The counts of a tab; offices and forums with the most rows first."""
    found = Facets()
    offices: Counter[tuple[int, str]] = Counter()
    forums: Counter[tuple[int, str]] = Counter()
    for group in groups:
        number = group.number
        found.longest += number if group.band is Band.OVER_20 else 0
        counted = _counted_for(group, filters)
        for name in counted:
            found.all[name] += number
        if "band" in counted and group.band:
            found.bands[group.band] += number
        if "office" in counted:
            offices[group.office_id, group.office] += number
        if "forum" in counted:
            forums[group.forum_id, group.forum] += number
        if "flag" in counted:
            for flag in group.flags:
                found.flags[flag] += number
    found.offices = [Named(*key, number) for key, number in offices.most_common()]
    found.forums = [Named(*key, number) for key, number in forums.most_common()]
    return found


def _counted_for(group: Alike, filters: Filters) -> tuple[str, ...]:
    """The filters whose counts a group belongs to: those that all other filters let it through to."""
    missed = []
    if filters.band and filters.band is not group.band:
        missed.append("band")
    if filters.office and filters.office != group.office_id:
        missed.append("office")
    if filters.forum and filters.forum != group.forum_id:
        missed.append("forum")
    if filters.flag and filters.flag not in group.flags:
        missed.append("flag")
    if not missed:
        return NAMES
    return tuple(missed) if len(missed) == 1 else ()
