"""Digests and notices around holidays announced late and a region's own day and hours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import Cast
from tests.database import SQLITE
from tests.reminders.days import FRIDAY, day, told
from tests.reminders.promises import OWNERS, Promises, tick
from tracker.extensions import db
from tracker.regions.models import Holiday
from tracker.reminders.actions import preference_of
from tracker.reminders.models import Plan

pytestmark = pytest.mark.databases(SQLITE)


def test_a_holiday_announced_on_sunday_moves_mondays_digest(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, FRIDAY)
    holiday = Holiday(
        region_id=cast.region_id, day=day(0).date(), name="Hari jadi", added_at=day(0) - timedelta(hours=10)
    )
    db.session.add(holiday)
    db.session.commit()

    tick(day(0))
    assert told(OWNERS) == []
    tick(day(1))
    assert told(OWNERS) == [cast.owner.email]


def test_a_region_may_have_its_own_day_and_hours(cast: Cast, promises: Promises) -> None:
    db.session.add(Plan(region_id=cast.region_id, weekday=2, hour=10, opens=10, closes=12))
    promises.owe(cast.owner, FRIDAY)
    db.session.commit()

    for number, hours in ((0, 0), (0, 3), (2, 0), (2, 5)):
        tick(day(number) + timedelta(hours=hours))
    assert told(OWNERS) == []
    tick(day(2) + timedelta(hours=2))
    assert told(OWNERS) == [cast.owner.email]


def test_a_holiday_announced_after_the_notice_leaves_the_digest_to_the_last_call_or_the_next_week(
    cast: Cast, promises: Promises
) -> None:
    """On Thursday at ten, Friday is announced as a day off: Friday's digests go out on Thursday evening."""
    preference = preference_of(cast.owner.person_id)
    preference.weekday = 4
    promises.owe(cast.owner, date(2025, 10, 22))
    db.session.commit()
    tick(day(3))
    db.session.add(Holiday(region_id=cast.region_id, day=FRIDAY, name="Hari jadi", added_at=day(3)))
    db.session.commit()

    tick(day(3) + timedelta(hours=2))
    assert told(OWNERS) == []
    tick(day(3) + timedelta(hours=11))
    assert told(OWNERS) == [cast.owner.email]
