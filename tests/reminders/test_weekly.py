"""Monday's digests: when they come, what they hold, and what is kept of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast
from tests.database import POSTGRESQL, SQLITE
from tests.reminders.promises import (
    LATE,
    LATER,
    MONDAY,
    NOTICE,
    OWNERS,
    REVIEWERS,
    SOON,
    Promises,
    queued,
    receivers,
    tick,
)
from tracker.commitments.models import CommitmentMessage
from tracker.extensions import db
from tracker.regions.models import Region
from tracker.reminders.actions import Ticked, preview
from tracker.reminders.models import Entry, Outcome, ReminderKind, Slot

pytestmark = pytest.mark.databases(SQLITE)


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_an_owner_with_something_late_gets_one_digest_on_monday(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE, "Lengkapi obat di puskesmas")
    promises.owe(cast.owner, SOON, "Susun jadwal jaga dokter")

    done = tick()

    [message] = queued(OWNERS)
    assert message.to_email == cast.owner.email
    assert message.key == f"weekly-digest/2025-W42/74.04/person-{cast.owner.person_id}"
    assert (message.kind, message.period) == ("weekly digest", "2025-W42")
    assert "Lengkapi obat di puskesmas" in message.text
    assert "Susun jadwal jaga dokter" in message.text
    assert message.reply_to == "kesra@buton.example"
    assert done == Ticked(regions=2, queued=4, nothing=done.nothing)


def test_before_eight_nothing_is_queued(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)

    assert tick(MONDAY - timedelta(minutes=6)) == Ticked()
    assert queued(OWNERS) == []


def test_what_becomes_late_on_tuesday_is_told_then_and_stands_in_the_next_digest(
    cast: Cast, promises: Promises
) -> None:
    promises.owe(cast.owner, MONDAY.date() + timedelta(days=1))
    tick()
    assert receivers(OWNERS) == [cast.owner.email]

    tick(MONDAY + timedelta(days=2))
    assert receivers(NOTICE) == [cast.owner.email]
    tick(MONDAY + timedelta(days=7))
    assert receivers(OWNERS) == [cast.owner.email] * 2


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_a_missed_monday_is_caught_up_on_wednesday_once(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    wednesday = MONDAY + timedelta(days=2, hours=2)

    tick(wednesday)
    tick(wednesday + timedelta(minutes=5))

    assert receivers(OWNERS) == [cast.owner.email]
    entry = db.session.scalars(select(Entry).where(Entry.tenure_id == cast.owner.tenure_id)).one()
    assert entry.planned_at == datetime(2025, 10, 13, 0, tzinfo=UTC)
    assert entry.at == wednesday
    slot = db.session.scalars(select(Slot).where(Slot.region_id == cast.region_id)).one()
    assert (slot.period, slot.ran_at) == ("2025-10-15T08", wednesday)


def test_each_region_has_its_own_morning(app: Flask, cast: Cast, promises: Promises) -> None:
    db.session.get_one(Region, cast.other_region_id).zone = "Asia/Jakarta"
    db.session.commit()
    promises.owe(cast.owner, LATE)
    promises.owe(cast.stranger_owner, LATE)

    tick(MONDAY)
    assert receivers(OWNERS) == [cast.owner.email]
    tick(MONDAY + timedelta(hours=1))
    assert receivers(OWNERS) == [cast.stranger_owner.email, cast.owner.email]


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_who_owes_nothing_now_gets_no_mail_but_a_line_in_the_ledger(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATER)

    tick()

    assert queued(OWNERS) == queued(REVIEWERS) == []
    lines = db.session.scalars(select(Entry).where(Entry.tenure_id == cast.owner.tenure_id)).all()
    assert [(line.kind, line.outcome, line.period) for line in lines] == [
        (ReminderKind.WEEKLY_DIGEST, Outcome.NOTHING, "2025-W42")
    ]


def test_the_due_day_itself_is_not_late_and_the_day_after_is(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, MONDAY.date())
    promises.owe(cast.second_owner, MONDAY.date() - timedelta(days=1))

    by_address = {p.recipient.split("<")[1].rstrip(">"): p.counts for p in preview(MONDAY)}

    assert by_address[cast.owner.email] == {"overdue": 0, "sent back": 0, "this week": 1}
    assert by_address[cast.second_owner.email] == {"overdue": 1, "sent back": 0, "this week": 0}


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_the_story_of_a_commitment_knows_which_mail_spoke_of_it(cast: Cast, promises: Promises) -> None:
    late, later = promises.owe(cast.owner, LATE), promises.owe(cast.owner, LATER)
    tick()

    [message] = queued(OWNERS)
    told = db.session.scalars(
        select(CommitmentMessage.commitment_id).where(CommitmentMessage.message_id == message.id)
    ).all()
    assert told == [late.id]
    assert later.id not in told


def test_one_digest_does_not_grow_without_end(cast: Cast, promises: Promises) -> None:
    for number in range(24):
        promises.owe(cast.owner, LATE, f"Butir ke-{number:02}.")

    tick()

    [message] = queued(OWNERS)
    assert message.text.count("/answer/") == 20
    assert "/commitments/mine" in message.text
    assert len(message.html.encode()) < 60 * 1024
