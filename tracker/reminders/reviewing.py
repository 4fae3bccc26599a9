"""What reviewers read in their digest: what waits for them, which offices are late or silent, who reaches no one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.commitments import queries as commitments
from tracker.commitments.burning import Burning
from tracker.commitments.models import Commitment, Extension
from tracker.commitments.petitions import Petition
from tracker.commitments.queries import Vacancy
from tracker.mail import operating as outbox
from tracker.people.models import Post, Tenure
from tracker.regions.models import Office
from tracker.regions.rules import WorkingCalendar, local_day
from tracker.reminders.hearers import Hearer, Hearers
from tracker.reminders.items import Item
from tracker.reminders.queries import Place
from tracker.reminders.rules import silent


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a reviewer, and for how many working days it has."""

    commitment: Commitment
    days: int
    extension: Extension | None = None
    petition: Petition | None = None


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
    """The reviewers' digest, the same for each of a region.

    `quiet`: without a date and unheard of for long; `unplaced`: mails that fit no commitment and wait in the inbox;
    `unreached`: whose address refuses our mail.
    """

    waiting: tuple[Waiting, ...]
    requests: tuple[Waiting, ...]
    petitions: tuple[Waiting, ...]
    late: tuple[LateOffice, ...]
    vacant: tuple[Vacant, ...]
    stopped: tuple[Hearer, ...] = ()
    quiet: int = 0
    leaving: tuple[Vacancy, ...] = ()
    unplaced: int = 0
    unreached: tuple[Hearer, ...] = ()

    @property
    def overdue(self) -> int:
        return sum(office.count for office in self.late)

    @property
    def silent(self) -> int:
        return len(self.silent_offices)

    @property
    def silent_offices(self) -> list[str]:
        return [late.office.name for late in self.late if late.silent]

    @property
    def oldest_days(self) -> int:
        """Working days for which the longest waiting thing has waited for a reviewer."""
        return max((waiting.days for waiting in (*self.waiting, *self.requests, *self.petitions)), default=0)

    @property
    def counts(self) -> dict[str, int]:
        counts = {
            "waiting": len(self.waiting),
            "requests": len(self.requests) + len(self.petitions),
            "overdue": self.overdue,
        }
        return counts | ({"quiet": self.quiet} if self.quiet else {})

    def __bool__(self) -> bool:
        asked_of_us = (self.waiting, self.requests, self.petitions, self.unplaced)
        return any((*asked_of_us, self.late, self.quiet, self.vacant, self.leaving, self.unreached))


def review_of(
    place: Place,
    burning: Sequence[Item],
    requests: Sequence[Extension],
    hearers: Hearers,
    calendar: WorkingCalendar,
    *,
    petitions: Sequence[Petition],
    today: date,
) -> Review:
    """The reviewers' part of a region's digests. Seven queries at most beside what is given."""

    def waited(since: datetime | None) -> int:
        """Working days since the owner's answer, on the region's calendar."""
        return calendar.count(local_day(since, place.zone), today) if since else 0

    return Review(
        waiting=tuple(Waiting(c, waited(c.proposed_at)) for c in commitments.waiting_in(place.id)),
        requests=tuple(Waiting(r.commitment, waited(r.asked_at), r) for r in requests),
        petitions=tuple(Waiting(p.commitment, waited(p.asked_at), petition=p) for p in petitions),
        late=tuple(late_offices(burning, place.zone, today)),
        vacant=tuple(_vacant(burning, hearers.holders)),
        stopped=tuple(hearers.stopped),
        quiet=sum(item.part is Burning.QUIET for item in burning),
        leaving=tuple(v for v in commitments.vacancies(place.id, today=today) if v.from_on > today),
        unplaced=commitments.unplaced_count(place.id),
        unreached=tuple(_unreached(hearers)),
    )


def late_offices(burning: Sequence[Item], zone: str, today: date) -> list[LateOffice]:
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


def _vacant(burning: Sequence[Item], holders: dict[int, Tenure]) -> list[Vacant]:
    by_post: dict[int, list[Item]] = {}
    for item in burning:
        if item.commitment.owner_post_id not in holders:
            by_post.setdefault(item.commitment.owner_post_id, []).append(item)
    return [Vacant(its[0].commitment.owner, its[0].commitment.office, len(its)) for its in by_post.values()]


def _unreached(hearers: Hearers) -> list[Hearer]:
    """Whose last mails were all refused for good; the operator's page tells the reasons."""
    by_address = {hearer.person.email: hearer for hearer in hearers.by_person.values()}
    given_up = outbox.dead(list(by_address))
    bad = outbox.bad_addresses(given_up) if given_up else []
    return sorted((by_address[address.email] for address in bad), key=lambda hearer: hearer.named)
