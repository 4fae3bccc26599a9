"""Who has taken over a post and was not told yet what is open there: once for each tenure, on its first working day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.commitments import queries as commitments
from tracker.commitments.queries import Handover, Mine
from tracker.people import queries as people
from tracker.people.models import Tenure
from tracker.regions.rules import local_day
from tracker.reminders import queries
from tracker.reminders.queries import Place

TOLD_WITHIN = timedelta(days=31)
"""How long after its first day a tenure is still a new one: it may be entered late, or fall into holidays."""

DAY = timedelta(days=1)


@dataclass(frozen=True)
class TakenOver:
    """A post that somebody has just begun to hold, with what is open there; `before`: who held it until then.

    `told` are commitments of which the same mail tells elsewhere.
    """

    tenure: Tenure
    found: Handover
    before: str
    zone: str
    told: frozenset[int] = frozenset()

    @property
    def rows(self) -> list[Mine]:
        return [row for row in self.found.rows if row.commitment.id not in self.told]

    def beside(self, told: Iterable[int]) -> TakenOver:
        """The same in a mail that tells of these anyway."""
        return replace(self, told=frozenset(told))


def taken_over(place: Place, holders: Iterable[Tenure], *, today: date) -> dict[int, list[TakenOver]]:
    """By person. Nothing of what was published since: that came to the new holder by itself.

    No query where no tenure is new; else one for each first day among them, and four more.
    """
    new = [tenure for tenure in holders if today - TOLD_WITHIN < tenure.from_on <= today]
    if new:
        done = queries.handed_over([tenure.id for tenure in new])
        new = [tenure for tenure in new if tenure.id not in done]
    before = _before(new)
    new = [t for t in new if t.post_id not in before or before[t.post_id].person_id != t.person_id]
    found = commitments.handovers([tenure.post_id for tenure in new], today=today)
    told: dict[int, list[TakenOver]] = {}
    for tenure in new:
        left = _left(found.get(tenure.post_id), tenure, place.zone)
        if left:
            former = before.get(tenure.post_id)
            one = TakenOver(tenure, left, former.person.name if former else "", place.zone)
            told.setdefault(tenure.person_id, []).append(one)
    return told


def _before(new: Iterable[Tenure]) -> dict[int, Tenure]:
    """Who held each post the day before, by post."""
    posts: dict[date, list[int]] = {}
    for tenure in new:
        posts.setdefault(tenure.from_on - DAY, []).append(tenure.post_id)
    found: dict[int, Tenure] = {}
    for day, ids in posts.items():
        found |= people.holders(ids, today=day)
    return found


def _left(found: Handover | None, tenure: Tenure, zone: str) -> Handover | None:
    """What was published before the tenure began; None when that is nothing."""
    if found is None:
        return None
    parts = {
        part: [row for row in rows if _published_on(row, zone) < tenure.from_on]
        for part, rows in found.parts.items()
    }
    kept = {part: rows for part, rows in parts.items() if rows}
    return Handover(found.post_id, kept) if kept else None


def _published_on(row: Mine, zone: str) -> date:
    published = row.commitment.published_at
    return local_day(published, zone) if published else date.max
