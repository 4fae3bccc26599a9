"""Going through the list one by one: what comes before, what comes next, how far one is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.review.rules import Filters


@dataclass(frozen=True)
class Walk:
    """A place in a list of the board; `place` counts from 1 and is 0 for what is not in the list any more."""

    before: int | None
    after: int | None
    place: int
    number: int
    filters: Filters

    @property
    def address(self) -> dict[str, Any]:
        """What an address needs so that the next page knows the list too."""
        return {"walk": 1, **self.filters.address()}


def stand(ids: Sequence[int], number: int, filters: Filters) -> Walk:
    """The place of one commitment among all; one that is not there begins at the first."""
    if number not in ids:
        return Walk(None, ids[0] if ids else None, 0, len(ids), filters)
    at = ids.index(number)
    before = ids[at - 1] if at else None
    after = ids[at + 1] if at + 1 < len(ids) else None
    return Walk(before, after, at + 1, len(ids), filters)
