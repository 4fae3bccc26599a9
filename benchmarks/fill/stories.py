"""What was promised and what came of it: forums, decisions and commitments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import NamedTuple

from benchmarks.fill import words
from benchmarks.fill.places import Place, moment
from benchmarks.fill.steps import Steps, Story
from benchmarks.fill.store import Store
from tracker.commitments.models import Commitment, Support
from tracker.commitments.rules import CLOSED, EventKind, Status
from tracker.forums.models import Decision, Forum, Series

PER_FORUM = 25

CLASSES = ("overdue",) * 3 + ("future",) * 4 + ("closed",) * 3
STATUSES: dict[str, list[Status]] = {
    "overdue": [Status.NOT_STARTED] * 4 + [Status.IN_PROGRESS] * 5 + [Status.SENT_BACK],
    "future": [Status.NOT_STARTED] * 4 + [Status.IN_PROGRESS] * 5 + [Status.PROPOSED_DONE],
    "closed": [Status.VERIFIED] * 7 + [Status.RATIFIED] * 2 + [Status.CANNOT_BE_DONE, Status.WITHDRAWN],
}
MOST_UPDATES = 11
"""With 3 as the least and none before the start, five a commitment on average."""

ASKED_SHARE, OBSTRUCTED_SHARE, SUPPORTED_SHARE = 0.05, 0.1, 0.4


@dataclass
class _Numbers:
    """The next id of each table."""

    series: count[int] = field(default_factory=lambda: count(1))
    forums: count[int] = field(default_factory=lambda: count(1))
    commitments: count[int] = field(default_factory=lambda: count(1))
    updates: count[int] = field(default_factory=lambda: count(1))
    supports: count[int] = field(default_factory=lambda: count(1))


class _Meeting(NamedTuple):
    """A forum while its promises are written."""

    number: int
    place: Place
    held_on: date


class Chronicle:
    """Numbers and writes everything that hangs on a forum."""

    def __init__(self, store: Store, random: Random, today: date) -> None:
        self._store, self._random, self._today = store, random, today
        self._next, self._steps = _Numbers(), Steps(store, random, today)

    def tell(self, place: Place, how_many: int) -> None:
        """Writes one region's forums with that many commitments in all."""
        series = [self._series(place, name) for name in words.SERIES]
        for left in range(how_many, 0, -PER_FORUM):
            number = next(self._next.forums)
            self._forum(place, number, self._random.choice(series), min(left, PER_FORUM))
            if self._store.full:
                self._store.write()

    def _series(self, place: Place, name: str) -> int:
        number = next(self._next.series)
        self._store.add(Series, id=number, region_id=place.region_id, name=name, rhythm=words.SERIES[name])
        return number

    def _forum(self, place: Place, number: int, series_id: int, how_many: int) -> None:
        held_on = self._today - timedelta(days=self._random.randrange(20, 900))
        promises = [words.action(self._random) for _ in range(how_many)]
        self._store.add(
            Forum,
            id=number,
            region_id=place.region_id,
            series_id=series_id,
            title=f"Forum ke-{number} {place.name}",
            held_on=held_on,
            place=f"Aula {place.name}",
            minutes_text="\n".join(promises),
            made_at=moment(held_on),
            published_at=moment(held_on, 240),
            version_id=1,
        )
        start, meeting = 0, _Meeting(number, place, held_on)
        for position, promise in enumerate(promises, 1):
            self._promise(meeting, position, promise, start)
            start += len(promise) + 1

    def _promise(self, meeting: _Meeting, position: int, promise: str, start: int) -> None:
        number = next(self._next.commitments)
        self._store.add(
            Decision,
            id=number,
            forum_id=meeting.number,
            number=position,
            quote=promise,
            start=start,
            end=start + len(promise),
            made_at=moment(meeting.held_on, 60),
        )
        kind = CLASSES[number % len(CLASSES)]
        story = Story(
            number,
            self._random.choice(STATUSES[kind]),
            self._due(kind, meeting.held_on),
            meeting.held_on,
            self._random.choice(meeting.place.owners),
            meeting.place.reviewer,
        )
        self._commitment(meeting, promise, story)

    def _due(self, kind: str, held_on: date) -> date:
        if kind == "future":
            return self._today + timedelta(days=self._random.randrange(1, 366))
        last = (self._today - held_on).days - 1
        return held_on + timedelta(days=self._random.randint(7, min(last, 400)))

    def _commitment(self, meeting: _Meeting, promise: str, story: Story) -> None:
        reports = self._reports(story)
        asked = bool(reports) and story.status is Status.IN_PROGRESS and self._random.random() < ASKED_SHARE
        obstructed = story.status is Status.IN_PROGRESS and self._random.random() < OBSTRUCTED_SHARE
        closed = story.status in CLOSED
        last_at = moment(reports[-1][1], 300) if reports else None
        self._store.add(
            Commitment,
            id=story.number,
            region_id=meeting.place.region_id,
            forum_id=meeting.number,
            decision_id=story.number,
            action=promise,
            owner_post_id=story.owner.post_id,
            owner_office_id=story.owner.office_id,
            due_on=story.due_on,
            original_due_on=story.due_on,
            status=story.status,
            obstacle=self._random.choice(words.OBSTACLES) if obstructed else "",
            proposed_at=last_at if story.status is Status.PROPOSED_DONE else None,
            last_update_id=reports[-1][0] if reports else None,
            heard_at=last_at,
            made_at=moment(story.held_on, 60),
            published_at=moment(story.held_on, 240),
            closed_at=last_at if closed else None,
            version_id=1,
        )
        if self._random.random() < SUPPORTED_SHARE:
            self._support(meeting.place, story)
        for kind, minute in ((EventKind.DECIDED, 60), (EventKind.PUBLISHED, 240)):
            at = moment(story.held_on, minute)
            self._steps.step(story, kind, at, by=story.reviewer, after=Status.NOT_STARTED)
        for position, (number, on) in enumerate(reports, 1):
            self._steps.report(story, number, on, last=position == len(reports), asked=asked)

    def _support(self, place: Place, story: Story) -> None:
        helper = self._random.choice(place.owners).office_id
        if helper != story.owner.office_id:
            number = next(self._next.supports)
            self._store.add(Support, id=number, commitment_id=story.number, office_id=helper)

    def _reports(self, story: Story) -> list[tuple[int, date]]:
        """Ids and days of the owner's reports, from the forum until yesterday at the latest."""
        if story.status is Status.NOT_STARTED:
            return []
        days = (self._today - story.held_on).days
        on = sorted(self._random.randrange(1, days) for _ in range(self._random.randint(3, MOST_UPDATES)))
        return [(next(self._next.updates), story.held_on + timedelta(days=day)) for day in on]
