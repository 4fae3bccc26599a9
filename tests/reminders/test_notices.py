"""Notices between two digests: who is told on which rung, once, and never on top of another mail that day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.cast import BUPATI, Cast, Held, hold
from tests.database import POSTGRESQL, SQLITE
from tests.reminders.promises import LATER, LEADERS, MONDAY, NOTICE, OWNERS, Promises, queued, receivers, tick
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Answer, Status
from tracker.extensions import db
from tracker.people import queries as people
from tracker.people.models import Person, Tenure
from tracker.people.rules import Actor, Door, Duty
from tracker.regions.models import Holiday, Region
from tracker.reminders.actions import preference_of, remind_now, resume_notices, stop_notices
from tracker.reminders.models import Entry, LadderRung, Outcome, Plan, RungTold
from tracker.reminders.rules import Audience

pytestmark = pytest.mark.databases(SQLITE)

FRIDAY = date(2025, 10, 17)


def day(number: int) -> datetime:
    """A minute past eight in Buton on a day counted from Monday, 13 October 2025."""
    return MONDAY + timedelta(days=number)


def told(kind: str = NOTICE) -> list[str]:
    """Addresses that had a mail of this kind since the last look."""
    messages = queued(kind)
    found = [message.to_email for message in messages if message.id not in SEEN]
    SEEN.update(message.id for message in messages)
    return found


SEEN: set[int] = set()


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    SEEN.clear()


def sekda(cast: Cast) -> Held:
    region = db.session.get_one(Region, cast.region_id)
    held = hold(region, BUPATI, "Sekretaris Daerah", Duty.LEADER, "La Ode Zilfar", "sekda@buton.example")
    db.session.commit()
    return held


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


def stop(held: Held, at: datetime) -> None:
    person = db.session.get_one(Person, held.person_id)
    stop_notices(person, by=Actor(person.id, None, person.name, Door.LINK), at=at)
    db.session.commit()


def test_who_stopped_notices_keeps_the_digest_and_the_ledger_says_so(cast: Cast, promises: Promises) -> None:
    stop(cast.owner, day(-3))
    promises.owe(cast.owner, FRIDAY)
    tick(day(0))
    tick(day(1))
    tick(day(4))

    assert told(OWNERS) == [cast.owner.email]
    assert told() == []
    lines = db.session.scalars(
        select(Entry).where(Entry.tenure_id == cast.owner.tenure_id).order_by(Entry.id)
    )
    assert [(line.period, line.rung, line.outcome) for line in lines] == [
        ("2025-W42", 0, Outcome.QUEUED),
        ("2025-10-14", -3, Outcome.STOPPED),
        ("2025-10-17", 0, Outcome.STOPPED),
    ]
    assert "dr. Wa Ode Ramlah (Kepala Dinas Kesehatan)" in review_text(promises, cast)


def review_text(promises: Promises, cast: Cast) -> str:
    promises.owe(cast.second_owner, day(-10).date())
    tick(day(7))
    [*_, message] = queued("review digest")
    return " ".join(message.text.split())


def test_an_owner_who_stopped_notices_does_not_stop_the_ladder(cast: Cast, promises: Promises) -> None:
    stop(cast.owner, day(-3))
    promises.owe(cast.owner, day(-6).date())
    tick(day(0))
    told()
    for number in range(1, 5):
        tick(day(number))

    assert set(told()) <= {cast.second_reviewer.email, cast.reviewer.email}
    heard = select(RungTold.rung).where(RungTold.post_id == cast.second_reviewer.post_id)
    assert 5 in set(db.session.scalars(heard))


def test_whoever_wants_notices_again_gets_the_next_one(cast: Cast, promises: Promises) -> None:
    stop(cast.owner, day(-3))
    person = db.session.get_one(Person, cast.owner.person_id)
    assert resume_notices(person, by=Actor(person.id, None, person.name, Door.PAGE), at=day(0))
    db.session.commit()
    tick(day(0))
    promises.owe(cast.owner, FRIDAY)

    tick(day(1))

    assert told() == [cast.owner.email]


def test_each_mail_of_the_schedule_offers_the_way_out(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, FRIDAY)
    tick(day(0))
    tick(day(1))

    for message in (*queued(OWNERS), *queued(NOTICE)):
        assert message.headers["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/mail/stop/")
        assert message.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


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


def test_nothing_is_told_after_closing(cast: Cast, promises: Promises) -> None:
    commitment = promises.owe(cast.owner, day(0).date())
    db.session.get_one(Commitment, commitment.id).status = Status.WITHDRAWN
    db.session.commit()

    for number in range(10):
        tick(day(number))

    assert receivers(NOTICE) == receivers(OWNERS) == []
