"""Who stopped the notices: what still comes, what the ledger and the reviewers are told."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from tests.cast import Cast, Held
from tests.database import SQLITE
from tests.reminders.days import FRIDAY, day, told
from tests.reminders.promises import NOTICE, OWNERS, Promises, queued, tick
from tracker.extensions import db
from tracker.people.models import Person
from tracker.people.rules import Actor, Door
from tracker.reminders.actions import resume_notices, stop_notices
from tracker.reminders.models import Entry, Outcome, RungTold

pytestmark = pytest.mark.databases(SQLITE)


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
