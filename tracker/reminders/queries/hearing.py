"""Who hears of a commitment next, and when, if nothing is answered until then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.commitments import queries as commitments
from tracker.commitments.models import Commitment
from tracker.commitments.rules import OPEN, OWED
from tracker.people import queries as people
from tracker.people.models import Tenure
from tracker.people.rules import Duty
from tracker.regions.queries import calendar_of
from tracker.regions.rules import WorkingCalendar, local_day
from tracker.reminders.models import Preference
from tracker.reminders.queries.ladders import ladder, pauses, told_rungs
from tracker.reminders.queries.places import Place, place, preferences
from tracker.reminders.rules import (
    NEVER,
    OWNER_RUNGS,
    Audience,
    Habits,
    Rung,
    Span,
    day_reached,
    next_slot,
    part_of,
    posts_on,
)


class Hearing(NamedTuple):
    """Somebody who hears next: on which day, as what, which posts, and why.

    `rung` counts working days from the due date; None: only the weekly digest tells of it. `digest`: it stands in the
    weekly digest of that day. `titles` is empty while nobody holds the post.
    """

    on: date
    audience: Audience
    titles: tuple[str, ...]
    rung: int | None
    digest: bool


class _Scene(NamedTuple):
    """All that is known about the people around one commitment."""

    commitment: Commitment
    place: Place
    calendar: WorkingCalendar
    at: datetime
    first: date
    holders: dict[int, Tenure]
    chosen: dict[int, Preference]
    pauses: Sequence[Span]

    def with_duty(self, duty: Duty) -> list[Tenure]:
        return [tenure for tenure in self.holders.values() if tenure.post.duty is duty]

    def habits(self, tenure: Tenure | None) -> Habits:
        chosen = self.chosen.get(tenure.person_id) if tenure else None
        return self.place.plan.preferring(chosen.weekday, chosen.hour) if chosen else self.place.plan

    def digest_on(self, tenure: Tenure | None, *, from_on: date | None = None) -> date:
        """The day of the holder's first digest after now, and not before a day."""
        zone, habits, after = self.place.zone, self.habits(tenure), self.at
        while True:
            slot = next_slot(after, self.calendar, zone, habits)
            if from_on is None or local_day(slot, zone) >= from_on:
                return local_day(slot, zone)
            after = slot


def next_hearing(commitment: Commitment, *, at: datetime) -> tuple[Hearing, ...]:
    """In the order of their days; empty for what is not published, or closed.

    While a report or a request waits, it is the reviewers who hear. Twelve queries at most.
    """
    if commitment.published_at is None or commitment.status not in OPEN:
        return ()
    scene = _scene(commitment, at)
    waits = commitment.status not in OWED or bool(commitments.request_of(commitment.id))
    if waits:
        reviewers = scene.with_duty(Duty.REVIEWER)
        on = min((scene.digest_on(tenure) for tenure in reviewers), default=scene.digest_on(None))
        return (Hearing(on, Audience.REVIEWERS, _titles(reviewers), None, digest=True),)
    return _merged([*_digests(scene), *_rungs(scene)])


def _scene(commitment: Commitment, at: datetime) -> _Scene:
    where = place(commitment.region_id)
    today = local_day(at, where.zone)
    first = commitment.due_on.year if commitment.due_on else today.year
    days = calendar_of(where.id, range(min(first, today.year), max(first, today.year) + 1))
    tenures = people.holders_by_duty(where.id, *Duty, today=today)
    stood = pauses(Commitment.id == commitment.id, due_before=today, zone=where.zone)
    return _Scene(
        commitment=commitment,
        place=where,
        calendar=days,
        at=at,
        first=_next_round_on(at, where, days),
        holders={tenure.post_id: tenure for tenure in tenures},
        chosen=preferences({tenure.person_id for tenure in tenures}),
        pauses=stood.get(commitment.id, ()),
    )


def _next_round_on(at: datetime, where: Place, days: WorkingCalendar) -> date:
    """The day of the region's next daily round: today until its hour has come."""
    here = at.astimezone(ZoneInfo(where.zone))
    if days.is_working(here.date()) and here.hour < where.plan.sends_at:
        return here.date()
    return days.add(here.date(), 1)


def _digests(scene: _Scene) -> Iterable[Hearing]:
    """The owner's weekly digest, from the week in which it tells of the commitment."""
    c = scene.commitment
    owner = scene.holders.get(c.owner_post_id)
    on = scene.digest_on(owner)
    if part_of(c.status, c.due_on, asked_for_time=False, today=on) is None:
        asked_on = (
            c.due_on - timedelta(days=7) if c.due_on else commitments.asked_about_on(c, scene.place.zone)
        )
        on = scene.digest_on(owner, from_on=asked_on)
    yield Hearing(on, Audience.OWNER, (c.owner.title,) if owner else (), None, digest=True)


def _rungs(scene: _Scene) -> Iterable[Hearing]:
    """Every rung that was not told, on the day on which it comes."""
    c = scene.commitment
    if c.due_on is None:
        return
    told = told_rungs(Commitment.id == c.id)
    before = OWNER_RUNGS if scene.first <= c.due_on else ()
    reviewers = [tenure.post_id for tenure in scene.with_duty(Duty.REVIEWER)]
    for rung in (*before, *ladder(c.region_id)):
        on = _reached(scene, rung, c.due_on)
        if rung.audience is Audience.LEADERS:
            yield from _summary(scene, rung, on)
            continue
        posts = posts_on(rung, owner_post=c.owner_post_id, held=scene.holders, reviewers=reviewers)
        hearers = [scene.holders[post] for post in posts if told.get((c.id, post), NEVER) < rung.after_days]
        if hearers and not _has_stopped(scene, rung, hearers[0]):
            yield Hearing(on, rung.audience, _titles(hearers), rung.after_days, digest=False)


def _reached(scene: _Scene, rung: Rung, due_on: date) -> date:
    published = scene.commitment.published_at
    return day_reached(
        rung.after_days,
        due_on,
        today=scene.first,
        calendar=scene.calendar,
        published_on=local_day(published, scene.place.zone) if published else None,
        pauses=scene.pauses,
    )


def _has_stopped(scene: _Scene, rung: Rung, owner: Tenure) -> bool:
    """An owner without notices hears by the weekly digest alone."""
    chosen = scene.chosen.get(owner.person_id)
    return rung.audience is Audience.OWNER and chosen is not None and chosen.stopped_at is not None


def _summary(scene: _Scene, rung: Rung, reached_on: date) -> Iterable[Hearing]:
    """Leaders read of it in their next digest from that day on."""
    leaders = scene.with_duty(Duty.LEADER)
    if leaders:
        on = min(scene.digest_on(tenure, from_on=reached_on) for tenure in leaders)
        yield Hearing(on, Audience.LEADERS, _titles(leaders), rung.after_days, digest=True)


def _titles(tenures: Iterable[Tenure]) -> tuple[str, ...]:
    return tuple(tenure.post.title for tenure in tenures)


def _merged(found: Iterable[Hearing]) -> tuple[Hearing, ...]:
    """By day; what the same posts hear on one day is one mail, which speaks of the highest rung."""
    days: dict[tuple[date, tuple[str, ...]], Hearing] = {}
    for hearing in found:
        other = days.get((hearing.on, hearing.titles), hearing)
        rungs = [rung for rung in (hearing.rung, other.rung) if rung is not None]
        days[hearing.on, hearing.titles] = hearing._replace(
            rung=max(rungs, default=None), digest=hearing.digest or other.digest
        )
    return tuple(sorted(days.values(), key=lambda hearing: (hearing.on, hearing.rung or 0)))
