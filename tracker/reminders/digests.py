"""What one region's round tells: each person's mail with all its parts, and for whom there is nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

from tracker.commitments import queries as commitments
from tracker.commitments.models import Extension
from tracker.people.models import Tenure
from tracker.people.rules import Duty
from tracker.regions.queries import calendar_of
from tracker.regions.rules import WorkingCalendar, local_day
from tracker.reminders import hearers as people
from tracker.reminders import queries
from tracker.reminders.climbing import Call, Climb, climb, watched_until
from tracker.reminders.handing import TakenOver, taken_over
from tracker.reminders.hearers import Hearer, Hearers
from tracker.reminders.items import Item, Owner, items, owners, with_delegated
from tracker.reminders.models import ReminderKind
from tracker.reminders.news import News, news_of
from tracker.reminders.queries import Place
from tracker.reminders.reviewing import Review, review_of
from tracker.reminders.rules import Turn
from tracker.reminders.summary import Far, Summary, summary_of
from tracker.reminders.supporting import Supported, supported
from tracker.reminders.telling import Letter

ANSWERS_SINCE = timedelta(days=7)


@dataclass(frozen=True)
class Digests:
    """All letters of a region's round, whose digest has nothing to say, and what those hear who stopped notices."""

    letters: list[Letter]
    nothing: list[Hearer]
    stopped: list[tuple[Hearer, tuple[Call, ...]]]
    reply_to: str | None
    news: News


def of_region(place: Place, *, at: datetime, calendar: WorkingCalendar | None = None) -> Digests:
    """What the region's people are to be told at this moment. The same number of queries at any size."""
    today = local_day(at, place.zone)
    days = calendar or calendar_of(place.id, queries.watched_years(today.year))
    those = people.of_region(place, days, at=at)
    requests = commitments.extensions_asked_in(place.id)
    petitions = commitments.petitions_asked_in(place.id)
    asked = {r.commitment_id for r in requests} | {p.commitment_id for p in petitions}
    owed = commitments.owed_in(
        place.id,
        until=watched_until(today, days),
        quiet_since=commitments.quiet_before(today, place.zone),
    )
    climbed = climb(place, owed, asked, those, days, today=today)
    called = {call.commitment.id for call in climbed.calls}
    weekly = those.those(Turn.DIGEST)
    wanted = owed if weekly else [c for c in owed if c.id in called]
    found = items(wanted, asked, today=today, zone=place.zone, called=called)
    counts = queries.open_counts(place.id) if weekly else {}
    parts = _Parts(those, climbed, found, counts)
    if those.any_digest(Duty.REVIEWER):
        parts = replace(
            parts, review=review_of(place, found, requests, those, days, petitions=petitions, today=today)
        )
    if those.any_digest(Duty.LEADER):
        parts = replace(
            parts, summary=summary_of(place, found, counts.values(), those.holders, climbed, at=at)
        )
    if weekly:
        answered = queries.answered_requests(place.id, since=at - ANSWERS_SINCE)
        parts = replace(parts, answered=answered, supported=supported(found, those.holders))
    parts = replace(parts, handovers=taken_over(place, those.holders.values(), today=today))
    return _digests(parts)


