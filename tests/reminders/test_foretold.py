"""What a commitment's page foretells is what the rounds then do."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.database import SQLITE
from tests.queries import count_queries
from tests.reminders.promises import LATE, LATER, MONDAY, Promises, tick
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Answer
from tracker.extensions import db
from tracker.people.models import Post
from tracker.regions.rules import local_day
from tracker.reminders.models import RungTold
from tracker.reminders.queries import next_hearing
from tracker.reminders.rules import Audience
from tracker.reminders.stopping import read_stop, stop_link

pytestmark = pytest.mark.databases(SQLITE)

EVENING_BEFORE = MONDAY - timedelta(hours=12)


def foretold(commitment: Commitment, at: datetime) -> set[tuple[date, str, int]]:
    """Who hears on which rung on which day, as it was said beforehand; leaders read of it in their digest."""
    return {
        (hearing.on, title, hearing.rung)
        for hearing in next_hearing(commitment, at=at)
        for title in hearing.titles
        if hearing.rung is not None and hearing.audience is not Audience.LEADERS
    }


@pytest.mark.parametrize("due_on", [date(2025, 10, 21), date(2025, 10, 24), date(2025, 12, 24)])
def test_each_rung_comes_on_the_day_and_to_the_post_that_were_foretold(
    cast: Cast, promises: Promises, due_on: date
) -> None:
    commitment = promises.owe(cast.owner, due_on)
    told_beforehand = foretold(commitment, EVENING_BEFORE)

    for number in range((due_on - MONDAY.date()).days + 30):
        tick(MONDAY + timedelta(days=number))

    rows = db.session.execute(
        select(RungTold.at, Post.title, RungTold.rung).join(Post, Post.id == RungTold.post_id)
    )
    happened = {(local_day(at, "Asia/Makassar"), title, rung) for at, title, rung in rows}
    assert {rung for _, _, rung in happened} == {-3, 0, 1, 5, 10}
    assert happened == told_beforehand


def test_while_a_reviewer_is_asked_it_is_the_reviewers_who_hear(cast: Cast, promises: Promises) -> None:
    commitment = promises.owe(cast.owner, LATE)
    promises.answer(commitment, cast.owner, Answer.MORE_TIME, until=LATER)

    [hearing] = next_hearing(commitment, at=EVENING_BEFORE)

    assert (hearing.on, hearing.audience, hearing.digest) == (MONDAY.date(), Audience.REVIEWERS, True)
    assert hearing.titles == ("Kepala Bagian Kesra", "Asisten I")


def test_nobody_hears_of_what_is_closed(cast: Cast, promises: Promises) -> None:
    commitment = promises.owe(cast.owner, LATE)
    promises.answer(commitment, cast.owner, Answer.DONE)
    promises.judge(commitment, accepted=True)

    assert next_hearing(commitment, at=EVENING_BEFORE) == ()


def test_foretelling_costs_few_queries(cast: Cast, promises: Promises) -> None:
    number = promises.owe(cast.owner, LATE).id
    db.session.expunge_all()
    commitment = db.session.get_one(Commitment, number)

    with count_queries() as asked:
        next_hearing(commitment, at=EVENING_BEFORE)

    assert len(asked) <= 11, "\n".join(asked)


def test_the_way_out_of_notices_is_signed_for_one_person(cast: Cast, promises: Promises) -> None:
    token = stop_link(cast.owner.person_id).rsplit("/", 1)[1]

    assert read_stop(token) == cast.owner.person_id
    assert read_stop("x" + token) is None
    assert read_stop("") is None
