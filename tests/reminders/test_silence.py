"""What silences an owner's mail, what does not, and what the reviewers hear instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.database import POSTGRESQL, SQLITE
from tests.reminders.promises import (
    LATE,
    LATER,
    MONDAY,
    OWNERS,
    REVIEWERS,
    Promises,
    queued,
    receivers,
    tick,
)
from tracker.commitments.rules import Answer
from tracker.extensions import db
from tracker.reminders import digests, queries
from tracker.reminders.models import Entry
from tracker.reminders.reviewing import Review

pytestmark = pytest.mark.databases(SQLITE)


Silencer = Callable[[Promises, Cast], None]


def proposed(promises: Promises, cast: Cast) -> None:
    promises.answer(promises.owe(cast.owner, LATE), cast.owner, Answer.DONE)


def verified(promises: Promises, cast: Cast) -> None:
    commitment = promises.owe(cast.owner, LATE)
    promises.answer(commitment, cast.owner, Answer.DONE)
    promises.judge(commitment, accepted=True)


def asked_for_time(promises: Promises, cast: Cast) -> None:
    promises.answer(promises.owe(cast.owner, LATE), cast.owner, Answer.MORE_TIME, until=LATER)


def granted(promises: Promises, cast: Cast) -> None:
    commitment = promises.owe(cast.owner, LATE)
    promises.answer(commitment, cast.owner, Answer.MORE_TIME, until=LATER)
    promises.grant(commitment, LATER)


@pytest.mark.databases(SQLITE, POSTGRESQL)
@pytest.mark.parametrize("silence", [proposed, verified, asked_for_time, granted])
def test_what_silences_the_owners_mail(cast: Cast, promises: Promises, silence: Silencer) -> None:
    silence(promises, cast)

    tick()

    assert queued(OWNERS) == []


def progress(promises: Promises, cast: Cast) -> None:
    promises.answer(promises.owe(cast.owner, LATE), cast.owner, Answer.PROGRESS, note="ok")


def obstructed(promises: Promises, cast: Cast) -> None:
    promises.answer(promises.owe(cast.owner, LATE), cast.owner, Answer.OBSTRUCTED)


def sent_back(promises: Promises, cast: Cast) -> None:
    commitment = promises.owe(cast.owner, LATER)
    promises.answer(commitment, cast.owner, Answer.DONE)
    promises.judge(commitment, accepted=False, reason="Foto tidak terbaca.")


@pytest.mark.parametrize("noise", [progress, obstructed, sent_back])
def test_what_does_not_silence_it(cast: Cast, promises: Promises, noise: Silencer) -> None:
    noise(promises, cast)

    tick()

    assert receivers(OWNERS) == [cast.owner.email]


@pytest.mark.parametrize("silence", [proposed, asked_for_time])
def test_what_waits_for_a_reviewer_is_in_the_reviewers_digest(
    cast: Cast, promises: Promises, silence: Silencer
) -> None:
    silence(promises, cast)

    tick()

    assert receivers(REVIEWERS) == [cast.second_reviewer.email, cast.reviewer.email]
    [entry] = db.session.scalars(select(Entry).where(Entry.tenure_id == cast.reviewer.tenure_id))
    assert entry.counts["overdue"] == 0
    assert entry.counts["waiting"] + entry.counts["requests"] == 1


def review_of(cast: Cast) -> Review:
    """What the reviewers of the first region read on Monday."""
    letters = digests.of_region(queries.place(cast.region_id), at=MONDAY).letters
    return next(letter.review for letter in letters if letter.review)


def test_reviewers_see_the_working_days_they_let_pass(cast: Cast, promises: Promises) -> None:
    """Answered on Wednesday the 8th: Thursday, Friday and Monday have passed."""
    proposed(promises, cast)

    [waiting] = review_of(cast).waiting

    assert waiting.days == 3


def test_reviewers_see_late_offices_with_the_most_first(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.second_owner, date(2025, 8, 1))
    first = promises.owe(cast.owner, LATE)
    promises.owe(cast.owner, date(2025, 9, 1))
    promises.answer(first, cast.owner, Answer.PROGRESS)

    review = review_of(cast)

    assert [(late.office.short, late.count, late.oldest_on, late.silent) for late in review.late] == [
        ("Dinkes", 2, date(2025, 9, 1), False),
        ("Dinsos", 1, date(2025, 8, 1), True),
    ]
    assert review.silent_offices == ["Dinas Sosial"]