@dataclass(frozen=True)
class _Parts:
    """All that letters are made of; review, summary and answers only where somebody has a digest now."""

    hearers: Hearers
    climb: Climb
    items: Sequence[Item]
    open_counts: dict[int, int]
    review: Review | None = None
    summary: Summary | None = None
    answered: Sequence[Extension] = ()
    supported: Mapping[int, Sequence[Supported]] = field(default_factory=dict)
    handovers: Mapping[int, Sequence[TakenOver]] = field(default_factory=dict)

    def letters(self) -> Iterator[Letter]:
        yield from self._weekly()
        yield from self._notices()

    def _weekly(self) -> Iterator[Letter]:
        weekly = self._held_by(Turn.DIGEST)
        owing = {owner.person.id: owner for owner in owners(self.items, weekly, self.open_counts)}
        for hearer in self.hearers.those(Turn.DIGEST):
            review = self.review if hearer.as_duty(Duty.REVIEWER) else None
            summary = self.summary if hearer.as_duty(Duty.LEADER) else None
            calls = self.climb.to(hearer)
            owner = owing.get(hearer.person.id)
            if hearer.delegated:
                owner = with_delegated(owner, hearer.person, hearer.delegated, self.items)
            beside = review or summary or self.supported.get(hearer.person.id) or self._far(calls)
            if self._is_all_new(hearer) and not beside:
                yield Letter(
                    hearer, ReminderKind.HANDOVER, calls=tuple(calls), handovers=self._handed(hearer, None)
                )
                continue
            letter = Letter(
                hearer,
                _kind(review, summary),
                owner=owner,
                review=review or None,
                summary=summary or None,
                escalated=self._far(calls),
                answered=tuple(e for e in self.answered if e.commitment.owner_post_id in hearer.posts),
                calls=tuple(calls),
                supported=tuple(self.supported.get(hearer.person.id, ())),
                handovers=self._handed(hearer, owner),
            )
            if letter:
                yield letter

    def _notices(self) -> Iterator[Letter]:
        called = {(call.post_id, call.commitment.id) for call in self.climb.calls}
        own = [i for i in self.items if (i.commitment.owner_post_id, i.commitment.id) in called]
        owing = {owner.person.id: owner for owner in owners(own, self._held_by(Turn.NOTICE), {})}
        for hearer in self.hearers.those(Turn.NOTICE):
            calls = self.climb.to(hearer)
            if handed := self._handed(hearer, None):  # one mail a day: notices wait for tomorrow
                yield Letter(hearer, ReminderKind.HANDOVER, handovers=handed)
            elif calls and not hearer.stopped:
                owner = owing.get(hearer.person.id)
                yield Letter(
                    hearer, ReminderKind.NOTICE, owner, escalated=self._far(calls), calls=tuple(calls)
                )

    def _handed(self, hearer: Hearer, owner: Owner | None) -> tuple[TakenOver, ...]:
        """What the person has taken over, less what the same mail asks anyway."""
        told = [commitment.id for commitment in owner.commitments] if owner else []
        return tuple(one.beside(told) for one in self.handovers.get(hearer.person.id, ()))

    def _is_all_new(self, hearer: Hearer) -> bool:
        """Whether the summary of what was taken over tells all that a digest would."""
        handed = {one.tenure.id for one in self.handovers.get(hearer.person.id, ())}
        return bool(handed) and not hearer.delegated and {t.id for t in hearer.tenures} <= handed

    def stopped(self) -> Iterator[tuple[Hearer, tuple[Call, ...]]]:
        """What owners who stopped notices are not told now; what was escalated to them waits for their digest."""
        for hearer in self.hearers.those(Turn.NOTICE):
            own = tuple(call for call in self.climb.to(hearer) if not call.escalated)
            if own and hearer.stopped and hearer.person.id not in self.handovers:
                yield hearer, own

    def _held_by(self, turn: Turn) -> dict[int, Tenure]:
        return {tenure.post_id: tenure for hearer in self.hearers.those(turn) for tenure in hearer.tenures}

    def _far(self, calls: Sequence[Call]) -> tuple[Far, ...]:
        """What was escalated, by office, the latest first; once each, though a person may hold two posts that hear."""
        holders = self.hearers.holders
        far = {
            call.commitment.id: Far(
                self._by_commitment[call.commitment.id],
                call.late,
                holders.get(call.commitment.owner_post_id),
                call.rung,
                tuple(holders[post].called for post in call.others if post in holders),
            )
            for call in sorted(calls, key=lambda call: call.rung)
            if call.escalated
        }
        return tuple(sorted(far.values(), key=lambda one: (one.item.commitment.office.name, -one.late)))

    @cached_property
    def _by_commitment(self) -> dict[int, Item]:
        return {item.commitment.id: item for item in self.items}


def _kind(review: Review | None, summary: Summary | None) -> ReminderKind:
    if review:
        return ReminderKind.REVIEW_DIGEST
    return ReminderKind.LEADER_DIGEST if summary else ReminderKind.WEEKLY_DIGEST


def _digests(parts: _Parts) -> Digests:
    letters = list(parts.letters())
    told = {letter.person.id for letter in letters}
    idle = [hearer for hearer in parts.hearers.those(Turn.DIGEST) if hearer.person.id not in told]
    reviewers = (parts.hearers.holders[post].person.email for post in parts.hearers.posts(Duty.REVIEWER))
    news = news_of(parts.items, parts.review, parts.climb.calls)
    return Digests(letters, idle, list(parts.stopped()), next(reviewers, None), news)
