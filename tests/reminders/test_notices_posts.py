"""Notices to posts that nobody holds, to who holds two, and on a region's own ladder."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.database import SQLITE
from tests.reminders.days import day, told
from tests.reminders.promises import LEADERS, OWNERS, Promises, queued, tick
from tracker.extensions import db
from tracker.people.models import Tenure
from tracker.reminders.models import Entry, LadderRung, RungTold
from tracker.reminders.rules import Audience

pytestmark = pytest.mark.databases(SQLITE)


def test_a_vacant_post_is_told_once_somebody_holds_it_and_those_above_hear_meanwhile(
    cast: Cast, promises: Promises
) -> None:
    promises.owe(cast.owner, day(-10).date())
    tenure = db.session.get_one(Tenure, cast.owner.tenure_id)
    tenure.until_on = day(-20).date()
    tick(day(0))
    db.session.commit()
    assert cast.owner.post_id not in set(db.session.scalars(select(RungTold.post_id)))
    assert cast.second_reviewer.post_id in set(db.session.scalars(select(RungTold.post_id)))

    db.session.get_one(Tenure, cast.owner.tenure_id).until_on = None
    db.session.commit()
    tick(day(1))
    assert told(OWNERS) == [cast.owner.email], "a week's digest for whoever holds the post from now on"
    assert cast.owner.post_id in set(db.session.scalars(select(RungTold.post_id)))


def test_a_vacant_asisten_leaves_it_to_the_reviewers(cast: Cast, promises: Promises) -> None:
    tick(day(0))
    promises.owe(cast.owner, day(-8).date())
    db.session.get_one(Tenure, cast.second_reviewer.tenure_id).until_on = day(0).date()
    db.session.commit()

    tick(day(1))

    assert sorted(told()) == sorted([cast.owner.email, cast.reviewer.email])


def test_who_owes_it_and_reviews_is_told_once_and_as_owner(cast: Cast, promises: Promises) -> None:
    tick(day(0))
    promises.owe(cast.second_reviewer, day(-8).date())

    tick(day(1))

    assert told() == [cast.second_reviewer.email]
    [entry] = db.session.scalars(select(Entry).where(Entry.kind == "notice"))
    assert entry.counts == {"overdue": 1}


def test_leaders_get_no_notices_but_their_summary(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, date(2025, 8, 1))
    for number in range(8):
        tick(day(number))

    assert cast.leader.email not in told()
    assert told(LEADERS) == [cast.leader.email] * 2
    assert "Kepala Dinas Kesehatan" in queued(LEADERS)[0].text


def test_a_regions_own_ladder_replaces_the_default(cast: Cast, promises: Promises) -> None:
    tick(day(0))
    promises.owe(cast.owner, day(-10).date())
    rung = LadderRung(
        region_id=cast.region_id, after_days=2, audience=Audience.POST, post_id=cast.reviewer.post_id
    )
    db.session.add(rung)
    db.session.commit()

    tick(day(1))

    assert told() == [cast.reviewer.email]
