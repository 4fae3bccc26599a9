"""Who gets a digest: today's holder, each person once, nobody of another region."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.cast import Cast, Held
from tests.database import POSTGRESQL, SQLITE
from tests.reminders.promises import (
    HANDOVER,
    LATE,
    MONDAY,
    OWNERS,
    REVIEWERS,
    SOON,
    Promises,
    queued,
    receivers,
    tick,
)
from tracker.commitments.rules import Answer
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Duty, TenureKind
from tracker.reminders.models import Entry, ReminderKind

pytestmark = pytest.mark.databases(SQLITE)


def test_nobody_hears_of_another_region(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.stranger_owner, LATE, "Rahasia Berau")

    tick()

    assert receivers(OWNERS) == [cast.stranger_owner.email]
    assert receivers(REVIEWERS) == [cast.stranger.email]


def test_a_vacant_post_gets_no_mail_and_the_reviewers_are_told(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    db.session.get_one(Tenure, cast.owner.tenure_id).until_on = date(2025, 10, 12)
    db.session.commit()

    tick()

    assert queued(OWNERS) == []
    assert all("Kepala Dinas Kesehatan" in message.text for message in queued(REVIEWERS))
    assert len(queued(REVIEWERS)) == 2


def stand_in(post: Held, kind: TenureKind, name: str, from_on: date, until_on: date | None) -> str:
    email = f"{name.lower()}@buton.example"
    someone = Person(name=name, email=email, fs_uniquifier=email.ljust(32, "x"), made_at=MONDAY)
    db.session.add(someone)
    db.session.flush()
    db.session.add(
        Tenure(post_id=post.post_id, person_id=someone.id, kind=kind, from_on=from_on, until_on=until_on)
    )
    db.session.commit()
    return email


def test_while_the_plt_is_away_the_plh_gets_the_digest(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    db.session.get_one(Tenure, cast.owner.tenure_id).until_on = date(2025, 8, 31)
    acting = stand_in(cast.owner, TenureKind.PLT, "Rusdi", date(2025, 9, 1), None)
    daily = stand_in(cast.owner, TenureKind.PLH, "Wahyuni", date(2025, 10, 10), date(2025, 10, 14))

    tick()
    assert receivers(HANDOVER) == [daily]  # who begins gets the summary in place of the digest
    assert "Plh. Kepala Dinas Kesehatan" in queued(HANDOVER)[0].text
    tick(MONDAY + timedelta(days=7))
    assert receivers(OWNERS) == [acting]


def test_an_inactive_person_gets_none(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    db.session.get_one(Person, cast.owner.person_id).active = False
    db.session.commit()

    tick()

    assert queued(OWNERS) == []


def also_holds(person_id: int, office_id: int, title: str, duty: Duty) -> Held:
    post = Post(office_id=office_id, title=title, duty=duty)
    db.session.add(post)
    db.session.flush()
    tenure = Tenure(post_id=post.id, person_id=person_id, kind=TenureKind.PLT, from_on=date(2025, 1, 1))
    db.session.add(tenure)
    db.session.commit()
    email = db.session.get_one(Person, person_id).email
    region_id = db.session.get_one(Post, post.id).office.region_id
    return Held(person_id, post.id, tenure.id, office_id, region_id, email)


def test_a_person_with_two_posts_gets_one_digest_that_tells_of_both(cast: Cast, promises: Promises) -> None:
    second = also_holds(cast.owner.person_id, cast.second_owner.office_id, "Kepala UPTD", Duty.OWNER)
    promises.owe(cast.owner, LATE, "Lengkapi obat")
    promises.owe(second, SOON, "Data ulang penerima bantuan")

    tick()

    [message] = queued(OWNERS)
    assert "Lengkapi obat" in message.text
    assert "Data ulang penerima bantuan" in message.text
    assert "Plt. Kepala UPTD" in message.text
    lines = db.session.scalars(select(Entry).where(Entry.message_id == message.id)).all()
    assert {line.tenure_id for line in lines} == {cast.owner.tenure_id, second.tenure_id}


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_a_reviewer_who_owes_something_gets_one_mail_for_both_duties(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.reviewer, LATE, "Siapkan ruang rapat")
    promises.answer(promises.owe(cast.owner, LATE), cast.owner, Answer.DONE)

    tick()

    to_reviewer = [
        message
        for message in db.session.scalars(select(Message).where(Message.to_email == cast.reviewer.email))
        if message.kind in {OWNERS, REVIEWERS}
    ]
    assert [message.kind for message in to_reviewer] == [REVIEWERS]
    assert "Siapkan ruang rapat" in to_reviewer[0].text
    assert "/answer/" in to_reviewer[0].text
    kinds = db.session.scalars(select(Entry.kind).where(Entry.tenure_id == cast.reviewer.tenure_id)).all()
    assert set(kinds) == {ReminderKind.WEEKLY_DIGEST, ReminderKind.REVIEW_DIGEST}


def test_nobody_gets_two_mails_of_the_schedule_in_a_week(cast: Cast, promises: Promises) -> None:
    for held in (cast.owner, cast.second_owner, cast.reviewer, cast.second_reviewer):
        promises.owe(held, LATE)
        promises.owe(held, SOON)
    promises.answer(promises.owe(cast.owner, LATE), cast.owner, Answer.DONE)

    for hours in range(0, 100, 7):
        tick(MONDAY + timedelta(hours=hours))

    most = select(func.count()).where(Message.kind.in_([OWNERS, REVIEWERS])).group_by(Message.to_email)
    assert set(db.session.scalars(most)) == {1}


def test_a_reviewer_with_nothing_to_review_gets_the_owners_digest(cast: Cast, promises: Promises) -> None:
    commitment = promises.owe(cast.reviewer, SOON)

    tick()

    assert receivers(OWNERS) == [cast.reviewer.email]
    assert commitment.action in queued(OWNERS)[0].text
