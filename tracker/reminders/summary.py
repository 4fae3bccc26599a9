"""What leaders read once a week, on one page: how many, what moved, who is far behind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.commitments.burning import Burning
from tracker.people.models import Tenure
from tracker.regions.rules import local_day
from tracker.reminders import queries
from tracker.reminders.climbing import Climb
from tracker.reminders.items import Item
from tracker.reminders.queries import Moved, Place
from tracker.reminders.reviewing import LateOffice, late_offices
from tracker.reminders.rules import week_of

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Far:
    """A commitment that is far behind, by so many working days, with today's holder of its post."""

    item: Item
    late: int
    owner: Tenure | None
    rung: int | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """The leaders' digest, the same for each of a region. `since`: the day of the one before it."""

    since: date
    open: int
    overdue: int
    newly_overdue: int
    moved: Moved
    late: tuple[LateOffice, ...]
    far: tuple[Far, ...]
    far_after: int

    @property
    def counts(self) -> dict[str, int]:
        return {"open": self.open, "overdue": self.overdue, "newly overdue": self.newly_overdue}

    def __bool__(self) -> bool:
        """Nothing late and nothing moved is nothing to say."""
        return bool(self.overdue or any(self.moved))


def summary_of(
    place: Place,
    burning: Sequence[Item],
    open_counts: Collection[int],
    holders: dict[int, Tenure],
    climb: Climb,
    *,
    at: datetime,
) -> Summary:
    """The leaders' part of a region's digests. Two queries beside what is given."""
    today = local_day(at, place.zone)
    before = queries.last_leader_digest_at(place.id, before=week_of(today).period) or at - WEEK
    since = local_day(before, place.zone)
    overdue = [item for item in burning if item.part is Burning.OVERDUE]
    far = [item for item in overdue if climb.late.get(item.commitment.id, 0) >= climb.summary_after]
    return Summary(
        since=since,
        open=sum(open_counts),
        overdue=len(overdue),
        newly_overdue=sum(_passed_since(item, since) for item in overdue),
        moved=queries.movements(place.id, since=before, until=at),
        late=tuple(late_offices(burning, place.zone, today)),
        far=tuple(sorted((_far(item, climb, holders) for item in far), key=_most_first)),
        far_after=climb.summary_after,
    )


def _passed_since(item: Item, since: date) -> bool:
    """Not yet late on that day: what is due on it becomes late the day after."""
    due_on = item.commitment.due_on
    return due_on is not None and due_on >= since


def _far(item: Item, climb: Climb, holders: dict[int, Tenure]) -> Far:
    c = item.commitment
    return Far(item, climb.late[c.id], holders.get(c.owner_post_id))


def _most_first(far: Far) -> tuple[int, int]:
    return -far.late, far.item.commitment.id
