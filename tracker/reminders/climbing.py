"""Which rungs of which commitments have come in a region and were not told yet, and to which posts they belong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.commitments.models import Commitment
from tracker.commitments.rules import DUE_SOON
from tracker.people.models import Tenure
from tracker.people.rules import Duty
from tracker.regions.rules import WorkingCalendar, local_day
from tracker.reminders import queries
from tracker.reminders.hearers import Hearer, Hearers
from tracker.reminders.queries import Place
from tracker.reminders.rules import (
    NEVER,
    SOON,
    SUMMARY_AFTER,
    Audience,
    Rung,
    Span,
    days_late,
    is_paused,
    posts_on,
    rungs_due,
)


@dataclass(frozen=True)
class Call:
    """What one post has to hear of one commitment: all rungs not told to it, of which the highest speaks."""

    commitment: Commitment
    post_id: int
    rungs: tuple[int, ...]
    late: int
    others: tuple[int, ...] = ()

    @property
    def rung(self) -> int:
        return self.rungs[-1]

    @property
    def escalated(self) -> bool:
        """Told to somebody else than the post that owes it."""
        return self.post_id != self.commitment.owner_post_id


@dataclass(frozen=True)
class Climb:
    """The calls of a region, and how many working days each late commitment is."""

    calls: tuple[Call, ...]
    late: dict[int, int]
    summary_after: int

    def to(self, hearer: Hearer) -> list[Call]:
        return [call for post in sorted(hearer.posts) for call in self._by_post.get(post, ())]

    @cached_property
    def _by_post(self) -> dict[int, list[Call]]:
        found: dict[int, list[Call]] = {}
        for call in self.calls:
            found.setdefault(call.post_id, []).append(call)
        return found


def watched_until(today: date, calendar: WorkingCalendar) -> date:
    """The last due date that a round has to look at: a week ahead, or as far as the first notice sees over holidays."""
    return max(today + DUE_SOON, calendar.add(today, 1 - SOON))


def climb(
    place: Place,
    owed: Iterable[Commitment],
    asked: Collection[int],
    hearers: Hearers,
    calendar: WorkingCalendar,
    *,
    today: date,
) -> Climb:
    """The calls of all that is owed; nothing of what waits for a reviewer (`asked`). Five queries at any size."""
    ladder = queries.ladder(place.id)
    here = queries.in_region(place.id)
    told = queries.told_rungs(here)
    pauses = queries.pauses(here, due_before=today, zone=place.zone)
    reviewers = hearers.posts(Duty.REVIEWER)
    climber = _Climber(ladder, told, hearers.holders, reviewers, calendar, place.zone, today)
    late, calls = {}, []
    for commitment in owed:
        spans = pauses.get(commitment.id, ())
        if commitment.due_on is None or commitment.id in asked or is_paused(spans):
            continue
        late[commitment.id] = climber.late(commitment, spans)
        calls += climber.calls(commitment, late[commitment.id])
    summary = (rung.after_days for rung in ladder if rung.audience is Audience.LEADERS)
    return Climb(tuple(calls), late, min(summary, default=SUMMARY_AFTER))


@dataclass(frozen=True)
class _Climber:
    """What the calls of every commitment of a region are worked out from."""

    ladder: Sequence[Rung]
    told: dict[tuple[int, int], int]
    holders: dict[int, Tenure]
    reviewers: Sequence[int]
    calendar: WorkingCalendar
    zone: str
    today: date

    def late(self, commitment: Commitment, spans: Sequence[Span]) -> int:
        published = commitment.published_at
        return days_late(
            commitment.due_on or self.today,
            today=self.today,
            calendar=self.calendar,
            published_on=local_day(published, self.zone) if published else None,
            pauses=spans,
        )

    def calls(self, commitment: Commitment, late: int) -> list[Call]:
        by_post = self._come(commitment, late)
        above = [post for post in by_post if post != commitment.owner_post_id]
        found = []
        for post, rungs in by_post.items():
            told = self.told.get((commitment.id, post), NEVER)
            if untold := tuple(rung for rung in rungs if rung > told):
                others = tuple(other for other in above if other != post)
                found.append(Call(commitment, post, untold, late, others))
        return found

    def _come(self, commitment: Commitment, late: int) -> dict[int, list[int]]:
        """The rungs that have come, by the post that hears on them."""
        found: dict[int, list[int]] = {}
        due_on = commitment.due_on or self.today
        for rung in rungs_due(self.ladder, due_on, today=self.today, calendar=self.calendar, late=late):
            for post in self._posts(rung, commitment.owner_post_id):
                if rung.after_days not in found.setdefault(post, []):
                    found[post].append(rung.after_days)
        return found

    def _posts(self, rung: Rung, owner_post: int) -> list[int]:
        """Without those that the owner holds too: nobody is told of an own commitment as of another's."""
        holders = self.holders
        posts = posts_on(rung, owner_post=owner_post, held=holders, reviewers=self.reviewers)
        if rung.audience is Audience.OWNER or owner_post not in holders:
            return list(posts)
        owner = holders[owner_post].person_id
        return [post for post in posts if holders[post].person_id != owner]
