"""Days on which clocks jump, zones move, people stand in for a day: still one digest a week and one mail a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import Cast
from tests.database import SQLITE
from tests.reminders.days import FRIDAY, day, told
from tests.reminders.promises import LATE, LATER, NOTICE, OWNERS, Promises, queued, receivers, tick
from tracker.extensions import db
from tracker.people import leave
from tracker.people import queries as people
from tracker.people.models import Person, Tenure
from tracker.people.rules import Actor, Door
from tracker.regions.models import Region
from tracker.regions.rules import local_day

pytestmark = pytest.mark.databases(SQLITE)

HOUR = timedelta(hours=1)


def move_to(region_id: int, zone: str) -> None:
    db.session.get_one(Region, region_id).zone = zone
    db.session.commit()


def test_a_clock_that_jumps_back_an_hour_repeats_nothing(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    for at in (day(0), day(0) - HOUR, day(0) - HOUR / 2, day(0) + HOUR / 2):
        tick(at)
    assert receivers(OWNERS) == [cast.owner.email]
    assert receivers(NOTICE) == []


def test_a_clock_that_jumps_three_weeks_ahead_catches_up_once(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    tick(day(0))
    told(OWNERS)

    tick(day(23))
    tick(day(23) + HOUR)
    tick(day(24))

    assert told(OWNERS) == [cast.owner.email], "one for all Mondays that were missed, not one for each"
    assert queued(OWNERS)[-1].period == "2025-W45"
    assert cast.owner.email not in told()


def test_a_clock_that_jumped_ahead_and_back_again_still_sends_the_week_it_came_back_to(
    cast: Cast, promises: Promises
) -> None:
    promises.owe(cast.owner, LATE)
    tick(day(21))
    told(OWNERS)

    tick(day(7))
    assert told(OWNERS) == [cast.owner.email]
    tick(day(21))
    tick(day(22))
    assert told(OWNERS) == []


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Jayapura"])
def test_a_region_that_changes_its_zone_on_a_monday_has_one_digest(
    cast: Cast, promises: Promises, zone: str
) -> None:
    promises.owe(cast.owner, LATE)
    tick(day(0))
    move_to(cast.region_id, zone)
    for hours in range(12):
        tick(day(0) + hours * HOUR)
    tick(day(1))
    assert receivers(OWNERS) == [cast.owner.email]
    assert cast.owner.email not in receivers(NOTICE)


def test_at_half_past_eight_in_papua_it_is_sunday_in_utc_and_night_in_jakarta(
    cast: Cast, promises: Promises
) -> None:
    promises.owe(cast.owner, LATE)
    promises.owe(cast.stranger_owner, LATE)
    move_to(cast.region_id, "Asia/Jayapura")
    move_to(cast.other_region_id, "Asia/Jakarta")
    sunday = day(0) - timedelta(minutes=35)
    assert local_day(sunday, "UTC") == date(2025, 10, 12)

    tick(sunday)
    assert told(OWNERS) == [cast.owner.email]
    tick(day(0) + HOUR)
    assert told(OWNERS) == [cast.stranger_owner.email]


def test_who_stands_in_for_one_day_gets_that_days_mail_and_the_owner_the_next(
    cast: Cast, promises: Promises
) -> None:
    promises.owe(cast.owner, FRIDAY)
    promises.owe(cast.owner, LATER)
    owner = db.session.get_one(Person, cast.owner.person_id)
    who = people.asker(owner, at=day(0) - HOUR)
    stand_in = db.session.get_one(Tenure, cast.second_owner.tenure_id)
    by = {cast.region_id: Actor(owner.id, cast.owner.tenure_id, "Kepala Dinas Kesehatan", Door.PAGE)}
    today = day(0).date()
    leave.plan(who, stand_in, from_on=today, until_on=today, by=by, at=day(0) - HOUR, today=today)
    db.session.commit()

    tick(day(0))
    assert told(OWNERS) == [cast.second_owner.email]
    tick(day(1))
    tick(day(4))
    assert told() == [cast.owner.email], "back at work, with the rung of the day"


def test_who_holds_two_posts_reads_both_in_one_mail(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE, "Lengkapi obat di puskesmas")
    promises.owe(cast.second_owner, LATE, "Padankan data peserta")
    db.session.get_one(Tenure, cast.second_owner.tenure_id).person_id = cast.owner.person_id
    db.session.commit()

    tick(day(0))

    [message] = queued(OWNERS)
    assert "Lengkapi obat di puskesmas" in message.text
    assert "Padankan data peserta" in message.text


def test_an_empty_address_stops_nobody_elses_digest(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    promises.owe(cast.second_owner, LATE)
    db.session.get_one(Person, cast.owner.person_id).email = ""
    db.session.commit()
    tick(day(0))
    assert cast.second_owner.email in receivers(OWNERS)
