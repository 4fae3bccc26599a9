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


def fold(groups: Iterable[Alike], filters: Filters) -> Facets:
    """The counts of a tab; offices and forums with the most rows first."""
    found = Facets()
    offices: Counter[tuple[int, str]] = Counter()
    forums: Counter[tuple[int, str]] = Counter()
    for group in groups:
        found.longest += group.number if group.band is Band.OVER_20 else 0
        for name in _counted_for(group, filters):
            found.all[name] += group.number
            if name == "band" and group.band:
                found.bands[group.band] += group.number
            elif name == "office":
                offices[group.office_id, group.office] += group.number
            elif name == "forum":
                forums[group.forum_id, group.forum] += group.number
            elif name == "flag":
                found.flags.update(dict.fromkeys(group.flags, group.number))
    found.offices = [Named(*key, number) for key, number in offices.most_common()]
    found.forums = [Named(*key, number) for key, number in forums.most_common()]
    return found


def _counted_for(group: Alike, filters: Filters) -> list[str]:
    """The filters whose counts a group belongs to: those that all other filters let it through to."""
    fits = {
        "band": filters.band in (None, group.band),
        "office": filters.office in (None, group.office_id),
        "forum": filters.forum in (None, group.forum_id),
        "flag": filters.flag is None or filters.flag in group.flags,
    }
    missed = [name for name, fit in fits.items() if not fit]
    return list(fits) if not missed else missed if len(missed) == 1 else []
