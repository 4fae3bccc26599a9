"""How often, and how far, a region lets a due date be moved. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_TIMES, MOST_DAYS = 20, 3650


class Beyond(StrEnum):
    """Which limit of the region an extension passes."""

    TIMES = "times"
    DAYS = "days"


@dataclass(frozen=True)
class Cap:
    """So many extensions a commitment may have, and so many calendar days after its first due date; None: any."""

    times: int = 2
    days: int | None = None

    def last_day(self, first: date | None) -> date | None:
        """The latest due date within the limit of days; None where none is set."""
        return first + timedelta(days=self.days) if first and self.days is not None else None

    def beyond(
        self, extended: int, *, due_on: date | None, first: date | None, wanted: date | None = None
    ) -> Beyond | None:
        """Which limit one more extension passes, perhaps to the day `wanted`; None within both.

        A first date given to what had none is no extension.
        """
        if due_on is None:
            return None
        if extended >= self.times:
            return Beyond.TIMES
        last, at_least = self.last_day(first), wanted or due_on + timedelta(days=1)
        return Beyond.DAYS if last and at_least > last else None


DEFAULT = Cap()
"""What holds in a region that has set nothing."""
