"""What one region's digests of a week hold: for each owner, for the reviewers, and for nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.commitments import queries as commitments
from tracker.commitments.models import Commitment, Extension
from tracker.commitments.rules import DUE_SOON, Burning
from tracker.people import queries as people
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Duty
from tracker.regions.models import Office
from tracker.regions.queries import calendar
from tracker.regions.rules import WorkingCalendar, local_day
from tracker.reminders import queries
from tracker.reminders.items import Item, Owner, items, owners
from tracker.reminders.models import ReminderKind
from tracker.reminders.queries import Place
from tracker.reminders.rules import silent


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a reviewer, and for how many working days it has."""

    commitment: Commitment
    days: int
    extension: Extension | None = None


@dataclass(frozen=True)
class LateOffice:
    """An office with what it is late with; `oldest_on` is the oldest due date among it."""

    office: Office
    count: int
    oldest_on: date
    silent: bool


@dataclass(frozen=True)
class Vacant:
    """A post without a holder, whose commitments reach no one."""

    post: Post
    office: Office
    count: int


@dataclass(frozen=True)
class Review:
    """The reviewers' digest, the same for each of a region."""

    waiting: tuple[Waiting, ...]
    requests: tuple[Waiting, ...]
    late: tuple[LateOffice, ...]
    vacant: tuple[Vacant, ...]

    @property
    def overdue(self) -> int:
        return sum(office.count for office in self.late)

    @property
    def silent(self) -> int:
        return sum(office.silent for office in self.late)

    @property
    def counts(self) -> dict[str, int]:
        return {"waiting": len(self.waiting), "requests": len(self.requests), "overdue": self.overdue}

    def __bool__(self) -> bool:
        return bool(self.waiting or self.requests or self.late or self.vacant)


@dataclass(frozen=True)
class Letter:
    """One person's mail. A reviewer who owes something too reads both in it: never two mails on one day."""

    person: Person
    kind: ReminderKind
    owner: Owner | None = None
    review: Review | None = None
    as_reviewer: tuple[Tenure, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        owed = self.owner.counts if self.owner else {}
        return {**owed, **(self.review.counts if self.review else {})}


@dataclass(frozen=True)
class Digests:
    """All letters of a region, the tenures to whom there is nothing to say, and where owners' replies go."""

    letters: list[Letter]
    nothing: list[tuple[Tenure, ReminderKind]]
    reply_to: str | None


def of_region(place: Place, *, at: datetime) -> Digests:
    """What the region's people are to be told at this moment. Nine queries at any size."""
    today = local_day(at, place.zone)
    requests = commitments.extensions_asked_in(place.id)
    owed = commitments.owed_in(place.id, until=today + DUE_SOON)
    burning = items(owed, {request.commitment_id for request in requests}, today=today, zone=place.zone)
    tenures = people.holders_by_duty(place.id, Duty.OWNER, Duty.REVIEWER, today=today)
    holders = {tenure.post_id: tenure for tenure in tenures}
    found = owners(burning, holders, queries.open_counts(place.id))
    review = _review(place, burning, requests, holders, today=today)
    return _letters(found, review, tenures)


def _letters(found: Sequence[Owner], review: Review, tenures: Sequence[Tenure]) -> Digests:
    owing = {owner.person.id: owner for owner in found}
    letters = []
    if review:
        for tenure, *more in _by_person(t for t in tenures if t.post.duty is Duty.REVIEWER):
            owner = owing.pop(tenure.person_id, None)
            kind = ReminderKind.REVIEW_DIGEST
            letters.append(Letter(tenure.person, kind, owner, review, (tenure, *more)))
    letters += [Letter(owner.person, ReminderKind.WEEKLY_DIGEST, owner) for owner in owing.values()]
    reviewers = (t.person.email for t in tenures if t.post.duty is Duty.REVIEWER)
    return Digests(letters, _nothing(found, review, tenures), next(reviewers, None))


def _by_person(tenures: Iterable[Tenure]) -> list[list[Tenure]]:
    held: dict[int, list[Tenure]] = {}
    for tenure in tenures:
        held.setdefault(tenure.person_id, []).append(tenure)
    return list(held.values())


def _nothing(
    found: Sequence[Owner], review: Review, tenures: Sequence[Tenure]
) -> list[tuple[Tenure, ReminderKind]]:
    """Everyone else who holds a post that could have been told something."""
    told = {post.tenure.id for owner in found for post in owner.posts}
    idle = [
        (t, ReminderKind.WEEKLY_DIGEST) for t in tenures if t.post.duty is Duty.OWNER and t.id not in told
    ]
    if not review:
        idle += [(t, ReminderKind.REVIEW_DIGEST) for t in tenures if t.post.duty is Duty.REVIEWER]
    return idle


def _review(
    place: Place,
    burning: list[Item],
    requests: Sequence[Extension],
    holders: dict[int, Tenure],
    *,
    today: date,
) -> Review:
    days = calendar({today.year})
    return Review(
        waiting=tuple(
            Waiting(c, _days_waited(c.proposed_at, today, place.zone, days))
            for c in commitments.waiting_in(place.id)
        ),
        requests=tuple(
            Waiting(r.commitment, _days_waited(r.asked_at, today, place.zone, days), r) for r in requests
        ),
        late=tuple(_late_offices(burning, place.zone, today)),
        vacant=tuple(_vacant(burning, holders)),
    )


def _days_waited(since: datetime | None, today: date, zone: str, days: WorkingCalendar) -> int:
    """Working days since the owner's answer, on the region's calendar."""
    return days.count(local_day(since, zone), today) if since else 0


def _late_offices(burning: list[Item], zone: str, today: date) -> list[LateOffice]:
    """Most overdue first, then the oldest."""
    by_office: dict[int, list[Item]] = {}
    for item in burning:
        if item.part is Burning.OVERDUE:
            by_office.setdefault(item.commitment.owner_office_id, []).append(item)
    late = [
        LateOffice(
            office=its[0].commitment.office,
            count=len(its),
            oldest_on=min(item.commitment.due_on for item in its if item.commitment.due_on),
            silent=_is_silent(its, zone, today),
        )
        for its in by_office.values()
    ]
    return sorted(late, key=lambda office: (-office.count, office.oldest_on, office.office.name))


def _is_silent(its: list[Item], zone: str, today: date) -> bool:
    """Nothing heard for long about anything that is late."""
    heard = [item.news.on for item in its if item.news]
    published = [local_day(c.published_at, zone) for item in its if (c := item.commitment).published_at]
    return silent(max(heard, default=None), min(published), today=today)


def _vacant(burning: list[Item], holders: dict[int, Tenure]) -> list[Vacant]:
    by_post: dict[int, list[Item]] = {}
    for item in burning:
        if item.commitment.owner_post_id not in holders:
            by_post.setdefault(item.commitment.owner_post_id, []).append(item)
    return [Vacant(its[0].commitment.owner, its[0].commitment.office, len(its)) for its in by_post.values()]
