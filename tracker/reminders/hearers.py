"""The people of a region's round: what they hold, what they chose, and whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.commitments import queries as commitments
from tracker.commitments.helping import Delegation
from tracker.people import queries as people
from tracker.people.models import Person, Tenure
from tracker.people.rules import Duty
from tracker.regions.rules import WorkingCalendar, local_day
from tracker.reminders import queries
from tracker.reminders.queries import Place, Said
from tracker.reminders.rules import Turn, digest_moment, turn_of, week_of

READERS = frozenset({Duty.OWNER, Duty.REVIEWER, Duty.LEADER})
"""Duties that have a weekly digest."""


@dataclass(frozen=True)
class Hearer:
    """A person with all posts held in the region today, and those in whose name she may report."""

    person: Person
    tenures: tuple[Tenure, ...]
    turn: Turn
    digest_at: datetime | None
    stopped: bool
    delegated: tuple[Delegation, ...] = ()

    @property
    def posts(self) -> frozenset[int]:
        return frozenset(tenure.post_id for tenure in self.tenures)

    @property
    def named(self) -> str:
        """The person with the first of the posts."""
        tenures = (*self.tenures, *(one.tenure for one in self.delegated))
        return f"{self.person.name} ({tenures[0].called})"

    @property
    def reviews(self) -> bool:
        return bool(self.as_duty(Duty.REVIEWER))

    def as_duty(self, duty: Duty) -> tuple[Tenure, ...]:
        return tuple(tenure for tenure in self.tenures if tenure.post.duty is duty)


@dataclass(frozen=True)
class Hearers:
    """Everyone of a region, by person; and who holds which post."""

    by_person: dict[int, Hearer]
    holders: dict[int, Tenure]

    def those(self, turn: Turn) -> list[Hearer]:
        return [hearer for hearer in self.by_person.values() if hearer.turn is turn]

    def posts(self, duty: Duty) -> list[int]:
        return [post_id for post_id, tenure in self.holders.items() if tenure.post.duty is duty]

    def any_digest(self, duty: Duty) -> bool:
        """Whether somebody with that duty has a digest now."""
        return any(hearer.as_duty(duty) for hearer in self.those(Turn.DIGEST))

    @property
    def stopped(self) -> list[Hearer]:
        return [hearer for hearer in self.by_person.values() if hearer.stopped]


def of_region(place: Place, calendar: WorkingCalendar, *, at: datetime) -> Hearers:
    """Today's holders and their delegates, each with their turn. Four queries at any size."""
    today = local_day(at, place.zone)
    week = week_of(today)
    tenures = people.holders_by_duty(place.id, *Duty, today=today)
    delegated = _by_delegate(commitments.delegates_in(place.id, today=today))
    chosen = queries.preferences({*(tenure.person_id for tenure in tenures), *delegated})
    said = queries.said(place.id, week=week.period, today=today, zone=place.zone)

    def hearer(person_id: int, held: list[Tenure]) -> Hearer:
        mine, named = chosen.get(person_id), delegated.get(person_id, [])
        habits = place.plan.preferring(mine.weekday, mine.hour) if mine else place.plan
        reads = bool(named) or any(tenure.post.duty in READERS for tenure in held)
        digest_at = digest_moment(week.monday, habits, calendar, place.zone) if reads else None
        return Hearer(
            person=held[0].person if held else named[0].tenure.person,
            tenures=tuple(held),
            turn=turn_of(at, digest_at, place.zone, **said.get(person_id, Said())._asdict()),
            digest_at=digest_at,
            stopped=mine is not None and mine.stopped_at is not None,
            delegated=tuple(named),
        )

    everyone = {**{person_id: [] for person_id in delegated}, **_by_person(tenures)}
    by_person = {person_id: hearer(person_id, held) for person_id, held in everyone.items()}
    return Hearers(by_person, {tenure.post_id: tenure for tenure in tenures})


def _by_delegate(delegations: Sequence[Delegation]) -> dict[int, list[Delegation]]:
    named: dict[int, list[Delegation]] = {}
    for one in delegations:
        named.setdefault(one.tenure.person_id, []).append(one)
    return named


def _by_person(tenures: Sequence[Tenure]) -> dict[int, list[Tenure]]:
    held: dict[int, list[Tenure]] = {}
    for tenure in tenures:
        held.setdefault(tenure.person_id, []).append(tenure)
    return held
