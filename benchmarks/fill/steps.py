"""The steps of a commitment's story: what the owner reported, asked for, and was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from benchmarks.fill import words
from benchmarks.fill.places import Held, moment
from benchmarks.fill.store import Store
from tracker.commitments.models import Event, Extension, Update, Verification
from tracker.commitments.rules import EVENT_OF, Answer, EventKind, ExtensionState, Status
from tracker.people.rules import Door


@dataclass(frozen=True)
class Story:
    """One commitment while its steps are written."""

    number: int
    status: Status
    due_on: date
    held_on: date
    owner: Held
    reviewer: Held


class Steps:
    """Numbers and writes updates with what follows from them, and the event of each step."""

    def __init__(self, store: Store, random: Random, today: date) -> None:
        self._store, self._random, self._today = store, random, today
        self._events, self._numbers = count(1), count(1)

    def report(self, story: Story, number: int, on: date, *, last: bool, asked: bool) -> None:
        settled = story.status not in (Status.IN_PROGRESS, Status.NOT_STARTED)
        answer = Answer.DONE if last and settled else Answer.MORE_TIME if last and asked else Answer.PROGRESS
        after = Status.PROPOSED_DONE if answer is Answer.DONE else Status.IN_PROGRESS
        note = words.report(self._random)
        self._store.add(
            Update,
            id=number,
            commitment_id=story.number,
            at=moment(on, 300),
            tenure_id=story.owner.tenure_id,
            door=Door.LINK,
            answer=answer,
            note=note,
        )
        at = moment(on, 300)
        self.step(story, EVENT_OF[answer], at, by=story.owner, after=after, note=note, update_id=number)
        if answer is Answer.MORE_TIME:
            self._ask(story, number, on)
        if answer is Answer.DONE and story.status is not Status.PROPOSED_DONE:
            self._verify(story, number, on)

    def _ask(self, story: Story, update_id: int, on: date) -> None:
        self._store.add(
            Extension,
            id=next(self._numbers),
            commitment_id=story.number,
            update_id=update_id,
            asked_at=moment(on, 300),
            asked_due_on=max(story.due_on, self._today) + timedelta(days=30),
            state=ExtensionState.ASKED,
        )

    def _verify(self, story: Story, update_id: int, on: date) -> None:
        accepted = story.status is not Status.SENT_BACK
        reason = "" if accepted else self._random.choice(words.REASONS)
        kind = EventKind.VERIFIED if accepted else EventKind.SENT_BACK
        self._store.add(
            Verification,
            id=next(self._numbers),
            commitment_id=story.number,
            update_id=update_id,
            at=moment(on, 420),
            tenure_id=story.reviewer.tenure_id,
            accepted=accepted,
            reason=reason,
        )
        self.step(story, kind, moment(on, 420), by=story.reviewer, after=story.status, note=reason)

    def step(
        self, story: Story, kind: EventKind, at: datetime, *, by: Held, after: Status, **more: Any
    ) -> None:
        self._store.add(
            Event,
            id=next(self._events),
            commitment_id=story.number,
            at=at,
            kind=kind,
            tenure_id=by.tenure_id,
            acted_as=by.called,
            door=Door.LINK if "update_id" in more else Door.PAGE,
            status_after=after,
            due_after=story.due_on,
            **more,
        )
