"""Each digest exists once, whoever ticks, however often and how many at a time."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

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
    LEADERS,
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

    for later in (timedelta(), timedelta(minutes=5), timedelta(hours=11)):
        assert tick(MONDAY + later) == Ticked()
    assert receivers(OWNERS) == [cast.owner.email]


def test_the_rounds_of_the_week_queue_no_second_digest(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    tick()

    for days in range(1, 5):
        assert tick(MONDAY + timedelta(days=days)).regions == 2
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

    def broken_for_berau(place: queries.Place, **rest: Any) -> digests.Digests:
        if place.id == cast.other_region_id:
            raise RuntimeError("a broken row")
        return whole(place, **rest)

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
def test_a_round_asks_and_writes_the_same_number_of_times_at_any_size(
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

    due, of_a_quiet_region, of_a_busy_one = 4, 28, 36
    assert len(asked) <= due + of_a_quiet_region + of_a_busy_one, "\n".join(
        q[:90].replace("\n", " ") for q in asked
    )


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_a_tick_with_nothing_due_asks_four_times_for_all_regions(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    tick()

    with count_queries() as asked_at_work:
        tick(MONDAY + timedelta(hours=1))
    with count_queries() as asked_at_night:
        tick(MONDAY + timedelta(hours=15))

    assert len(asked_at_work) == 4
    assert len(asked_at_night) == 1


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
    queued_of_each = [len(queued(kind)) for kind in (OWNERS, REVIEWERS, LEADERS)]
    assert queued_of_each == [8, 2, 1]
    assert sum(run.queued for run in done) == 8 + 2 + 1
