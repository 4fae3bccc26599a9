"""Notices between two digests: who is told on which rung, once, and never on top of another mail that day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.database import POSTGRESQL, SQLITE
from tests.reminders.days import FRIDAY, day, sekda, told
from tests.reminders.promises import LATER, NOTICE, OWNERS, Promises, receivers, tick
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Answer, Status
from tracker.extensions import db
from tracker.people import queries as people
from tracker.people.models import Person
from tracker.reminders.actions import preference_of, remind_now
from tracker.reminders.models import Entry, RungTold

pytestmark = pytest.mark.databases(SQLITE)


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_up_the_ladder_day_by_day(cast: Cast, promises: Promises) -> None:
    """Due on Tuesday the 21st: Thursday before, the day, the day after, a week later, two weeks later."""
    above = sekda(cast)
    promises.owe(cast.owner, day(8).date())
    heard: dict[int, list[str]] = {}
    for number in range(24):
        tick(day(number))
        if addresses := told():
            heard[number] = addresses

    assert heard == {
        3: [cast.owner.email],
        8: [cast.owner.email],
        9: [cast.owner.email],
        15: [cast.second_reviewer.email, cast.owner.email],
        22: [above.email],
    }
    rungs = db.session.execute(select(RungTold.post_id, RungTold.rung).order_by(RungTold.at, RungTold.id))
    assert sorted(tuple(row) for row in rungs) == sorted(
        [
            (cast.owner.post_id, -3),
            (cast.owner.post_id, 0),
            (cast.owner.post_id, 1),
            (cast.owner.post_id, 5),
            (cast.second_reviewer.post_id, 5),
            (above.post_id, 10),
        ]
    )


def test_what_was_missed_is_caught_up_with_the_highest_rung_speaking(cast: Cast, promises: Promises) -> None:
    """Due on Wednesday, first told on that day: two rungs, one mail, and it says that it is due today."""
    tick(day(0))
    promises.owe(cast.owner, day(2).date())

    tick(day(2))
    tick(day(2) + timedelta(hours=5))

    assert told() == [cast.owner.email]
    assert set(db.session.scalars(select(RungTold.rung))) == {-3, 0}
    [line] = db.session.scalars(select(Entry).where(Entry.kind == "notice"))
    assert (line.rung, line.counts) == (0, {"due today": 1})


@pytest.mark.parametrize(("due_on", "heard_on"), [(FRIDAY, 1), (date(2025, 10, 19), 1)])
def test_three_working_days_before(cast: Cast, promises: Promises, due_on: date, heard_on: int) -> None:
    """Due on Friday, or on the Sunday after it: Tuesday."""
    tick(day(0))
    promises.owe(cast.owner, due_on)

    tick(day(heard_on))

    assert told() == [cast.owner.email]
    [line] = db.session.scalars(select(Entry).where(Entry.kind == "notice"))
    assert (line.rung, line.counts) == (-3, {"due soon": 1})


def test_the_first_notice_is_caught_up_until_the_due_day(cast: Cast, promises: Promises) -> None:
    tick(day(0))
    promises.owe(cast.owner, FRIDAY)

    tick(day(3))
    assert told() == [cast.owner.email]
    tick(day(4))
    assert told() == [cast.owner.email]


def test_a_digest_later_today_takes_the_notices_in(cast: Cast, promises: Promises) -> None:
    preference = preference_of(cast.owner.person_id)
    preference.weekday, preference.hour = 1, 14
    promises.owe(cast.owner, FRIDAY)

    tick(day(1))
    assert (told(), told(OWNERS)) == ([], [])
    tick(day(1) + timedelta(hours=6))
    assert (told(), told(OWNERS)) == ([], [cast.owner.email])
    tick(day(2))
    assert told() == []


def test_a_reminder_by_hand_is_the_days_mail_for_a_notice_but_not_for_the_digest(
    cast: Cast, promises: Promises
) -> None:
    tick(day(0))
    promises.owe(cast.owner, day(0).date())
    late = promises.owe(cast.owner, day(-5).date())
    asker = people.asker(db.session.get_one(Person, cast.reviewer.person_id), at=day(1))
    before_eight = day(1) - timedelta(hours=1)
    remind_now(asker, [late.id], by=promises.actor(cast.reviewer), at=before_eight)
    db.session.commit()

    tick(day(1))
    assert cast.owner.email not in told()
    tick(day(2))
    assert cast.owner.email in told()

    remind_now(asker, [late.id], by=promises.actor(cast.reviewer), at=day(7) - timedelta(hours=1))
    db.session.commit()
    tick(day(7))
    assert cast.owner.email in told(OWNERS)


@pytest.mark.parametrize("answer", [Answer.DONE, Answer.MORE_TIME])
def test_the_clock_stands_still_while_a_reviewer_is_asked(
    cast: Cast, promises: Promises, answer: Answer
) -> None:
    """Late by a day on Tuesday; asked on Tuesday and sent back a week later, it is two days late on the day after."""
    commitment = promises.owe(cast.owner, day(0).date())
    tick(day(1))
    promises.answer(commitment, cast.owner, answer, at=day(1) + timedelta(hours=2), until=LATER)
    for number in range(2, 9):
        tick(day(number))
    assert told() == []

    if answer is Answer.DONE:
        promises.judge(commitment, accepted=False, reason="Belum lengkap.", at=day(8) + timedelta(hours=3))
    else:
        promises.refuse(commitment, at=day(8) + timedelta(hours=3))
    tick(day(9))
    rungs = set(db.session.scalars(select(RungTold.rung)))
    assert 5 not in rungs
    for number in range(10, 16):
        tick(day(number))
    assert 5 in set(db.session.scalars(select(RungTold.rung)))


def test_with_a_new_due_date_the_ladder_begins_anew(cast: Cast, promises: Promises) -> None:
    commitment = promises.owe(cast.owner, day(0).date())
    tick(day(1))
    promises.answer(commitment, cast.owner, Answer.MORE_TIME, at=day(1) + timedelta(hours=2), until=FRIDAY)
    promises.grant(commitment, FRIDAY, at=day(1) + timedelta(hours=3))
    told(), told(OWNERS)

    tick(day(2))
    assert told() == [cast.owner.email]
    due = set(db.session.scalars(select(RungTold.due_on).where(RungTold.rung == -3)))
    assert FRIDAY in due


def test_days_before_publishing_do_not_count(cast: Cast, promises: Promises) -> None:
    """Due in September, known to the owner since Monday afternoon: one day late on Tuesday."""
    tick(day(0))
    commitment = promises.owe(cast.owner, date(2025, 9, 1))
    db.session.get_one(Commitment, commitment.id).published_at = day(0) + timedelta(hours=5)
    db.session.commit()

    tick(day(1))

    assert set(db.session.scalars(select(RungTold.rung))) == {1}
    assert told() == [cast.owner.email]


def test_nothing_is_told_after_closing(cast: Cast, promises: Promises) -> None:
    commitment = promises.owe(cast.owner, day(0).date())
    db.session.get_one(Commitment, commitment.id).status = Status.WITHDRAWN
    db.session.commit()

    for number in range(10):
        tick(day(number))

    assert receivers(NOTICE) == receivers(OWNERS) == []
