"""Each digest exists once, whoever ticks, however often and how many at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.cast import DINSOS, Cast, Held, hold
from tests.database import POSTGRESQL, SQLITE
from tests.queries import count_queries
from tests.reminders.promises import (
    ANSWERED_AT,
    LATE,
    LATER,
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
from tracker.people.rules import Duty
from tracker.regions.models import Region
from tracker.reminders import digests, queries
from tracker.reminders.actions import Ticked, preview
from tracker.reminders.models import Slot

pytestmark = pytest.mark.databases(SQLITE)


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_a_second_tick_queues_nothing(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    tick()

    for later in (timedelta(), timedelta(minutes=5), timedelta(days=3)):
        assert tick(MONDAY + later) == Ticked()
    assert receivers(OWNERS) == [cast.owner.email]


def test_preview_writes_nothing(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)

    lines = preview(MONDAY)

    assert ("Kabupaten Buton", "weekly digest") in {(line.region, line.kind) for line in lines}
    assert not db.session.new
    assert db.session.scalar(select(func.count(Slot.id))) == 0
    assert len(lines) == tick().queued


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_one_region_that_fails_does_not_stop_the_others(
    cast: Cast, promises: Promises, monkeypatch: pytest.MonkeyPatch
) -> None:
    promises.owe(cast.owner, LATE)
    promises.owe(cast.stranger_owner, LATE)
    whole = digests.of_region

    def broken_for_berau(place: queries.Place, *, at: datetime) -> digests.Digests:
        if place.id == cast.other_region_id:
            raise RuntimeError("a broken row")
        return whole(place, at=at)

    monkeypatch.setattr(digests, "of_region", broken_for_berau)
    assert tick().failed == 1
    assert receivers(OWNERS) == [cast.owner.email]

    monkeypatch.undo()
    tick(MONDAY + timedelta(minutes=5))
    assert receivers(OWNERS) == [cast.stranger_owner.email, cast.owner.email]


def owners(region_id: int, number: int) -> list[Held]:
    region = db.session.get_one(Region, region_id)
    made = [
        hold(region, DINSOS, f"Camat {n}", Duty.OWNER, f"Pemilik {n}", f"pemilik{n}@buton.example")
        for n in range(number)
    ]
    db.session.commit()
    return made


@pytest.mark.databases(SQLITE, POSTGRESQL)
@pytest.mark.parametrize("number", [2, 12])
def test_composing_a_regions_digests_asks_the_database_ten_times_at_any_size(
    cast: Cast, promises: Promises, number: int
) -> None:
    for held in owners(cast.region_id, number):
        promises.answer(promises.owe(held, LATE), held, Answer.PROGRESS)
        sent = promises.owe(held, SOON)
        promises.answer(sent, held, Answer.DONE, at=ANSWERED_AT)
        promises.judge(sent, accepted=False, reason="Belum lengkap.")
        promises.answer(promises.owe(held, LATE), held, Answer.MORE_TIME, until=LATER)
        promises.answer(promises.owe(held, LATE), held, Answer.DONE)
    db.session.expunge_all()

    with count_queries() as asked:
        tick()

    reads = [q for q in asked if q.lstrip().startswith("SELECT") and "FROM messages" not in q]
    letters = number + 2
    regions = 2
    assert len(reads) <= 2 + 10 * regions, "\n\n".join(reads)
    assert len(asked) <= 32 + 2 * letters, "\n".join(q[:90].replace("\n", " ") for q in asked)


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_two_ticks_at_the_same_time_queue_one_digest_each(app: Flask, cast: Cast, promises: Promises) -> None:
    for held in owners(cast.region_id, 8):
        promises.owe(held, LATE)
    db.session.remove()
    together, done = Barrier(3), []

    def tick_alone() -> None:
        with app.app_context():
            together.wait()
            done.append(tick())

    threads = [Thread(target=tick_alone) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(run.regions for run in done) == 2
    assert sum(run.queued for run in done) == len(queued(OWNERS)) + len(queued(REVIEWERS)) == 8 + 2
